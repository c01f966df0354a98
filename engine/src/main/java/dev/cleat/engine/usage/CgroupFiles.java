package dev.cleat.engine.usage;

import dev.cleat.engine.api.CgroupDetail;
import dev.cleat.engine.procfs.FlatKeyed;
import dev.cleat.engine.procfs.Pressure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The interface files of one cgroup that tell what it may use, what it used, and what it waited for. */
public final class CgroupFiles {

    private static final int MOST_BYTES = 16 << 10;

    /** v2 first, then v1, each by resource. */
    private static final List<String> LIMITS = List.of(
            "cpu.max",
            "cpu.weight",
            "cpuset.cpus",
            "cpuset.mems",
            "memory.max",
            "memory.high",
            "memory.low",
            "memory.min",
            "memory.swap.max",
            "io.max",
            "io.weight",
            "pids.max",
            "cpu.cfs_quota_us",
            "cpu.cfs_period_us",
            "cpu.shares",
            "memory.limit_in_bytes",
            "memory.soft_limit_in_bytes",
            "memory.memsw.limit_in_bytes",
            "blkio.weight",
            "blkio.throttle.read_bps_device",
            "blkio.throttle.write_bps_device");

    /** Files of keys and numbers; what else is in them is left out. */
    private static final Map<String, List<String>> COUNTERS = new LinkedHashMap<>();

    static {
        COUNTERS.put(
                "cpu.stat",
                List.of(
                        "usage_usec",
                        "user_usec",
                        "system_usec",
                        "nr_periods",
                        "nr_throttled",
                        "throttled_usec",
                        "throttled_time"));
        COUNTERS.put("memory.events", List.of("low", "high", "max", "oom", "oom_kill"));
        COUNTERS.put("memory.oom_control", List.of("oom_kill"));
        COUNTERS.put("pids.events", List.of("max"));
    }

    /** Files of one number. */
    private static final List<String> NUMBERS = List.of(
            "memory.peak",
            "memory.max_usage_in_bytes",
            "memory.failcnt",
            "memory.swap.current",
            "pids.peak",
            "cpuacct.usage");

    private CgroupFiles() {}

    /**
     * Errors: none; what is not there, or cannot be read, is left out.
     *
     * @param directories of the cgroup, one in each hierarchy
     */
    public static CgroupDetail read(String path, Collection<Path> directories) {
        Map<String, String> limits = new LinkedHashMap<>();
        Map<String, Long> counters = new LinkedHashMap<>();
        List<CgroupDetail.Pressure> pressure = new ArrayList<>();
        for (String file : LIMITS) {
            text(directories, file).ifPresent(text -> limits.put(file, text));
        }
        COUNTERS.forEach((file, keys) -> text(directories, file).ifPresent(text -> {
            Map<String, Long> all = FlatKeyed.parse(text);
            keys.stream().filter(all::containsKey).forEach(key -> counters.put(file + " " + key, all.get(key)));
        }));
        for (String file : NUMBERS) {
            text(directories, file).flatMap(CgroupFiles::number).ifPresent(value -> counters.put(file, value));
        }
        for (String resource : List.of("cpu", "memory", "io")) {
            text(directories, resource + ".pressure")
                    .flatMap(Pressure::parse)
                    .ifPresent(stalls -> pressure.add(new CgroupDetail.Pressure(
                            resource, share(stalls.some()), stalls.full().map(CgroupFiles::share))));
        }
        return new CgroupDetail(path, limits, counters, pressure);
    }

    private static CgroupDetail.Share share(Pressure.Stall stall) {
        return new CgroupDetail.Share(stall.percent10(), stall.percent60(), stall.percent300());
    }

    private static Optional<Long> number(String text) {
        return text.matches("\\d{1,18}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    /** From the first hierarchy that has it. */
    private static Optional<String> text(Collection<Path> directories, String file) {
        return directories.stream()
                .map(directory -> text(directory.resolve(file)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return Optional.of(new String(in.readNBytes(MOST_BYTES), StandardCharsets.US_ASCII).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
