package dev.cleat.engine.cgroup;

import dev.cleat.engine.host.CgroupLayout.Hierarchy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cgroups a process shall be in, as it gets there without waiting: born in that of v2 by clone3(2), entering those of
 * v1 itself. Moving another process takes a lock for which the kernel waits for a grace period, 6 to 20 ms when nobody took
 * it lately, which was half the time of a start (cgroup_threadgroup_rwsem and cgroup_procs_write_start,
 * kernel/cgroup/cgroup.c).
 *
 * @param bornIn directory in the v2 hierarchy; empty: where its parent is
 * @param tasks a file of each v1 hierarchy that takes "0", the writing thread itself
 */
public record Membership(Optional<Path> bornIn, List<Path> tasks) {

    /** No cgroups of its own: those of its parent. */
    public static final Membership INHERITED = new Membership(Optional.empty(), List.of());

    public Membership {
        tasks = List.copyOf(tasks);
    }

    /** The same with {@code leaf} in the place of the cgroup it was made in. */
    public Membership with(SessionLeaf leaf) {
        Path parent = leaf.path().getParent();
        return new Membership(
                bornIn.map(cgroup -> cgroup.equals(parent) ? leaf.path() : cgroup),
                tasks.stream()
                        .map(file ->
                                file.getParent().equals(parent) ? leaf.path().resolve("tasks") : file)
                        .toList());
    }

    /** Membership in a directory of each hierarchy. */
    static Membership in(Map<Hierarchy, Path> directories) {
        Optional<Path> bornIn = Optional.empty();
        List<Path> tasks = new ArrayList<>();
        for (Map.Entry<Hierarchy, Path> each : directories.entrySet()) {
            if (each.getKey().unified()) {
                bornIn = Optional.of(each.getValue());
            } else {
                tasks.add(each.getValue().resolve("tasks"));
            }
        }
        return new Membership(bornIn, tasks);
    }
}
