package dev.cleat.engine.hook;

import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.plan.HookPlan;
import java.io.IOException;
import java.util.Optional;

/**
 * The hooks of a container that runs, kept in its state directory as they were when it started: those of its end are run
 * by another process, and its definition may have changed by then.
 */
public final class SavedHooks {

    private static final String FILE = "hooks.json";
    private static final int MAX_BYTES = 1 << 20;

    private SavedHooks() {}

    /** Before the first of them runs. Nothing is written when there are none. */
    public static void save(Fd stateDirectory, HookPlan plan) throws IOException {
        if (plan.isEmpty()) {
            forget(stateDirectory);
            return;
        }
        String beside = FILE + ".new";
        int flags = Fd.O_WRONLY | Fd.O_CREAT | Fd.O_TRUNC | Fd.O_NOFOLLOW;
        try (Fd fd = stateDirectory.openAt(beside, flags, 0600)) {
            fd.writeFully(HookPlanJson.write(plan));
        }
        stateDirectory.renameAt(beside, FILE);
    }

    /** What was saved; empty when there is nothing, or nothing that can be read. */
    public static Optional<HookPlan> load(Fd stateDirectory) {
        try (Fd fd = stateDirectory.openAt(FILE, Fd.O_RDONLY | Fd.O_NOFOLLOW, 0)) {
            return Optional.of(HookPlanJson.read(fd.readUpTo(MAX_BYTES)));
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** After the last of them has run. */
    public static void forget(Fd stateDirectory) throws IOException {
        stateDirectory.unlinkAt(FILE);
    }
}
