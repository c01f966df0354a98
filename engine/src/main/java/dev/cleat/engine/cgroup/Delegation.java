package dev.cleat.engine.cgroup;

import dev.cleat.engine.plan.StartPlan.Delegate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Gives a cgroup to a container's root: it may make cgroups below and move its processes there, not change its own limits. */
final class Delegation {

    /** Those of /sys/kernel/cgroup/delegate; the first three exist since the beginning, tasks on v1 only. */
    private static final List<String> FILES = List.of(
            "cgroup.procs", "cgroup.threads", "cgroup.subtree_control", "memory.oom.group", "memory.reclaim", "tasks");

    private Delegation() {}

    static void give(Path cgroup, Delegate to) throws CgroupException {
        chown(cgroup, to);
        for (String name : FILES) {
            Path file = cgroup.resolve(name);
            if (Files.exists(file)) {
                chown(file, to);
            }
        }
    }

    private static void chown(Path path, Delegate to) throws CgroupException {
        try {
            Files.setAttribute(path, "unix:uid", (int) to.uid());
            Files.setAttribute(path, "unix:gid", (int) to.gid());
        } catch (IOException e) {
            throw CgroupException.of(path, "cannot be given to uid " + to.uid(), e);
        }
    }
}
