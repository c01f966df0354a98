package dev.cleat.engine.api;

import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One reading of a container's cgroup. A figure is empty when its controller is not there.
 *
 * @param cpuPercent share of one CPU since the previous reading, 0 to 100 × CPUs; empty at the first reading
 * @param cpuNanos CPU time used so far, nanoseconds
 * @param cpuLimitPercent quota/period × 100; empty when unlimited
 * @param memoryBytes memory charged to the cgroup less inactive file cache, bytes
 * @param memoryLimitBytes memory.max or memory.limit_in_bytes; empty when unlimited
 * @param pids number of tasks
 * @param pidsLimit pids.max; empty when unlimited
 * @param ioReadBytes bytes read from block devices
 * @param ioWriteBytes bytes written to block devices
 * @param throttledNanos time the cgroup was throttled, nanoseconds
 * @param oomKills processes killed by the out-of-memory killer
 */
public record Usage(
        OptionalDouble cpuPercent,
        OptionalLong cpuNanos,
        OptionalDouble cpuLimitPercent,
        OptionalLong memoryBytes,
        OptionalLong memoryLimitBytes,
        OptionalLong pids,
        OptionalLong pidsLimit,
        OptionalLong ioReadBytes,
        OptionalLong ioWriteBytes,
        OptionalLong throttledNanos,
        OptionalLong oomKills) {

    /** Nothing known. */
    public static final Usage NONE = new Usage(
            OptionalDouble.empty(),
            OptionalLong.empty(),
            OptionalDouble.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty(),
            OptionalLong.empty());
}
