package dev.cleat.engine.attach;

import dev.cleat.engine.api.Runtime;
import dev.cleat.engine.definition.Hooks.Point;
import dev.cleat.engine.hook.HookRunner;
import dev.cleat.engine.hook.SavedHooks;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.plan.HookPlan;
import dev.cleat.engine.session.SessionIdentity;
import dev.cleat.engine.state.StateStore;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Hooks of the host around each session of a container of ours: one that fails before it keeps the session from beginning. */
public final class SessionHooks {

    private final StateStore states;
    private final HookRunner runner;

    public SessionHooks(StateStore states, HookRunner runner) {
        this.states = states;
        this.runner = runner;
    }

    /** Runs those of before; what it returns runs those of afterwards. */
    AutoCloseable begin(AttachTarget target, SessionIdentity who) throws IOException {
        HookPlan plan = planOf(target);
        Map<String, String> known =
                Map.of(HookPlan.PID, Long.toString(target.pid()), "CLEAT_SESSION", who.id(), "CLEAT_USER", who.user());
        runner.run(plan.commands(Point.ATTACH, known));
        return () -> runner.runAll(plan.commands(Point.DETACH, known));
    }

    /** As they were when it started. Another runtime's containers have none. */
    private HookPlan planOf(AttachTarget target) {
        Optional<HookPlan> saved = Optional.empty();
        if (target.runtime() == Runtime.CLEAT) {
            int flags = Fd.O_RDONLY | Fd.O_DIRECTORY | Fd.O_NOFOLLOW;
            try (Fd directory = Fd.open(states.directoryOf(target.name()), flags, 0)) {
                saved = SavedHooks.load(directory);
            } catch (IOException e) {
                // It has just ended; joining it fails with a better word.
            }
        }
        return saved.orElse(HookPlan.NONE);
    }
}
