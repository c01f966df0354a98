package dev.cleat.engine.cgroup;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One cgroup directory with everything below it. */
final class CgroupTree {
    /** A process that was killed needs this long at most to leave its cgroup. */
    private static final Duration BUSY_BOUND = Duration.ofSeconds(2);

    private final Path top;

    CgroupTree(Path top) {
        this.top = top;
    }

    boolean exists() {
        return Files.isDirectory(top);
    }

    /** Processes in it and below, alive, of our pid namespace; a removed directory has none. */
    List<Long> processes() {
        var pids = new ArrayList<Long>();
        addProcesses(top, pids);
        return pids;
    }

    private static void addProcesses(Path directory, List<Long> pids) {
        CgroupFile.read(directory.resolve("cgroup.procs"))
                .ifPresent(text -> text.lines()
                        .map(Long::parseLong)
                        // 0 stands for a process of another pid namespace.
                        .filter(pid -> pid > 0)
                        .forEach(pids::add));
        for (Path child : children(directory)) {
            addProcesses(child, pids);
        }
    }

    private static List<Path> children(Path directory) {
        var children = new ArrayList<Path>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, entry -> Files.isDirectory(entry))) {
            entries.forEach(children::add);
        } catch (IOException e) {
            // Removed meanwhile: it has no children.
            return List.of();
        }
        return children;
    }

    /**
     * Removes it and everything below, innermost first, and waits while a process that has just ended still counts.
     *
     * @throws CgroupException naming the processes when some are still in it
     */
    void remove() throws CgroupException {
        if (!exists()) {
            return;
        }
        for (Path child : children(top)) {
            new CgroupTree(child).remove();
        }
        try {
            if (!isRemoved() && !Until.isTrue(this::isRemovedWhenEmpty, BUSY_BOUND)) {
                throw refusal();
            }
        } catch (IOException e) {
            throw CgroupException.of(top, "cannot remove the cgroup", e);
        }
    }

    private boolean isRemovedWhenEmpty() {
        try {
            return processes().isEmpty() && isRemoved();
        } catch (IOException e) {
            return false;
        }
    }

    /** False when it is busy: rmdir(2) of a cgroup with processes or children is EBUSY. */
    private boolean isRemoved() throws IOException {
        try {
            Files.delete(top);
            return true;
        } catch (NoSuchFileException e) {
            return true;
        } catch (IOException e) {
            if (Files.isWritable(top.getParent())) {
                return false;
            }
            throw e;
        }
    }

    private CgroupException refusal() {
        List<Long> pids = processes();
        return CgroupException.of(
                top, pids.isEmpty() ? "cannot remove the cgroup: it stays busy" : "still in use by processes " + pids);
    }
}
