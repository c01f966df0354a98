package dev.cleat.engine.runtime;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.AutostartEntry;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerDetail;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.DefinitionSummary;
import dev.cleat.engine.api.EndReport;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.EngineOptions;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.HostReport;
import dev.cleat.engine.api.Imported;
import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.PlanDescription;
import dev.cleat.engine.api.Problem;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.Started;
import dev.cleat.engine.api.StateEvent;
import dev.cleat.engine.api.StepListener;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.engine.api.UnshareRequest;
import dev.cleat.engine.api.Watch;
import dev.cleat.engine.api.WrongStateException;
import dev.cleat.engine.attach.ContainerAttach;
import dev.cleat.engine.attach.ContextReader;
import dev.cleat.engine.cgroup.Cgroups;
import dev.cleat.engine.definition.DefinitionReader;
import dev.cleat.engine.discovery.Discovery;
import dev.cleat.engine.discovery.FoundContainer;
import dev.cleat.engine.hook.HookRunner;
import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.host.Doctor;
import dev.cleat.engine.host.HostProbe;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.importing.LxcImport;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.PidFd;
import dev.cleat.engine.linux.Signals;
import dev.cleat.engine.plan.AttachPlanner;
import dev.cleat.engine.plan.Places;
import dev.cleat.engine.plan.StartPlanner;
import dev.cleat.engine.runtime.OurContainers.Ours;
import dev.cleat.engine.security.FilterCompiler;
import dev.cleat.engine.session.SessionRegistry;
import dev.cleat.engine.stage.StageProgram;
import dev.cleat.engine.start.ContainerStart;
import dev.cleat.engine.start.DefinitionSource;
import dev.cleat.engine.start.LastGate;
import dev.cleat.engine.state.StateStore;
import dev.cleat.engine.stop.ContainerStop;
import dev.cleat.engine.stop.ForeignStop;
import dev.cleat.engine.storage.Definitions;
import dev.cleat.engine.storage.IdRanges;
import dev.cleat.engine.storage.LocalConfigFiles;
import dev.cleat.engine.storage.LocalDefinitionFiles;
import dev.cleat.engine.storage.LocalHostFiles;
import dev.cleat.engine.storage.UserNamespaces;
import dev.cleat.engine.terminal.TtyTerminal;
import dev.cleat.engine.usage.UsageReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The engine of this machine: wires the parts together and hands each call to the one that does it. */
public final class LocalEngine implements Engine {

    private final Consumer<String> warnings;
    private final HostProbe probe;
    private final Procfs procfs;
    private final Cgroups cgroups;
    private final Definitions definitions;
    private final OurContainers ours;
    private final ForeignContainers foreign;
    private final ContainerList list;
    private final Inspection inspection;
    private final ContainerStart start;
    private final ContainerStop stop;
    private final ForeignStop foreignStop;
    private final ContainerAttach attach;
    private final Foreground foreground;
    private final StageProgram program = new StageProgram();
    private final UsageReader usage;

    private LocalEngine(EngineOptions options) {
        Path path = options.path().toAbsolutePath();
        Path state = options.state().toAbsolutePath();
        warnings = options.warnings();
        procfs = new Procfs();
        probe = new HostProbe(procfs);
        CgroupLayout layout = probe.layout();
        cgroups = new Cgroups(layout, procfs, LocalEngine::kill);
        StateStore states = new StateStore(state);
        SessionRegistry sessions = new SessionRegistry(state);
        definitions = new Definitions(path, options.samples());
        usage = new UsageReader(layout);
        ours = new OurContainers(states, cgroups, procfs, warnings);
        foreign = new ForeignContainers(new Discovery(procfs, layout, false), ours, procfs, cgroups);
        list = new ContainerList(ours, foreign, sessions, usage, procfs);
        inspection = new Inspection(list, ours, foreign, states, procfs, layout);
        RunningInits inits = new RunningInits(ours, foreign);
        IdRanges ranges = new IdRanges(
                path.resolve("ids"),
                name -> states.isHeld(name) || definitions.find(name).isPresent());
        StartPlanner planner = new StartPlanner(
                new Places(path, state, path.resolve("logs")),
                new LocalHostFiles(ranges, new UserNamespaces(procfs, inits::pidOf)));
        DefinitionSource source = new DefinitionSource(path, states, warnings);
        start = new ContainerStart(
                source,
                probe,
                planner,
                states,
                cgroups,
                program,
                procfs,
                new FilterCompiler(state, warnings),
                new HookRunner(warnings),
                inits,
                ranges);
        stop = new ContainerStop(cgroups, procfs);
        foreignStop = new ForeignStop(procfs);
        TargetFinder targets = new TargetFinder(ours, foreign);
        attach = new ContainerAttach(
                targets, new ContextReader(procfs), new AttachPlanner(), cgroups, sessions, program);
        foreground = new Foreground(start, states, program::guard);
    }

    /** Opens the engine of this machine. Reads where the cgroups are; changes nothing. */
    public static LocalEngine open(EngineOptions options) {
        return new LocalEngine(options);
    }

    private static void kill(long pid) {
        try {
            Signals.kill(pid, Signals.KILL);
        } catch (ErrnoException e) {
            // The caller looks again and names the processes that live on.
        }
    }

    @Override
    public List<ContainerSummary> list() throws ContainerException {
        return list.read();
    }

    @Override
    public ContainerDetail inspect(String name) throws ContainerException {
        return inspection.of(name);
    }

    @Override
    public List<DefinitionSummary> definitions() throws ContainerException {
        Map<String, ContainerState> running =
                ours.all().stream().collect(Collectors.toMap(own -> own.saved().name(), Ours::state));
        return definitions.all().stream()
                .map(found -> new DefinitionSummary(
                        found.name(),
                        found.file(),
                        found.description(),
                        found.sample(),
                        found.problems(),
                        Optional.ofNullable(running.get(found.name()))))
                .toList();
    }

    @Override
    public List<Problem> lint(Path file) {
        return new DefinitionReader(new LocalDefinitionFiles()).lint(file);
    }

    @Override
    public PlanDescription plan(StartRequest request) throws ContainerException {
        return start.describe(request);
    }

    @Override
    public HostReport doctor() {
        return new Doctor(probe, procfs).report();
    }

    @Override
    public Started start(StartRequest request, StepListener listener) throws ContainerException {
        request.name().ifPresent(ours::settle);
        return start.run(request, listener, LastGate.NOTHING);
    }

    @Override
    public CommandOutcome startForeground(
            StartRequest request, StepListener listener, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        request.name().ifPresent(ours::settle);
        CommandOutcome outcome = foreground.run(request, listener, terminal);
        cgroups.prune();
        return outcome;
    }

    @Override
    public CommandOutcome attach(AttachRequest request, Optional<OperatorTerminal> terminal) throws ContainerException {
        return attach.run(request, terminal, warnings);
    }

    @Override
    public void stop(StopRequest request) throws ContainerException {
        Optional<Ours> own = ours.find(request.name());
        if (own.isPresent() && own.get().state() != ContainerState.STOPPED) {
            stop.run(own.get().saved(), request);
            return;
        }
        Optional<FoundContainer> found = foreign.find(request.name());
        if (found.isEmpty()) {
            throw notRunning(request.name(), own);
        }
        foreignStop.run(ForeignContainers.target(found.get()), request);
    }

    @Override
    public void kill(String name, int signal, boolean all) throws ContainerException {
        Optional<Ours> own = ours.find(name);
        if (own.isPresent() && own.get().state() != ContainerState.STOPPED) {
            stop.signal(own.get().saved(), signal, all);
            return;
        }
        Optional<FoundContainer> found = foreign.find(name);
        if (found.isEmpty()) {
            throw notRunning(name, own);
        }
        foreignStop.signal(ForeignContainers.target(found.get()), signal);
    }

    private static ContainerException notRunning(String name, Optional<Ours> own) {
        return own.isPresent() ? new WrongStateException(name + " is not running", null) : TargetFinder.unknown(name);
    }

    @Override
    public Path consoleLog(String name) throws ContainerException {
        Ours own = ours.find(name).orElseThrow(() -> TargetFinder.unknown(name));
        return own.saved()
                .consoleLog()
                .orElseThrow(() -> new HostLimitException(
                        name + " keeps no log of its console", "set console.log.file in its definition"));
    }

    @Override
    public OperatorTerminal openTerminal() throws ContainerException {
        try {
            return TtyTerminal.open(program::guard);
        } catch (IOException e) {
            throw new HostLimitException("there is no terminal: " + e.getMessage(), null, e);
        }
    }

    @Override
    public boolean awaitEnd(String name, Duration atMost) throws ContainerException {
        Ours own = ours.find(name).orElseThrow(() -> TargetFinder.unknown(name));
        if (own.state() == ContainerState.STOPPED) {
            return true;
        }
        try (PidFd keeper = PidFd.open(own.saved().keeperPid())) {
            return keeper.awaitEnd(atMost);
        } catch (ErrnoException e) {
            return true; // it ended between our look and our grip
        }
    }

    @Override
    public void create(String name, Path file, List<String> overrides) throws ContainerException {
        throw new UnsupportedOperationException("create");
    }

    @Override
    public void destroy(String name, boolean stopFirst) throws ContainerException {
        throw new UnsupportedOperationException("destroy");
    }

    @Override
    public Imported importLxc(Path file, Optional<String> name) throws ContainerException {
        try {
            return new LxcImport(new LocalConfigFiles()).read(file, name, List.of());
        } catch (IOException e) {
            Problem unreadable = new Problem(file, 0, 0, "cannot be read: " + e.getMessage(), Optional.empty());
            throw new InvalidDefinitionException(List.of(unreadable));
        }
    }

    @Override
    public Started restart(StopRequest request, StepListener listener) throws ContainerException {
        throw new UnsupportedOperationException("restart");
    }

    @Override
    public void freeze(String name) throws ContainerException {
        throw new UnsupportedOperationException("freeze");
    }

    @Override
    public void thaw(String name) throws ContainerException {
        throw new UnsupportedOperationException("thaw");
    }

    @Override
    public boolean awaitState(String name, Set<ContainerState> states, Duration atMost) throws ContainerException {
        throw new UnsupportedOperationException("wait");
    }

    @Override
    public Watch watch(Consumer<StateEvent> listener) throws ContainerException {
        throw new UnsupportedOperationException("monitor");
    }

    @Override
    public List<StateEvent> events() throws ContainerException {
        throw new UnsupportedOperationException("events");
    }

    @Override
    public EndReport why(String name) throws ContainerException {
        throw new UnsupportedOperationException("why");
    }

    @Override
    public List<AutostartEntry> autostart() throws ContainerException {
        throw new UnsupportedOperationException("autostart");
    }

    @Override
    public CommandOutcome console(
            String name, int tty, boolean readOnly, boolean history, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        throw new UnsupportedOperationException("tty");
    }

    @Override
    public CommandOutcome unshare(UnshareRequest request, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        throw new UnsupportedOperationException("unshare");
    }

    @Override
    public void close() {
        usage.close();
        program.close();
    }
}
