package dev.cleat.engine.definition;

import dev.cleat.engine.definition.Resources.Cpu;
import dev.cleat.engine.definition.Resources.Memory;
import dev.cleat.engine.definition.Resources.Quota;
import dev.cleat.engine.definition.ScalarType.Shape;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The keys of {@code resources:}. */
final class ResourceKeys {

    /** One page: less cannot be charged. */
    private static final long SMALLEST_MEMORY = 4096;

    /** Bounds of cfs_period_us and cfs_quota_us (kernel/sched/core.c). */
    private static final long SHORTEST_PERIOD = 1_000;

    private static final long LONGEST_PERIOD = 1_000_000;
    private static final long DEFAULT_PERIOD = 100_000;
    private static final long SMALLEST_QUOTA = 1_000;
    private static final long MOST_CPUS = 8192;

    /** PID_MAX_LIMIT of include/linux/threads.h. */
    static final long MOST_PIDS = 4_194_304;

    private static final Key<OptionalLong> LIMIT = memory("limit", SMALLEST_MEMORY, "most memory; memory.max");
    private static final Key<OptionalLong> HIGH = memory("high", SMALLEST_MEMORY, "slowed down above it; memory.high");
    private static final Key<OptionalLong> LOW = memory("low", 0, "protected from reclaim below it; memory.low");
    private static final Key<OptionalLong> SWAP = memory("swap", 0, "most swap, memory not counted; memory.swap.max");
    private static final Section<Memory> MEMORY = new Section<>(
            List.of(LIMIT, HIGH, LOW, SWAP),
            Set.of("reservation", "swappiness", "kernel", "kernelTCP", "oomKill", "checkBeforeUpdate"),
            values -> new Memory(
                    values.get(LIMIT),
                    values.get(HIGH),
                    values.get(LOW),
                    values.get(SWAP),
                    java.util.OptionalInt.empty(),
                    OptionalLong.empty(),
                    OptionalLong.empty(),
                    Optional.empty(),
                    true));
    private static final Key<Memory> MEMORY_KEY = Key.of("memory", MEMORY, MEMORY.defaults(), "memory limits");

    private static final Key<Optional<Amount>> QUOTA = Key.of(
            "quota",
            new Maybe<>(new ScalarType<>(
                    "a share (as 150%) or microseconds in each period",
                    (text, reading) -> amount(text), Shape.pattern("^[0-9]+%?$"))),
            Optional.empty(),
            "most CPU time: 150% is one and a half CPUs; or microseconds in each period");
    private static final Key<Long> PERIOD = Key.of(
            "period", Scalars.number(SHORTEST_PERIOD, LONGEST_PERIOD), DEFAULT_PERIOD, "microseconds; default 100000");
    private static final Key<OptionalLong> WEIGHT =
            number("weight", 1, 10_000, "share when CPUs are busy; default 100");
    private static final Key<OptionalLong> SHARES =
            number("shares", 2, 262_144, "the weight in cgroup v1 terms; default 1024");
    private static final Key<Optional<String>> CPUS =
            Key.of("cpus", new Maybe<>(CpuList.type()), Optional.empty(), "CPUs it may use, as 0-3,6");
    private static final Key<Optional<String>> MEMS =
            Key.of("mems", new Maybe<>(CpuList.type()), Optional.empty(), "memory nodes it may use, as 0");
    private static final Section<Cpu> CPU = new Section<>(
            List.of(QUOTA, PERIOD, WEIGHT, SHARES, CPUS, MEMS),
            Set.of("burst", "rtRuntime", "rtPeriod", "idle", "count"),
            ResourceKeys::cpu);
    private static final Key<Cpu> CPU_KEY = Key.of("cpu", CPU, CPU.defaults(), "CPU limits");

    private static final Key<OptionalLong> PIDS = number("pids", 1, MOST_PIDS, "most processes and threads");
    private static final Section<Resources> SECTION = new Section<>(
            List.of(MEMORY_KEY, CPU_KEY, PIDS),
            Set.of("io", "hugepages", "rdma", "netcls", "intelRdt", "v2", "v1"),
            values -> new Resources(
                    values.get(MEMORY_KEY),
                    values.get(CPU_KEY),
                    values.get(PIDS),
                    Resources.Io.NONE,
                    java.util.Map.of(),
                    java.util.Map.of(),
                    Resources.NetClass.NONE,
                    java.util.Map.of(),
                    java.util.Map.of()));

    static final Key<Resources> KEY = Key.of("resources", SECTION, SECTION.defaults(), "limits of the cgroup");

    private ResourceKeys() {}

    /** A quota before its period is known. */
    private record Amount(long number, boolean isPercent) {
        private static final long WHOLE = 100;

        long micros(long period) {
            return isPercent ? number * period / WHOLE : number;
        }
    }

    private static Cpu cpu(Values values) {
        Optional<Quota> quota =
                values.get(QUOTA).map(amount -> new Quota(amount.micros(values.get(PERIOD)), values.get(PERIOD)));
        if (quota.isPresent() && quota.get().micros() < SMALLEST_QUOTA) {
            values.problem(
                    QUOTA, "resources.cpu.quota: less than the kernel's smallest, 1000 microseconds in a period");
        }
        if (values.has(PERIOD) && !values.has(QUOTA)) {
            values.problem(PERIOD, "resources.cpu.period: only with quota");
        }
        if (values.has(WEIGHT) && values.has(SHARES)) {
            values.problem(SHARES, "resources.cpu.shares: is another form of weight; give one of them");
        }
        return new Cpu(
                quota,
                values.get(WEIGHT),
                values.get(SHARES),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Optional.empty(),
                values.get(CPUS),
                values.get(MEMS));
    }

    private static Amount amount(String text) throws WrongValue {
        boolean isPercent = text.endsWith("%");
        String digits = isPercent ? text.substring(0, text.length() - 1) : text;
        long most = isPercent ? MOST_CPUS * Amount.WHOLE : MOST_CPUS * LONGEST_PERIOD;
        return Numbers.parse(digits, 1, most)
                .map(number -> new Amount(number, isPercent))
                .orElseThrow(() -> new WrongValue("is neither a share (as 150%) nor microseconds"));
    }

    private static Key<OptionalLong> memory(String name, long smallest, String meaning) {
        return Key.of(name, optional(Scalars.size(smallest, Long.MAX_VALUE)), OptionalLong.empty(), meaning);
    }

    private static Key<OptionalLong> number(String name, long smallest, long largest, String meaning) {
        return Key.of(name, optional(Scalars.number(smallest, largest)), OptionalLong.empty(), meaning);
    }

    private static ScalarType<OptionalLong> optional(ScalarType<Long> type) {
        return new ScalarType<>(
                type.expected(), (text, reading) -> OptionalLong.of(type.parse().apply(text, reading)), type.shape());
    }
}
