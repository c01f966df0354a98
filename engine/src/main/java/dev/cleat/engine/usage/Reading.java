package dev.cleat.engine.usage;

import dev.cleat.engine.api.Usage;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** One reading under way: what the meters have found so far, -1 where they found nothing. */
final class Reading {
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
