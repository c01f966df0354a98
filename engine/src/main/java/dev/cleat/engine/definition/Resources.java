package dev.cleat.engine.definition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Limits, {@code resources:}, in the terms of cgroup v2 (cgroup-v2.rst) where it has them.
 *
 * @param hugepages bytes by page size in the kernel's words, as 2MB
 * @param rdma by device
 * @param v2 raw file and value, written as they are on v2 only
 * @param v1 raw {@code controller.file} and value, on v1 only
 */
public record Resources(
        Memory memory,
        Cpu cpu,
        OptionalLong pids,
        Io io,
        Map<String, Long> hugepages,
        Map<String, Rdma> rdma,
        NetClass netcls,
        Map<String, String> v2,
        Map<String, String> v1) {

    /** No limit at all. */
    public static final Resources NONE = new Resources(
            Memory.NONE,
            Cpu.NONE,
            OptionalLong.empty(),
            Io.NONE,
            Map.of(),
            Map.of(),
            NetClass.NONE,
            Map.of(),
            Map.of());

    public Resources {
        hugepages = Collections.unmodifiableMap(new LinkedHashMap<>(hugepages));
        rdma = Collections.unmodifiableMap(new LinkedHashMap<>(rdma));
        v2 = Collections.unmodifiableMap(new LinkedHashMap<>(v2));
        v1 = Collections.unmodifiableMap(new LinkedHashMap<>(v1));
    }

    /**
     * Bytes. {@code swap} is swap alone, not memory and swap.
     *
     * @param swappiness 0 to 100, v1 only
     * @param kernel v1 only
     * @param kernelTcp v1 only
     * @param oomKill false: processes wait instead of being killed; v1 only
     */
    public record Memory(
            OptionalLong limit,
            OptionalLong high,
            OptionalLong low,
            OptionalLong swap,
            OptionalInt swappiness,
            OptionalLong kernel,
            OptionalLong kernelTcp,
            Optional<Boolean> oomKill,
            boolean checkBeforeUpdate) {
        public static final Memory NONE = new Memory(
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                true);
    }

    /**
     * CPU time.
     *
     * @param weight 1 to 10000
     * @param shares 2 to 262144, the v1 form of the weight
     * @param burstMicros cpu.max.burst
     * @param realtimeRuntime microseconds, v1 only
     * @param idle cpu.idle
     * @param cpus list as cpuset(7) has it; may be used
     * @param mems memory nodes
     */
    public record Cpu(
            Optional<Quota> quota,
            OptionalLong weight,
            OptionalLong shares,
            OptionalLong burstMicros,
            OptionalLong realtimeRuntime,
            OptionalLong realtimePeriod,
            Optional<Boolean> idle,
            Optional<String> cpus,
            Optional<String> mems) {
        public static final Cpu NONE = new Cpu(
                Optional.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** {@code micros} of CPU time in every {@code periodMicros}. */
    public record Quota(long micros, long periodMicros) {}

    /** Block devices. {@code weight} 1 to 10000 in v2 terms. */
    public record Io(OptionalInt weight, OptionalInt leafWeight, List<IoDevice> devices) {
        public static final Io NONE = new Io(OptionalInt.empty(), OptionalInt.empty(), List.of());

        public Io {
            devices = List.copyOf(devices);
        }
    }

    /** One block device: a path such as /dev/sda or {@code MAJOR:MINOR}. Bytes and operations a second. */
    public record IoDevice(
            String device,
            OptionalInt weight,
            OptionalLong readBps,
            OptionalLong writeBps,
            OptionalLong readIops,
            OptionalLong writeIops) {}

    /** Limits of one RDMA device. */
    public record Rdma(OptionalLong hcaHandles, OptionalLong hcaObjects) {}

    /** Network class and priorities, v1 only. */
    public record NetClass(OptionalLong classId, Map<String, Integer> priorities) {
        public static final NetClass NONE = new NetClass(OptionalLong.empty(), Map.of());

        public NetClass {
            priorities = Collections.unmodifiableMap(new LinkedHashMap<>(priorities));
        }
    }
}
