package dev.cleat.engine.plan;

import dev.cleat.engine.definition.Resources;
import dev.cleat.engine.definition.Resources.Quota;
import dev.cleat.engine.host.CgroupLayout.Hierarchy;
import dev.cleat.engine.plan.StartPlan.CgroupWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Limits as writes to cgroup files. One table says for each key which controller has it, and which files of cgroup v2
 * (cgroup-v2.rst) and of v1 (cgroup-v1/) take it. Where a version has none, the key is a reason.
 */
final class CgroupLimits {

    private static final List<Limit> TABLE = List.of(
            limit("memory.limit", "memory", number(r -> r.memory().limit()))
                    .v2("memory.max")
                    .v1("memory.limit_in_bytes"),
            limit("memory.high", "memory", number(r -> r.memory().high())).v2("memory.high"),
            limit("memory.low", "memory", number(r -> r.memory().low()))
                    .v2("memory.low")
                    .v1("memory.soft_limit_in_bytes"),
            limit("memory.swap", "memory", number(r -> r.memory().swap()))
                    .v2("memory.swap.max")
                    .v1("memory.memsw.limit_in_bytes", CgroupLimits::memoryAndSwap),
            limit("memory.swappiness", "memory", r -> text(r.memory().swappiness()))
                    .v1("memory.swappiness"),
            limit("memory.kernel", "memory", number(r -> r.memory().kernel())).v1("memory.kmem.limit_in_bytes"),
            limit("memory.kernelTCP", "memory", number(r -> r.memory().kernelTcp()))
                    .v1("memory.kmem.tcp.limit_in_bytes"),
            limit(
                            "memory.oomKill",
                            "memory",
                            r -> r.memory().oomKill().filter(kill -> !kill).map(kill -> "1"))
                    .v1("memory.oom_control"),
            limit("cpu.quota", "cpu", r -> r.cpu().quota().map(CgroupLimits::quotaAndPeriod))
                    .v2("cpu.max")
                    .v1("cpu.cfs_period_us", r -> quota(r, Quota::periodMicros))
                    .v1("cpu.cfs_quota_us", r -> quota(r, Quota::micros)),
            limit("cpu.burst", "cpu", number(r -> r.cpu().burstMicros()))
                    .v2("cpu.max.burst")
                    .v1("cpu.cfs_burst_us"),
            limit("cpu.weight", "cpu", number(r -> r.cpu().weight()))
                    .v2("cpu.weight")
                    .v1("cpu.shares", r -> converted(r.cpu().weight(), CpuWeight::toShares)),
            limit("cpu.shares", "cpu", r -> converted(r.cpu().shares(), CpuWeight::fromShares))
                    .v2("cpu.weight")
                    .v1("cpu.shares", number(r -> r.cpu().shares())),
            limit("cpu.rtPeriod", "cpu", number(r -> r.cpu().realtimePeriod())).v1("cpu.rt_period_us"),
            limit("cpu.rtRuntime", "cpu", number(r -> r.cpu().realtimeRuntime()))
                    .v1("cpu.rt_runtime_us"),
            limit("cpu.idle", "cpu", r -> r.cpu().idle().map(idle -> idle ? "1" : "0"))
                    .v2("cpu.idle")
                    .v1("cpu.idle"),
            limit("cpu.cpus", "cpuset", r -> r.cpu().cpus()).v2("cpuset.cpus").v1("cpuset.cpus"),
            limit("cpu.mems", "cpuset", r -> r.cpu().mems()).v2("cpuset.mems").v1("cpuset.mems"),
            limit("pids", "pids", number(Resources::pids)).v2("pids.max").v1("pids.max"));

    private final Resources resources;
    private final Controllers controllers;

    private CgroupLimits(Resources resources, Controllers controllers) {
        this.resources = resources;
        this.controllers = controllers;
    }

    /** A file and what is written into it. */
    private record Setting(String file, Function<Resources, Optional<String>> value) {}

    /** One row; empty lists where a version has nothing of the kind. */
    private record Limit(
            String key,
            String controller,
            Function<Resources, Optional<String>> value,
            List<Setting> v2,
            List<Setting> v1) {

        Limit v2(String file) {
            return new Limit(key, controller, value, List.of(new Setting(file, value)), v1);
        }

        Limit v1(String file) {
            return v1(file, value);
        }

        Limit v1(String file, Function<Resources, Optional<String>> valueOfV1) {
            List<Setting> more = new ArrayList<>(v1);
            more.add(new Setting(file, valueOfV1));
            return new Limit(key, controller, value, v2, List.copyOf(more));
        }

        String fullKey() {
            return "resources." + key;
        }
    }

    /** The writes for every limit that is given, in table order. */
    static List<CgroupWrite> plan(Planning planning) {
        Resources resources = planning.definition().resources();
        Controllers controllers = new Controllers(planning.host().layout(), planning.reasons());
        CgroupLimits limits = new CgroupLimits(resources, controllers);
        List<CgroupWrite> writes = new ArrayList<>();
        for (Limit limit : TABLE) {
            if (limit.value().apply(resources).isPresent()) {
                writes.addAll(limits.writes(limit));
            }
        }
        writes.addAll(new CgroupLists(resources, controllers, planning.files()).writes());
        writes.addAll(new RawLimits(resources, controllers).writes());
        return writes;
    }

    private List<CgroupWrite> writes(Limit limit) {
        Optional<Hierarchy> hierarchy = controllers.find(limit.fullKey(), limit.controller());
        if (hierarchy.isEmpty()) {
            return List.of();
        }
        List<Setting> settings = hierarchy.get().unified() ? limit.v2() : limit.v1();
        if (settings.isEmpty()) {
            controllers.needs(limit.fullKey(), hierarchy.get().unified(), limit.controller());
        }
        if (settings.stream()
                .anyMatch(setting -> setting.value().apply(resources).isEmpty())) {
            controllers
                    .reasons()
                    .cannot(limit.fullKey()
                            + ": cgroup v1 limits memory and swap together; set resources.memory.limit too");
            return List.of();
        }
        return settings.stream()
                .map(setting -> new CgroupWrite(
                        limit.controller(),
                        setting.file(),
                        setting.value().apply(resources).orElseThrow(),
                        limit.fullKey()))
                .toList();
    }

    private static Limit limit(String key, String controller, Function<Resources, Optional<String>> value) {
        return new Limit(key, controller, value, List.of(), List.of());
    }

    private static Function<Resources, Optional<String>> number(Function<Resources, OptionalLong> value) {
        return resources -> converted(value.apply(resources), number -> number);
    }

    private static Optional<String> converted(OptionalLong number, Function<Long, Long> conversion) {
        return number.isPresent() ? Optional.of(Long.toString(conversion.apply(number.getAsLong()))) : Optional.empty();
    }

    private static Optional<String> text(java.util.OptionalInt number) {
        return number.isPresent() ? Optional.of(Integer.toString(number.getAsInt())) : Optional.empty();
    }

    private static String quotaAndPeriod(Quota quota) {
        return quota.micros() + " " + quota.periodMicros();
    }

    private static Optional<String> quota(Resources resources, Function<Quota, Long> part) {
        return resources.cpu().quota().map(quota -> Long.toString(part.apply(quota)));
    }

    /** v1 counts memory and swap in one figure (cgroup-v1/memory.rst, 2.4); empty without a limit for memory. */
    private static Optional<String> memoryAndSwap(Resources resources) {
        OptionalLong limit = resources.memory().limit();
        long swap = resources.memory().swap().orElse(0);
        return limit.isPresent()
                ? Optional.of(Long.toString(Math.addExact(limit.getAsLong(), swap)))
                : Optional.empty();
    }
}
