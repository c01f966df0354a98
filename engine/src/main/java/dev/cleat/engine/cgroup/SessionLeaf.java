package dev.cleat.engine.cgroup;

import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.PidFd;
import dev.cleat.engine.linux.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** The cgroup of one session, below that of its container's init. It limits nothing; it tells what the session has started. */
public final class SessionLeaf implements AutoCloseable {

    private static final String KILL = "cgroup.kill";
    private static final long PATIENCE_NANOS = 2_000_000_000L;
    private static final long GLANCE_NANOS = 1_000_000;

    private final Path path;

    private SessionLeaf(Path path) {
        this.path = path;
    }

    static Optional<SessionLeaf> make(Path path) {
        try {
            return Optional.of(new SessionLeaf(Files.createDirectory(path)));
        } catch (IOException e) {
            return Optional.empty(); // not ours to write, a limit of descendants, a threaded parent
        }
    }

    static Optional<SessionLeaf> open(Path path) {
        return Files.isDirectory(path) ? Optional.of(new SessionLeaf(path)) : Optional.empty();
    }

    /** Its directory. */
    public Path path() {
        return path;
    }

    /** Host pids of what the session has started and has not ended, below it as well. */
    public List<Long> processes() {
        return new CgroupTree(path).processes();
    }

    /** True where the kernel kills all of it at a word (cgroup.kill, v2 since 5.14). */
    public boolean hasKillFile() {
        return Files.exists(path.resolve(KILL));
    }

    /** SIGKILL to all of them, one by one where the kernel has no word for that; waits a moment for their end. */
    public void killAll() {
        if (!kill()) {
            frozen(this::killEach);
        }
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!processes().isEmpty() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }

    private void killEach() {
        try {
            PidFd.signalEach(this::processes, Signals.KILL);
        } catch (ErrnoException e) {
            // It has got away from us with a privilege that we have not.
        }
    }

    /** SIGKILL to all of them at once; false when the kernel has no word for that (before 5.14, v1). */
    public boolean kill() {
        try {
            CgroupFile.write(path.resolve(KILL), "1");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Lets nobody of them start another process while {@code work} looks at them: v1's freezer, where it is that. */
    public void frozen(Runnable work) {
        Freezer freezer = Freezer.legacy(path);
        if (!freezer.exists()) {
            work.run();
            return;
        }
        freezer.tryFreeze();
        try {
            work.run();
        } finally {
            try {
                freezer.thaw();
            } catch (CgroupException e) {
                // It went with its last process.
            }
        }
    }

    /** Removes it when it is empty; one with processes in it stays until its container ends. */
    @Override
    public void close() {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // What the session has started lives on, which is its right.
        }
    }
}
