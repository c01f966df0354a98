package dev.cleat.engine.usage;

import dev.cleat.engine.api.Usage;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** What the meters of one container have found, -1 where they found nothing. */
final class Reading {
    /** All that is charged to the cgroup, with the file cache that {@link #memoryBytes} leaves out. */
    long chargedBytes = -1;

    long cpuNanos = -1;
    double cpuLimitPercent = -1;
    long throttledNanos = -1;
    long memoryBytes = -1;
    long memoryLimitBytes = -1;
    long oomKills = -1;
    long pids = -1;
    long pidsLimit = -1;
    long ioReadBytes = -1;
    long ioWriteBytes = -1;

    /** What is charged less {@code inactive} file cache; -1 of that is none. */
    long chargedWithout(long inactive) {
        return chargedBytes < 0 ? -1 : Math.max(0, chargedBytes - Math.max(0, inactive));
    }

    Usage toUsage(OptionalDouble cpuPercent) {
        return new Usage(
                cpuPercent,
                optional(cpuNanos),
                cpuLimitPercent < 0 ? OptionalDouble.empty() : OptionalDouble.of(cpuLimitPercent),
                optional(memoryBytes),
                optional(memoryLimitBytes),
                optional(pids),
                optional(pidsLimit),
                optional(ioReadBytes),
                optional(ioWriteBytes),
                optional(throttledNanos),
                optional(oomKills));
    }

    private static OptionalLong optional(long value) {
        return value < 0 ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
