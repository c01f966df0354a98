package dev.cleat.engine.definition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Properties of PID 1 that the kernel keeps for each process and children inherit.
 *
 * @param rlimits by the kernel's name without RLIMIT_, lower case: nofile, memlock, ... (getrlimit(2))
 * @param procFiles values for files of /proc/PID, as oom_score_adj
 * @param scheduler sched_setattr(2)
 * @param ioPriority ioprio_set(2)
 * @param cpus CPU numbers, empty: all (sched_setaffinity(2))
 * @param newKeyring a session keyring of its own (session-keyring(7))
 */
public record ProcessTuning(
        Map<String, Limit> rlimits,
        Map<String, String> procFiles,
        Optional<Scheduler> scheduler,
        Optional<IoPriority> ioPriority,
        Set<Integer> cpus,
        boolean newKeyring) {

    public static final ProcessTuning DEFAULT =
            new ProcessTuning(Map.of(), Map.of(), Optional.empty(), Optional.empty(), Set.of(), true);

    public ProcessTuning {
        rlimits = Collections.unmodifiableMap(new LinkedHashMap<>(rlimits));
        procFiles = Collections.unmodifiableMap(new LinkedHashMap<>(procFiles));
        cpus = Set.copyOf(cpus);
    }

    /** Empty: unlimited (RLIM_INFINITY). */
    public record Limit(OptionalLong soft, OptionalLong hard) {}

    /** {@code policy} in the kernel's words without SCHED_, lower case: other, batch, idle, fifo, rr, deadline. Times in nanoseconds. */
    public record Scheduler(
            String policy,
            OptionalInt nice,
            OptionalInt priority,
            Set<String> flags,
            long runtime,
            long deadline,
            long period) {
        public Scheduler {
            flags = Set.copyOf(flags);
        }
    }

    /** {@code level} 0 (highest) to 7. */
    public record IoPriority(IoClass ioClass, int level) {}

    /** linux/ioprio.h. */
    public enum IoClass {
        REALTIME,
        BEST_EFFORT,
        IDLE
    }
}
