package dev.cleat.engine.cgroup;

import dev.cleat.engine.linux.DirectoryTree;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One cgroup directory with everything below it. */
final class CgroupTree {
    /** A process that was killed needs this long at most to leave its cgroup. */
    private static final Duration BUSY_BOUND = Duration.ofSeconds(2);

    /** More pids than the kernel gives (PID_MAX_LIMIT, linux/threads.h), a line each. */
    private static final int LARGEST = 1 << 26;

    private final Path top;

    CgroupTree(Path top) {
        this.top = top;
    }

    boolean exists() {
        return Files.isDirectory(top);
    }

    /** Which of all that are ever made at its path it is; empty when there is none. */
    Optional<Long> inode() {
        try (Fd directory = Fd.open(top, Fd.O_PATH | Fd.O_DIRECTORY | Fd.O_NOFOLLOW, 0)) {
            return Optional.of(directory.status().inode());
        } catch (ErrnoException e) {
            return Optional.empty();
        }
    }

    /** Processes in it and below, alive, of our pid namespace; a removed directory has none. */
    List<Long> processes() {
        var pids = new ArrayList<Long>();
        DirectoryTree.visit(top, directory -> addProcesses(directory, pids));
        return pids;
    }

    private static void addProcesses(Fd directory, List<Long> pids) {
        try (Fd file = directory.openAt("cgroup.procs", Fd.O_RDONLY, 0)) {
            new String(file.readUpTo(LARGEST), StandardCharsets.US_ASCII)
                    .lines()
                    .map(Long::parseLong)
                    // 0 stands for a process of another pid namespace.
                    .filter(pid -> pid > 0)
                    .forEach(pids::add);
        } catch (ErrnoException e) {
            // ENODEV: removed; EOPNOTSUPP: threaded, and the processes are those of a cgroup above.
        }
    }

    /**
     * Removes it and everything below, innermost first, and waits while a process that has just ended still counts.
     *
     * @throws CgroupException naming the processes when some are still in it
     */
    void remove() throws CgroupException {
        try {
            // The first try says why it may not be; later it is busy or gone.
            if (!DirectoryTree.isRemoved(top) && !Until.isTrue(this::isRemovedWhenEmpty, BUSY_BOUND)) {
                throw refusal();
            }
        } catch (ErrnoException e) {
            throw CgroupException.of(top, "cannot remove the cgroup", e);
        }
    }

    private boolean isRemovedWhenEmpty() {
        try {
            return processes().isEmpty() && DirectoryTree.isRemoved(top);
        } catch (ErrnoException e) {
            return false;
        }
    }

    private CgroupException refusal() {
        List<Long> pids = processes();
        return CgroupException.of(
                top, pids.isEmpty() ? "cannot remove the cgroup: it stays busy" : "still in use by processes " + pids);
    }
}
