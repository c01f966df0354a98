package dev.cleat.engine.definition;

import dev.cleat.engine.definition.ProcessTuning.IoClass;
import dev.cleat.engine.definition.ProcessTuning.IoPriority;
import dev.cleat.engine.definition.ProcessTuning.Limit;
import dev.cleat.engine.definition.ProcessTuning.Scheduler;
import dev.cleat.engine.definition.ScalarType.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The keys of {@code process:} for what the kernel keeps for each process: limits, scheduling, files of /proc/PID. */
final class TuningKeys {

    /** getrlimit(2), without RLIMIT_. */
    private static final List<String> LIMITS = List.of(
            "as",
            "core",
            "cpu",
            "data",
            "fsize",
            "locks",
            "memlock",
            "msgqueue",
            "nice",
            "nofile",
            "nproc",
            "rss",
            "rtprio",
            "rttime",
            "sigpending",
            "stack");

    private static final String UNLIMITED = "unlimited";
    private static final long DEFAULT_LEVEL = 4;
    private static final long LOWEST_LEVEL = 7;

    private static final Key<Map<String, Limit>> RLIMITS = Key.of(
            "rlimits",
            new MapOf<>(
                    new ScalarType<>(
                            "one of " + String.join(", ", LIMITS), (text, reading) -> limitName(text), Shape.TEXT),
                    new ScalarType<>(
                            "LIMIT, SOFT:HARD or unlimited",
                            (text, reading) -> limit(text),
                            Shape.pattern("^(unlimited|[0-9]+[KMGTPE]?)(:(unlimited|[0-9]+[KMGTPE]?))?$"))),
            Map.of(),
            "as nofile: 1024:4096, memlock: unlimited; getrlimit(2)");
    private static final Key<Map<String, String>> PROC = Key.of(
            "proc",
            new MapOf<>(
                    Scalars.matching(
                            "a file below /proc/PID (as oom_score_adj)",
                            "",
                            text -> text.matches("[A-Za-z0-9_]+(/[A-Za-z0-9_]+)*")),
                    Scalars.line()),
            Map.of(),
            "files of /proc/PID and what is written into them, as oom_score_adj: 10");
    private static final Key<IoClass> CLASS = Key.required(
            "class",
            Scalars.word(Map.of("rt", IoClass.REALTIME, "be", IoClass.BEST_EFFORT, "idle", IoClass.IDLE)),
            IoClass.BEST_EFFORT,
            "rt (real time), be (best effort) or idle");
    private static final Key<Long> LEVEL =
            Key.of("priority", Scalars.number(0, LOWEST_LEVEL), DEFAULT_LEVEL, "0 (first) to 7; default 4");
    private static final Key<Optional<IoPriority>> IO_PRIORITY = Key.maybe(
            "ioPriority",
            new Section<>(List.of(CLASS, LEVEL), Set.of(), TuningKeys::ioPriority),
            "when it may read and write; ioprio_set(2)");
    private static final Key<Set<Integer>> CPU_AFFINITY = Key.of(
            "cpuAffinity",
            CpuList.type().map(text -> CpuList.numbers(text).orElseThrow()),
            Set.of(),
            "CPUs it begins on, as 0-3,6; sched_setaffinity(2)");
    private static final Key<Boolean> KEYRING = Key.of(
            "keyring",
            Scalars.word(Map.of("new", true, "inherit", false)),
            true,
            "session keyring: new or inherit; session-keyring(7)");
    private static final Key<Optional<Scheduler>> SCHEDULER =
            Key.maybe("scheduler", new Lazy<>(() -> SchedulerKeys.SECTION), "sched_setattr(2)");

    static final List<Key<?>> KEYS = List.of(RLIMITS, PROC, SCHEDULER, IO_PRIORITY, CPU_AFFINITY, KEYRING);

    private TuningKeys() {}

    static ProcessTuning tuning(Values values) {
        return new ProcessTuning(
                values.get(RLIMITS),
                values.get(PROC),
                values.get(SCHEDULER),
                values.get(IO_PRIORITY),
                values.get(CPU_AFFINITY),
                values.get(KEYRING));
    }

    private static IoPriority ioPriority(Values values) {
        if (values.get(CLASS) == IoClass.IDLE && values.has(LEVEL)) {
            values.problem(LEVEL, values.path(LEVEL) + ": class idle has none");
        }
        return new IoPriority(values.get(CLASS), values.get(LEVEL).intValue());
    }

    private static String limitName(String text) throws WrongValue {
        String lower = text.toLowerCase(Locale.ROOT);
        String name = lower.startsWith("rlimit_") ? lower.substring("rlimit_".length()) : lower;
        if (!LIMITS.contains(name)) {
            throw new WrongValue("is not one of " + String.join(", ", LIMITS), LIMITS);
        }
        return name;
    }

    private static Limit limit(String text) throws WrongValue {
        List<String> parts = Arrays.asList(text.split(":", -1));
        OptionalLong soft = oneLimit(parts.get(0));
        OptionalLong hard = oneLimit(parts.get(parts.size() - 1));
        if (parts.size() > 2) {
            throw notALimit();
        }
        if (hard.isPresent() && soft.orElse(Long.MAX_VALUE) > hard.getAsLong()) {
            throw new WrongValue("has a soft limit above the hard one");
        }
        return new Limit(soft, hard);
    }

    private static OptionalLong oneLimit(String text) throws WrongValue {
        if (text.equals(UNLIMITED)) {
            return OptionalLong.empty();
        }
        return OptionalLong.of(Numbers.size(text).orElseThrow(TuningKeys::notALimit));
    }

    private static WrongValue notALimit() {
        return new WrongValue("is not LIMIT, SOFT:HARD or unlimited", List.of(UNLIMITED));
    }
}
