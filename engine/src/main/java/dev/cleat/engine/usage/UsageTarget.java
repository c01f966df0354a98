package dev.cleat.engine.usage;

import dev.cleat.engine.procfs.ProcessCgroup;

/**
 * A container to be read.
 *
 * @param pid of its init
 * @param startTicks of its init: with the pid it tells this container from a later one
 * @param cgroup the container's cgroup in each hierarchy in which it has one of its own; figures of the others are unknown
 */
public record UsageTarget(long pid, long startTicks, ProcessCgroup cgroup) {

    /** As of any record, but quick: one list looks up each target a few times. */
    @Override
    public boolean equals(Object other) {
        return other instanceof UsageTarget target
                && pid == target.pid
                && startTicks == target.startTicks
                && (cgroup == target.cgroup || cgroup.equals(target.cgroup));
    }

    @Override
    public int hashCode() {
        return Long.hashCode(31 * startTicks + pid);
    }
}
