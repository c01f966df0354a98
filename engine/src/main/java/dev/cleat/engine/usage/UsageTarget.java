package dev.cleat.engine.usage;

import dev.cleat.engine.procfs.ProcessCgroup;

/**
 * A container to be read.
 *
 * @param pid of its init
 * @param startTicks of its init: with the pid it tells this container from a later one
 * @param cgroup the container's cgroup in each hierarchy in which it has one of its own; figures of the others are unknown
 */
public record UsageTarget(long pid, long startTicks, ProcessCgroup cgroup) {}
