package dev.cleat.engine.start;

import static dev.cleat.engine.start.StartStep.CLAIM_NAME;
import static dev.cleat.engine.start.StartStep.CLONE_INIT;
import static dev.cleat.engine.start.StartStep.COMPILE_FILTER;
import static dev.cleat.engine.start.StartStep.CREATE_CGROUP;
import static dev.cleat.engine.start.StartStep.CREATE_NETWORK;
import static dev.cleat.engine.start.StartStep.CREATE_SCOPE;
import static dev.cleat.engine.start.StartStep.LOAD_PROFILE;
import static dev.cleat.engine.start.StartStep.MOVE_NETWORK;
import static dev.cleat.engine.start.StartStep.OPEN_CONSOLE_LOG;
import static dev.cleat.engine.start.StartStep.OPEN_NAMESPACES;
import static dev.cleat.engine.start.StartStep.OPEN_SOURCES;
import static dev.cleat.engine.start.StartStep.PREPARE_ROOTFS;
import static dev.cleat.engine.start.StartStep.PROBE_HOST;
import static dev.cleat.engine.start.StartStep.PUBLISH_RUNNING;
import static dev.cleat.engine.start.StartStep.READ_DEFINITION;
import static dev.cleat.engine.start.StartStep.RESOLVE_PLAN;
import static dev.cleat.engine.start.StartStep.RUN_CREATE_RUNTIME_HOOKS;
import static dev.cleat.engine.start.StartStep.RUN_POST_START_HOOKS;
import static dev.cleat.engine.start.StartStep.RUN_PRE_START_HOOKS;
import static dev.cleat.engine.start.StartStep.RUN_START_HOST_HOOKS;
import static dev.cleat.engine.start.StartStep.SET_DEVICE_POLICY;
import static dev.cleat.engine.start.StartStep.SPAWN_KEEPER;
import static dev.cleat.engine.start.StartStep.TUNE_INIT;
import static dev.cleat.engine.start.StartStep.WRITE_ID_MAPS;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.PlanDescription;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.Started;
import dev.cleat.engine.api.StepListener;
import dev.cleat.engine.cgroup.Cgroups;
import dev.cleat.engine.cgroup.ContainerCgroup;
import dev.cleat.engine.cgroup.DelegatedScope;
import dev.cleat.engine.definition.Definition;
import dev.cleat.engine.definition.Hooks.Point;
import dev.cleat.engine.flow.Steps;
import dev.cleat.engine.flow.Undo;
import dev.cleat.engine.hook.HookOutput;
import dev.cleat.engine.hook.HookRunner;
import dev.cleat.engine.hook.SavedHooks;
import dev.cleat.engine.host.HostFacts;
import dev.cleat.engine.host.HostProbe;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.network.HostNetwork;
import dev.cleat.engine.plan.FilterProgram;
import dev.cleat.engine.plan.HookPlan;
import dev.cleat.engine.plan.StartPlan;
import dev.cleat.engine.plan.StartPlanner;
import dev.cleat.engine.security.FilterCache;
import dev.cleat.engine.security.FilterCompiler;
import dev.cleat.engine.security.ProfileLoader;
import dev.cleat.engine.stage.Gate;
import dev.cleat.engine.stage.KeeperResources;
import dev.cleat.engine.stage.KeeperStage;
import dev.cleat.engine.stage.StageProgram;
import dev.cleat.engine.stage.StageStep;
import dev.cleat.engine.state.Claim;
import dev.cleat.engine.state.Journal;
import dev.cleat.engine.state.SavedPlan;
import dev.cleat.engine.storage.IdRanges;
import dev.cleat.engine.storage.MountSources;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Starts a container. The order is proved against the kernel: what would break if two lines changed places stands where
 * it is done, here or in the stage.
 */
public final class ContainerStart {

    private final DefinitionSource definitions;
    private final HostProbe probe;
    private final StartPlanner planner;
    private final Cgroups cgroups;
    private final StageProgram program;
    private final Procfs procfs;
    private final FilterCompiler filters;
    private final HookRunner hooks;
    private final SharedNamespaces.InitFinder inits;
    private final IdRanges ranges;
    private final Journal journal;
    private final EndWish endWish;

    public ContainerStart(
            DefinitionSource definitions,
            HostProbe probe,
            StartPlanner planner,
            Cgroups cgroups,
            StageProgram program,
            Procfs procfs,
            FilterCompiler filters,
            HookRunner hooks,
            SharedNamespaces.InitFinder inits,
            IdRanges ranges,
            Journal journal,
            EndWish endWish) {
        this.definitions = definitions;
        this.probe = probe;
        this.planner = planner;
        this.cgroups = cgroups;
        this.program = program;
        this.procfs = procfs;
        this.filters = filters;
        this.hooks = hooks;
        this.inits = inits;
        this.ranges = ranges;
        this.journal = journal;
        this.endWish = endWish;
    }

    /** What {@link #run} would do, doing none of it. */
    public PlanDescription describe(StartRequest request) throws ContainerException {
        Definition definition = definitions.read(request);
        return planner.describe(planner.plan(definition, probe.facts()));
    }

    // @formatter:off
    /** Starts a container and returns once its init was executed. A failure gives back everything that was taken. */
    public Started run(StartRequest request, StepListener listener, Occasion occasion) throws ContainerException {
        Steps<StartStep> steps = new Steps<>(StartStep.class, occasion.subject(subject(request)), listener, StartAdvice.on(occasion));
        Publication publication = new Publication(journal, procfs);
        try {
            return run(request, occasion, steps, publication);
        } catch (ContainerException e) {
            publication.failed(e);
            throw e;
        }
    }

    private Started run(StartRequest request, Occasion occasion, Steps<StartStep> steps, Publication publication) throws ContainerException {
        Consumer<StageStep> inside = step -> steps.begin(StartStep.valueOf(step.name()));
        try (Undo undo = new Undo()) {
            // Decide. Nothing on the host has changed yet.
            Definition definition = steps.get(READ_DEFINITION, () -> occasion.made().isPresent() ? occasion.made().get() : definitions.read(request));
            steps.about(occasion.subject(definition.name()));
            HostFacts host        = steps.get(PROBE_HOST,      probe::facts);
            StartPlan plan        = steps.get(RESOLVE_PLAN,    () -> planner.plan(definition, host));
            Optional<FilterProgram> filter = steps.get(COMPILE_FILTER, () -> compile(plan, host));
            steps.run(LOAD_PROFILE, () -> ProfileLoader.load(plan.profile()));

            // Claim. Whatever is taken from here on is given back if a later step fails.
            Claim claim = undo.take(undo.own(steps.get(CLAIM_NAME, () -> occasion.names().claim(plan.name()))), Claim::giveBack);
            undo.announce(() -> publication.aborting(steps.where()));
            publication.starting(claim, plan, definition, Publication.origin(request, occasion));
            SavedHooks.save(undo.take(claim.directory(), SavedHooks::forget), plan.hooks());
            FilterCache.save(claim.directory(), filter);
            SavedPlan.save(claim.directory(), planner.describe(plan));
            undo.take(plan.hooks(), this::runPostStopHooks); // also what the first of several made, when the second fails
            steps.run(RUN_PRE_START_HOOKS, () -> hooks.run(plan.hooks().commands(Point.PRE_START, Map.of())));
            RootPreparation root = undo.own(steps.get(PREPARE_ROOTFS, () -> RootPreparation.make(plan, ranges)));
            ConsoleLog log = undo.own(steps.get(OPEN_CONSOLE_LOG, () -> ConsoleLog.open(plan.console(), plan.name())));
            SharedNamespaces shared = undo.own(steps.get(OPEN_NAMESPACES, () -> SharedNamespaces.open(plan.namespaces().shared(), inits, procfs)));
            DelegatedScope scope = undo.own(steps.get(CREATE_SCOPE, () -> cgroups.scope(plan.cgroup().scope())));
            publication.makingCgroups(cgroups.planned(plan.cgroup(), scope));
            ContainerCgroup cgroup = undo.take(steps.get(CREATE_CGROUP, () -> cgroups.create(plan.cgroup(), scope)), ContainerCgroup::remove);
            publication.cgroups(cgroup);
            HostNetwork network = undo.take(undo.own(steps.get(CREATE_NETWORK, () -> HostNetwork.create(claim.directory(), plan.network(), plan.hooks(), hooks))), HostNetwork::giveBack);

            // Spawn. Init exists, is known on disk, is in its cgroups, and waits at its first gate.
            HookOutput said = undo.own(HookOutput.of(plan.hooks(), hooks));
            KeeperResources resources = Handover.of(claim, log, cgroup, shared, root, filter, said.forHooks(), endWish.of(plan, network.saved()), journal);
            KeeperStage keeper = undo.own(steps.get(SPAWN_KEEPER, () -> KeeperStage.spawn(program, plan, resources)));
            long init = steps.get(CLONE_INIT, keeper::awaitInit);
            publication.processes(init, keeper.pid());
            keeper.followTo(Gate.MAPS, inside);
            steps.run(WRITE_ID_MAPS, () -> IdMapWriter.write(init, plan));
            steps.run(TUNE_INIT, () -> InitTuning.apply(init, plan.tuning()));
            MountSources sources = undo.own(steps.get(OPEN_SOURCES, () -> MountSources.open(plan.sources(), init)));

            // Inside. Init sets itself up and reports each step by name.
            keeper.proceed(sources.mounts());
            if (plan.waitsForHost()) {
                keeper.followTo(Gate.NAMESPACES, inside);
                steps.run(MOVE_NETWORK, () -> network.moveInto(init));
                steps.run(RUN_CREATE_RUNTIME_HOOKS, () -> hooks.run(plan.hooks().commands(Point.CREATE_RUNTIME, known(init))));
                keeper.proceed();
            }
            keeper.followTo(Gate.LAST, inside);
            steps.run(SET_DEVICE_POLICY, () -> cgroup.setDevicePolicy(plan.dev().policy()));
            steps.run(RUN_START_HOST_HOOKS, () -> hooks.run(plan.hooks().commands(Point.START_HOST, known(init))));
            occasion.lastGate().waits(new Started(plan.name(), init), claim.directory());
            keeper.proceed();
            keeper.followToExecution(inside);

            // Publish. From here on the container is the keeper's.
            steps.run(PUBLISH_RUNNING, () -> publication.running(request.pidFile()));
            keeper.commit();
            undo.commit();
            said.succeeded();
            steps.run(RUN_POST_START_HOOKS, () -> hooks.runAll(plan.hooks().commands(Point.POST_START, known(init))));
            return new Started(plan.name(), init);
        } catch (IOException e) {
            throw steps.failure(e);
        }
    }
    // @formatter:on

    private Optional<FilterProgram> compile(StartPlan plan, HostFacts host) throws IOException {
        return plan.filter().isPresent()
                ? Optional.of(filters.compile(plan.filter().get(), host.kernel()))
                : Optional.empty();
    }

    /** What hooks are told once init exists. */
    private static Map<String, String> known(long init) {
        return Map.of(HookPlan.PID, Long.toString(init));
    }

    /** What pre-start hooks made, post-stop hooks remove, also after a start that failed. */
    private void runPostStopHooks(HookPlan plan) {
        hooks.runAll(plan.commands(Point.POST_STOP, Map.of(HookPlan.TARGET, "stop")));
    }

    private static String subject(StartRequest request) {
        return request.name().orElseGet(() -> request.file().orElseThrow().toString());
    }
}
