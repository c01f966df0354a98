package dev.cleat.engine.attach;

import static dev.cleat.engine.attach.AttachStep.ENTER_CGROUP;
import static dev.cleat.engine.attach.AttachStep.FIND_RUNNING;
import static dev.cleat.engine.attach.AttachStep.LOOK_UP_USER;
import static dev.cleat.engine.attach.AttachStep.OPEN_PTY;
import static dev.cleat.engine.attach.AttachStep.OPEN_RECORDING;
import static dev.cleat.engine.attach.AttachStep.READ_CONTEXT;
import static dev.cleat.engine.attach.AttachStep.REGISTER_SESSION;
import static dev.cleat.engine.attach.AttachStep.RELAY;
import static dev.cleat.engine.attach.AttachStep.RESOLVE_PLAN;
import static dev.cleat.engine.attach.AttachStep.SPAWN_STAGE;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.CommandNotRunException;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.Runtime;
import dev.cleat.engine.api.StepListener;
import dev.cleat.engine.cgroup.Cgroups;
import dev.cleat.engine.cgroup.Membership;
import dev.cleat.engine.cgroup.SessionLeaf;
import dev.cleat.engine.definition.SessionPolicy.Leftovers;
import dev.cleat.engine.flow.Steps;
import dev.cleat.engine.flow.Undo;
import dev.cleat.engine.plan.AttachPlan;
import dev.cleat.engine.plan.AttachPlanner;
import dev.cleat.engine.plan.CallerContext;
import dev.cleat.engine.plan.InitContext;
import dev.cleat.engine.session.RecordingNote;
import dev.cleat.engine.session.SessionIdentity;
import dev.cleat.engine.session.SessionRegistry;
import dev.cleat.engine.stage.AttachStage;
import dev.cleat.engine.stage.StageFailureException;
import dev.cleat.engine.stage.StageProgram;
import dev.cleat.engine.stage.StageStep;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs a command in a running container and relays until it ends, is detached from, or the operator goes away. */
public final class ContainerAttach {

    private final AttachTarget.Finder targets;
    private final ContextReader contexts;
    private final AttachPlanner planner;
    private final Cgroups cgroups;
    private final SessionRegistry sessions;
    private final SessionHooks hooks;
    private final StageProgram program;
    private final UserLookup users;
    private final SessionCapture.Policy recording;
    private final LeftoverPolicy leftovers;

    public ContainerAttach(
            AttachTarget.Finder targets,
            ContextReader contexts,
            AttachPlanner planner,
            Cgroups cgroups,
            SessionRegistry sessions,
            SessionHooks hooks,
            StageProgram program,
            SessionCapture.Policy recording,
            LeftoverPolicy leftovers) {
        this.targets = targets;
        this.contexts = contexts;
        this.planner = planner;
        this.cgroups = cgroups;
        this.sessions = sessions;
        this.hooks = hooks;
        this.program = program;
        this.recording = recording;
        this.leftovers = leftovers;
        this.users = new UserLookup(planner, cgroups, program);
    }

    /** Runs an attach; what there is to say of its end is said when the operator has the terminal back. */
    public CommandOutcome run(AttachRequest request, Optional<OperatorTerminal> terminal, Consumer<String> warnings)
            throws ContainerException {
        List<String> afterwards = new ArrayList<>();
        try {
            return run(request, terminal, warnings, afterwards::add);
        } finally {
            afterwards.forEach(warnings);
        }
    }

    // @formatter:off
    /** The whole of an attach. Nothing of the operator's terminal ever gets inside: see {@link SessionStdio}. */
    private CommandOutcome run(AttachRequest request, Optional<OperatorTerminal> terminal, Consumer<String> warnings, Consumer<String> afterwards) throws ContainerException {
        Steps<AttachStep> steps = new Steps<>(AttachStep.class, "cannot attach to " + request.container(), StepListener.NONE, AttachAdvice::of);
        Consumer<StageStep> inside = step -> steps.begin(AttachStep.valueOf(step.name()));
        try (Undo undo = new Undo()) {
            // Decide. Nothing has changed yet.
            AttachTarget target = steps.get(FIND_RUNNING, () -> target(request));
            InitProcess init    = undo.own(steps.get(READ_CONTEXT, () -> contexts.read(target)));
            CallerContext caller = contexts.caller();
            InitContext known   = steps.get(LOOK_UP_USER, () -> users.complete(request, target, init, caller));
            AttachPlan plan     = steps.get(RESOLVE_PLAN, () -> planner.plan(request, known, caller));

            Optional<ElevatedLeftovers> elevated = plan.elevated() ? Optional.of(contexts.leftovers(plan.join(), known)) : Optional.empty();
            SessionIdentity who = AttachSubject.identity(target, request, plan);
            boolean killsRest   = leftovers.read() == Leftovers.KILL;

            // Claim. A log that cannot be written is known before anything runs.
            SessionCapture log      = undo.own(steps.get(OPEN_RECORDING, () -> SessionCapture.open(request, who, recording, terminal, warnings)));
            SessionStdio stdio  = undo.own(steps.get(OPEN_PTY, () -> SessionStdio.open(request, terminal, init.rootUid(), program::guard)));
            ClientSession session = undo.own(steps.get(REGISTER_SESSION, () -> register(target, plan, who, log.note(), stdio.terminal(request), killsRest, warnings)));

            // Spawn. The stage enters init's cgroups before it forks: the command is born inside the limits.
            AttachStage stage   = undo.own(steps.get(SPAWN_STAGE, () -> AttachStage.spawn(program, target.name(), plan, cgroupsOf(target, plan, session.leaf()), init.pidFd(), stdio.inside(), init.filter().filter(f -> plan.filtered()), session.kept())));
            steps.run(ENTER_CGROUP, stage::awaitInCgroups);

            // Inside, then relay. How the command ends is told by its watcher.
            session.started(stage.followToExecution(inside));
            CommandOutcome outcome = log.ended(request.detached() ? session.detached(stage) : steps.get(RELAY, () -> stdio.relay(stage, log, session, request.detachKeys())));
            session.endByOthers(init.pidFd(), outcome).ifPresent(afterwards);
            elevated.flatMap(found -> found.describe(target.name())).ifPresent(afterwards);
            return outcome;
        } catch (StageFailureException e) {
            Optional<CommandNotRunException> notRun = AttachAdvice.commandNotRun(request, e);
            throw notRun.isPresent() ? notRun.get() : steps.failure(e);
        } catch (IOException e) {
            throw steps.failure(e);
        }
    }
    // @formatter:on

    private AttachTarget target(AttachRequest request) throws ContainerException {
        AttachTarget target =
                request.pid().isPresent() ? targets.find(request.pid().get()) : targets.find(request.container());
        return request.definition().isPresent() ? target.withoutEnvironment() : target;
    }

    private ClientSession register(
            AttachTarget target,
            AttachPlan plan,
            SessionIdentity who,
            RecordingNote recorded,
            Optional<SessionStdio.Terminal> terminal,
            boolean killsRest,
            Consumer<String> warnings)
            throws IOException {
        Optional<SessionLeaf> leaf = leafOf(target, plan, who);
        if (killsRest && leaf.isEmpty()) {
            warnings.accept("what this session leaves behind is not killed: it has no cgroup of its own");
        }
        ClientSession session = new ClientSession(sessions.register(who, recorded), leaf, killsRest);
        try {
            session.begin(hooks.begin(target, who));
            if (terminal.isPresent()) {
                session.keep(terminal.get().master(), terminal.get().tied(), cgroups.refuges());
            }
            return session;
        } catch (IOException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    /** Another runtime's cgroups are its own to divide. */
    private Optional<SessionLeaf> leafOf(AttachTarget target, AttachPlan plan, SessionIdentity who) {
        return plan.enterCgroups() && target.runtime() == Runtime.CLEAT
                ? cgroups.leaf(target.pid(), "session-" + who.id())
                : Optional.empty();
    }

    private Membership cgroupsOf(AttachTarget target, AttachPlan plan, Optional<SessionLeaf> leaf) throws IOException {
        if (!plan.enterCgroups()) {
            return Membership.INHERITED;
        }
        Membership membership = cgroups.membershipOf(target.pid());
        return leaf.map(membership::with).orElse(membership);
    }
}
