package dev.cleat.engine.runtime;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.EngineOptions;
import dev.cleat.engine.attach.ContainerAttach;
import dev.cleat.engine.attach.ContextReader;
import dev.cleat.engine.attach.SessionHooks;
import dev.cleat.engine.cgroup.Cgroups;
import dev.cleat.engine.discovery.Discovery;
import dev.cleat.engine.hook.HookRunner;
import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.host.HostProbe;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Signals;
import dev.cleat.engine.plan.AttachPlanner;
import dev.cleat.engine.plan.Places;
import dev.cleat.engine.plan.StartPlanner;
import dev.cleat.engine.security.FilterCompiler;
import dev.cleat.engine.session.Operator;
import dev.cleat.engine.session.SessionRegistry;
import dev.cleat.engine.stage.StageProgram;
import dev.cleat.engine.start.ContainerStart;
import dev.cleat.engine.start.DefinitionSource;
import dev.cleat.engine.start.EndWish;
import dev.cleat.engine.state.Journal;
import dev.cleat.engine.state.StateStore;
import dev.cleat.engine.stop.ContainerStop;
import dev.cleat.engine.stop.ForeignStop;
import dev.cleat.engine.stop.LifeEnd;
import dev.cleat.engine.stop.UnseenEnd;
import dev.cleat.engine.storage.Definitions;
import dev.cleat.engine.storage.IdRanges;
import dev.cleat.engine.storage.LocalHostFiles;
import dev.cleat.engine.storage.OwnLogs;
import dev.cleat.engine.storage.StoppedMarks;
import dev.cleat.engine.storage.UserNamespaces;
import dev.cleat.engine.usage.CgroupSurvey;
import dev.cleat.engine.usage.UsageReader;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The parts of an engine, each made once with those it uses. {@link LocalEngine} and {@link Afterlife} hand calls to them. */
final class Parts implements AutoCloseable {

    final Consumer<String> warnings;
    final Procfs procfs = new Procfs();
    final HostProbe probe = new HostProbe(procfs);
    final Cgroups cgroups;
    final StateStore states;
    final Journal journal;
    final Definitions definitions;
    final DefinitionSource source;
    final OurContainers ours;
    final ForeignContainers foreign;
    final ContainerList list;
    final Inspection inspection;
    final HookRunner hooks;
    final LifeEnd lifeEnd;
    final ContainerStart start;
    final ContainerStop stop;
    final ForeignStop foreignStop;
    final ContainerAttach attach;
    final AttachDefinition attachDefinition;
    final StageProgram program = new StageProgram();
    final UsageReader usage;
    final CgroupSurvey survey;
    private final UsageReader surveyed;
    final Destruction destruction;
    final StoppedMarks stopped;
    final HostSettings settings;
    final Places places;
    final SessionRegistry sessions;

    Parts(EngineOptions options) {
        Path path = options.path().toAbsolutePath();
        Path state = options.state().toAbsolutePath();
        warnings = options.warnings();
        CgroupLayout layout = probe.layout();
        cgroups = new Cgroups(layout, procfs, Parts::kill);
        states = new StateStore(state);
        journal = new Journal(state, warnings);
        sessions = new SessionRegistry(state);
        definitions = new Definitions(path, options.samples());
        source = new DefinitionSource(path, states, warnings);
        usage = new UsageReader(layout);
        surveyed = new UsageReader(layout);
        survey = new CgroupSurvey(layout, surveyed);
        hooks = new HookRunner(warnings);
        lifeEnd = new LifeEnd(hooks, warnings);
        UnseenEnd unseen = new UnseenEnd(states, cgroups, lifeEnd, journal);
        ours = new OurContainers(states, cgroups, procfs, unseen, warnings);
        foreign = new ForeignContainers(new Discovery(procfs, layout, false), ours, procfs, cgroups);
        list = new ContainerList(ours, definitions, foreign, sessions, usage, procfs);
        inspection = new Inspection(list, ours, foreign, states, procfs, layout);
        RunningInits inits = new RunningInits(ours, foreign);
        IdRanges ranges = new IdRanges(
                path.resolve(".ids"), // no container can be called so
                name -> states.isHeld(name) || definitions.find(name).isPresent());
        places = new Places(path, state, path.resolve("logs"));
        StartPlanner planner =
                new StartPlanner(places, new LocalHostFiles(ranges, new UserNamespaces(procfs, inits::pidOf)));
        start = new ContainerStart(
                source,
                probe,
                planner,
                cgroups,
                program,
                procfs,
                new FilterCompiler(state, warnings),
                hooks,
                inits,
                ranges,
                journal,
                new EndWish(new AfterlifeCommand(path, state)));
        stop = new ContainerStop(cgroups, procfs);
        foreignStop = new ForeignStop(procfs);
        settings = new HostSettings(options.config(), path);
        TargetFinder targets = new TargetFinder(ours, foreign, definitions, procfs, cgroups);
        attachDefinition = new AttachDefinition(source);
        attach = new ContainerAttach(
                targets,
                new ContextReader(procfs, state),
                new AttachPlanner(),
                cgroups,
                sessions,
                new SessionHooks(states, hooks),
                program,
                settings,
                settings::leftovers);
        stopped = new StoppedMarks(path);
        destruction = new Destruction(definitions, planner, probe, procfs, hooks, ranges, new OwnLogs(places.logs()));
    }

    /** Why nothing can be done to a container that neither Cleat nor the host knows. */
    ContainerException absent(String name) {
        return TargetFinder.absent(name, definitions);
    }

    private static void kill(long pid) {
        try {
            Signals.kill(pid, Signals.KILL);
        } catch (ErrnoException e) {
            // The caller looks again and names the processes that live on.
        }
    }

    /** Who asks. */
    String operator() {
        return Operator.current().name();
    }

    @Override
    public void close() {
        ours.close();
        usage.close();
        surveyed.close();
        program.close();
    }
}
