package dev.cleat.engine.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One cgroup in the kernel's words: cgroup-v2.rst, on v1 cgroup-v1/*.rst.
 *
 * @param path as {@link CgroupNode#path()}
 * @param limits interface file and what stands in it: {@code memory.max}, {@code cpu.cfs_quota_us}; only those that are there
 * @param counters what has been used and refused so far: {@code cpu.stat nr_throttled}, {@code memory.events oom_kill}
 * @param pressure of CPU, memory and block devices; empty on v1
 */
public record CgroupDetail(
        String path, Map<String, String> limits, Map<String, Long> counters, List<Pressure> pressure) {

    public CgroupDetail {
        limits = Collections.unmodifiableMap(new LinkedHashMap<>(limits));
        counters = Collections.unmodifiableMap(new LinkedHashMap<>(counters));
        pressure = List.copyOf(pressure);
    }

    /**
     * How much was waited for something (Documentation/accounting/psi.rst).
     *
     * @param resource {@code cpu}, {@code memory}, {@code io}
     * @param some at least one task waited
     * @param full all tasks waited; empty where the kernel does not tell
     */
    public record Pressure(String resource, Share some, Optional<Share> full) {}

    /** Percent of the last 10, 60 and 300 seconds. */
    public record Share(double last10, double last60, double last300) {}
}
