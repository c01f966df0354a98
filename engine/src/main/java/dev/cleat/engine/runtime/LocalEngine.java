package dev.cleat.engine.runtime;

import dev.cleat.engine.api.Appearance;
import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.AutostartEntry;
import dev.cleat.engine.api.CgroupNode;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerDetail;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerLog;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.DefinitionSummary;
import dev.cleat.engine.api.EndReport;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.EngineOptions;
import dev.cleat.engine.api.HostAddress;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.HostReport;
import dev.cleat.engine.api.Imported;
import dev.cleat.engine.api.Insight;
import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.api.NamespaceGroup;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.PaneViewer;
import dev.cleat.engine.api.PlanDescription;
import dev.cleat.engine.api.Problem;
import dev.cleat.engine.api.Recordings;
import dev.cleat.engine.api.Removal;
import dev.cleat.engine.api.SessionInfo;
import dev.cleat.engine.api.SessionPane;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.Started;
import dev.cleat.engine.api.StateEvent;
import dev.cleat.engine.api.StepListener;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.api.UnshareRequest;
import dev.cleat.engine.api.Watch;
import dev.cleat.engine.attach.ProgramRelay;
import dev.cleat.engine.discovery.NamespaceCensus;
import dev.cleat.engine.host.Doctor;
import dev.cleat.engine.importing.LostRootException;
import dev.cleat.engine.importing.LxcImport;
import dev.cleat.engine.runtime.OurContainers.Ours;
import dev.cleat.engine.storage.LocalConfigFiles;
import dev.cleat.engine.terminal.TtyTerminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The engine of this machine: wires the parts together and hands each call to the one that does it. */
public final class LocalEngine implements Engine {

    private final Parts parts;
    private final Lives lives;
    private final Ends ends;
    private final Freezing freezing;
    private final StateEvents events;
    private final ConsoleViewer viewer;
    private final Sessions sessions;
    private final CloseLook insight;

    private LocalEngine(EngineOptions options) {
        parts = new Parts(options);
        Foreground foreground = new Foreground(parts);
        lives = new Lives(parts, foreground);
        ends = new Ends(parts);
        freezing = new Freezing(parts);
        events = new StateEvents(parts);
        viewer = new ConsoleViewer(parts);
        sessions = new Sessions(parts);
        insight = new CloseLook(parts);
    }

    /** Opens the engine of this machine. Reads where the cgroups are; changes nothing. */
    public static LocalEngine open(EngineOptions options) {
        return new LocalEngine(options);
    }

    @Override
    public List<ContainerSummary> list() throws ContainerException {
        return parts.list.read();
    }

    @Override
    public ContainerDetail inspect(String name) throws ContainerException {
        return parts.inspection.of(name);
    }

    @Override
    public List<DefinitionSummary> definitions() throws ContainerException {
        Map<String, Ours> ours = parts.ours.all().stream()
                .collect(Collectors.toMap(own -> own.saved().name(), own -> own));
        return parts.definitions.all().stream()
                .map(found -> {
                    Optional<Ours> own = Optional.ofNullable(ours.get(found.name()));
                    return new DefinitionSummary(
                            found.name(),
                            found.file(),
                            found.description(),
                            found.sample(),
                            found.problems(),
                            own.map(Ours::state),
                            own.map(one -> one.saved().started()));
                })
                .toList();
    }

    @Override
    public List<Problem> lint(Path file) {
        return new Lint(parts.warnings).of(file);
    }

    @Override
    public PlanDescription plan(StartRequest request) throws ContainerException {
        return parts.start.describe(request);
    }

    @Override
    public HostReport doctor() {
        List<HostReport.Finding> findings =
                new ArrayList<>(new Doctor(parts.probe, parts.procfs).report().findings());
        findings.add(parts.settings.finding());
        return new HostReport(findings);
    }

    @Override
    public Started start(StartRequest request, StepListener listener) throws ContainerException {
        return lives.start(request, listener);
    }

    @Override
    public CommandOutcome startForeground(
            StartRequest request, StepListener listener, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        return lives.startForeground(request, listener, terminal);
    }

    @Override
    public CommandOutcome attach(AttachRequest request, Optional<OperatorTerminal> terminal) throws ContainerException {
        return parts.attach.run(parts.attachDefinition.apply(request), terminal, parts.warnings);
    }

    @Override
    public void stop(StopRequest request) throws ContainerException {
        ends.stop(request, StepListener.NONE);
    }

    @Override
    public void stop(StopRequest request, StepListener listener) throws ContainerException {
        ends.stop(request, listener);
    }

    @Override
    public void kill(String name, int signal, boolean all) throws ContainerException {
        ends.kill(name, signal, all);
    }

    @Override
    public ContainerLog consoleLog(String name) throws ContainerException {
        Optional<Ours> found = parts.ours.find(name);
        if (found.isEmpty()) {
            throw parts.absent(name);
        }
        return found.get()
                .saved()
                .consoleLog()
                .map(file -> new ContainerLog(file, new NotedTimes(parts.places.logTimes(name))))
                .orElseThrow(() -> new HostLimitException(
                        name + " keeps no log of its console", "set console.log.file in its definition"));
    }

    @Override
    public OperatorTerminal openTerminal() throws ContainerException {
        try {
            return TtyTerminal.open(parts.program::guard);
        } catch (IOException e) {
            throw new HostLimitException("there is no terminal: " + e.getMessage(), null, e);
        }
    }

    @Override
    public boolean awaitEnd(String name, Duration atMost) throws ContainerException {
        return ends.await(name, atMost);
    }

    @Override
    public void create(String name, Path file, List<String> overrides) throws ContainerException {
        new StoredDefinitions(parts).create(name, file, overrides);
    }

    @Override
    public void destroy(String name, boolean stopFirst) throws ContainerException {
        new StoredDefinitions(parts).destroy(name, stopFirst, ends);
    }

    @Override
    public Removal removal(String name) throws ContainerException {
        return new StoredDefinitions(parts).removal(name);
    }

    @Override
    public Imported importLxc(Path file, Optional<String> name) throws ContainerException {
        try {
            return new LxcImport(new LocalConfigFiles()).read(file, name, List.of());
        } catch (LostRootException e) {
            throw new InvalidDefinitionException(List.of(new Problem(file, 0, 0, e.getReason(), Optional.empty())));
        } catch (IOException e) {
            Problem unreadable = new Problem(file, 0, 0, "cannot be read: " + e.getMessage(), Optional.empty());
            throw new InvalidDefinitionException(List.of(unreadable));
        }
    }

    @Override
    public Started restart(StopRequest request, StepListener listener) throws ContainerException {
        return lives.restart(request, listener, ends);
    }

    @Override
    public void freeze(String name) throws ContainerException {
        freezing.freeze(name);
    }

    @Override
    public void thaw(String name) throws ContainerException {
        freezing.thaw(name);
    }

    @Override
    public boolean awaitState(String name, Set<ContainerState> states, Duration atMost) throws ContainerException {
        return events.await(name, states, atMost);
    }

    @Override
    public Watch watch(Consumer<StateEvent> listener) throws ContainerException {
        return events.watch(listener);
    }

    @Override
    public List<StateEvent> events() throws ContainerException {
        return events.all();
    }

    @Override
    public EndReport why(String name) throws ContainerException {
        return new EndReports(parts).of(name);
    }

    @Override
    public List<AutostartEntry> autostart() throws ContainerException {
        return new AutostartOrder(parts).entries();
    }

    @Override
    public CommandOutcome console(
            String name, int tty, boolean readOnly, boolean history, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        return viewer.run(name, tty, readOnly, history, terminal);
    }

    @Override
    public CommandOutcome unshare(UnshareRequest request, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        return lives.unshare(request, terminal);
    }

    @Override
    public Recordings recordings() throws ContainerException {
        return parts.settings.recordings();
    }

    @Override
    public List<NamespaceGroup> namespaces() throws ContainerException {
        return new NamespaceCensus(parts.procfs).take(ContainerList.hostNamespaces(parts.procfs), parts.list.read());
    }

    @Override
    public List<CgroupNode> cgroups() throws ContainerException {
        Map<String, String> containers = new HashMap<>();
        for (ContainerSummary container : parts.list.read()) {
            container.cgroup().ifPresent(path -> containers.put(path.replaceFirst("/init$", ""), container.name()));
        }
        return parts.survey.take(containers);
    }

    @Override
    public List<SessionInfo> sessions() throws ContainerException {
        return sessions.all();
    }

    @Override
    public CommandOutcome attachSession(String id, String detachKeys, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        return sessions.attach(id, detachKeys, terminal);
    }

    @Override
    public CommandOutcome watchSession(String id, String detachKeys, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        return sessions.watch(id, detachKeys, terminal);
    }

    @Override
    public void killSession(String id, Duration grace) throws ContainerException {
        sessions.kill(id, grace);
    }

    @Override
    public SessionPane openPane(String id, boolean watches, TerminalSize size, PaneViewer viewer)
            throws ContainerException {
        return sessions.pane(id, watches, size, viewer);
    }

    @Override
    public Appearance appearance() throws ContainerException {
        return parts.settings.appearance();
    }

    @Override
    public List<HostAddress> otherHosts() throws ContainerException {
        return parts.settings.hosts();
    }

    @Override
    public CommandOutcome relay(
            AttachRequest request, List<String> program, String farewell, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        return programs().run(request, program, farewell, terminal);
    }

    @Override
    public SessionPane relayPane(
            AttachRequest request,
            List<String> program,
            String farewell,
            boolean watches,
            TerminalSize size,
            PaneViewer viewer)
            throws ContainerException {
        return LivePane.begin(
                "", watches, true, size, viewer, seat -> programs().run(request, program, farewell, seat));
    }

    private ProgramRelay programs() {
        return new ProgramRelay(parts.settings, parts.program::guard, parts.warnings);
    }

    @Override
    public Insight insight() {
        return insight;
    }

    @Override
    public void close() {
        parts.close();
    }
}
