package dev.cleat.engine.definition;

import dev.cleat.engine.definition.Resources.Cpu;
import dev.cleat.engine.definition.Resources.Quota;
import dev.cleat.engine.definition.ScalarType.Shape;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The keys of {@code resources.cpu:}. */
final class CpuKeys {

    /** Bounds of cfs_period_us and cfs_quota_us (kernel/sched/core.c). */
    private static final long SHORTEST_PERIOD = 1_000;

    private static final long LONGEST_PERIOD = 1_000_000;
    private static final long DEFAULT_PERIOD = 100_000;
    private static final long SMALLEST_QUOTA = 1_000;
    private static final long WHOLE = 100;

    private static final Key<Optional<Amount>> QUOTA = Key.maybe(
            "quota",
            new ScalarType<>(
                    "a share (as 150%) or microseconds in each period",
                    (text, reading) -> amount(text), Shape.pattern("^[0-9]+%?$")),
            "most CPU time: 150% is one and a half CPUs; or microseconds in each period");
    private static final Key<Optional<Amount>> COUNT = Key.maybe(
            "count",
            new ScalarType<>(
                    "a number of CPUs (as 2 or 1.5)",
                    (text, reading) -> cpus(text),
                    new Shape(List.of("number"), List.of(), "")),
            "the same as a quota of so many CPUs, as 1.5");
    private static final Key<Long> PERIOD = Key.of(
            "period", Scalars.number(SHORTEST_PERIOD, LONGEST_PERIOD), DEFAULT_PERIOD, "microseconds; default 100000");
    private static final Key<OptionalLong> BURST =
            Key.number("burst", 0, LONGEST_PERIOD * CpuList.MOST, "microseconds that can be saved up; cpu.max.burst");
    private static final Key<OptionalLong> WEIGHT =
            Key.number("weight", 1, 10_000, "share when CPUs are busy; default 100");
    private static final Key<OptionalLong> SHARES =
            Key.number("shares", 2, 262_144, "the weight in cgroup v1 terms; default 1024");
    private static final Key<OptionalLong> RT_RUNTIME = Key.number(
            "rtRuntime", 0, LONGEST_PERIOD * CpuList.MOST, "microseconds for real-time processes; cgroup v1");
    private static final Key<OptionalLong> RT_PERIOD =
            Key.number("rtPeriod", 1, LONGEST_PERIOD * CpuList.MOST, "in so many microseconds; cgroup v1");
    private static final Key<Optional<Boolean>> IDLE =
            Key.maybe("idle", Scalars.flag(), "only when nobody else wants the CPU; cpu.idle");
    private static final Key<Optional<String>> CPUS = Key.maybe("cpus", CpuList.type(), "CPUs it may use, as 0-3,6");
    private static final Key<Optional<String>> MEMS =
            Key.maybe("mems", CpuList.type(), "memory nodes it may use, as 0");
    static final Section<Cpu> SECTION = new Section<>(
            List.of(QUOTA, COUNT, PERIOD, BURST, WEIGHT, SHARES, RT_RUNTIME, RT_PERIOD, IDLE, CPUS, MEMS),
            Set.of(),
            CpuKeys::cpu);

    private CpuKeys() {}

    /** A quota before its period is known. */
    private record Amount(long number, boolean isPercent) {

        long micros(long period) {
            return isPercent ? number * period / WHOLE : number;
        }
    }

    private static Cpu cpu(Values values) {
        Optional<Quota> quota = values.get(QUOTA)
                .or(() -> values.get(COUNT))
                .map(amount -> new Quota(amount.micros(values.get(PERIOD)), values.get(PERIOD)));
        reportContradictions(values, quota);
        return new Cpu(
                quota,
                values.get(WEIGHT),
                values.get(SHARES),
                values.get(BURST),
                values.get(RT_RUNTIME),
                values.get(RT_PERIOD),
                values.get(IDLE),
                values.get(CPUS),
                values.get(MEMS));
    }

    private static void reportContradictions(Values values, Optional<Quota> quota) {
        boolean hasQuota = values.has(QUOTA) || values.has(COUNT);
        if (quota.isPresent() && quota.get().micros() < SMALLEST_QUOTA) {
            Key<?> key = values.has(QUOTA) ? QUOTA : COUNT;
            values.problem(key, values.path(key) + ": less than the kernel's smallest, 1000 microseconds in a period");
        }
        if (values.has(PERIOD) && !hasQuota) {
            values.problem(PERIOD, "resources.cpu.period: only with quota");
        }
        if (values.has(QUOTA) && values.has(COUNT)) {
            values.problem(COUNT, "resources.cpu.count: is another form of quota; give one of them");
        }
        if (values.has(WEIGHT) && values.has(SHARES)) {
            values.problem(SHARES, "resources.cpu.shares: is another form of weight; give one of them");
        }
        if (values.has(BURST) && !hasQuota) {
            values.problem(BURST, "resources.cpu.burst: only with quota");
        } else if (quota.isPresent()
                && values.get(BURST).orElse(0) > quota.get().micros()) {
            values.problem(BURST, "resources.cpu.burst: more than the quota in a period");
        }
        if (values.get(IDLE).orElse(false) && (values.has(WEIGHT) || values.has(SHARES))) {
            values.problem(IDLE, "resources.cpu.idle: has no weight");
        }
    }

    private static Amount amount(String text) throws WrongValue {
        boolean isPercent = text.endsWith("%");
        String digits = isPercent ? text.substring(0, text.length() - 1) : text;
        long most = isPercent ? CpuList.MOST * WHOLE : CpuList.MOST * LONGEST_PERIOD;
        return Numbers.parse(digits, 1, most)
                .map(number -> new Amount(number, isPercent))
                .orElseThrow(() -> new WrongValue("is neither a share (as 150%) nor microseconds"));
    }

    private static Amount cpus(String text) throws WrongValue {
        if (!text.matches("[0-9]{1,4}(\\.[0-9]{1,2})?")) {
            throw new WrongValue("is not a number of CPUs (as 2 or 1.5)");
        }
        long percent = new java.math.BigDecimal(text)
                .multiply(java.math.BigDecimal.valueOf(WHOLE))
                .longValue();
        if (percent < 1 || percent > CpuList.MOST * WHOLE) {
            throw new WrongValue("is not a number of CPUs (as 2 or 1.5)");
        }
        return new Amount(percent, true);
    }
}
