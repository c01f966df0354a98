package dev.cleat.engine.definition;

import dev.cleat.engine.definition.ProcessTuning.Scheduler;
import dev.cleat.engine.definition.ScalarType.Shape;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** The keys of {@code process.scheduler:} (sched(7), sched_setattr(2)). */
final class SchedulerKeys {

    private static final List<String> POLICIES = List.of("other", "batch", "idle", "fifo", "rr", "deadline");
    private static final List<String> FLAGS = List.of(
            "reset_on_fork", "reclaim", "dl_overrun", "keep_policy", "keep_params", "util_clamp_min", "util_clamp_max");
    private static final Set<String> REALTIME = Set.of("fifo", "rr");
    private static final Set<String> WITH_NICE = Set.of("other", "batch");
    private static final String DEADLINE_POLICY = "deadline";

    private static final int LOWEST_NICE = 19;
    private static final int HIGHEST_NICE = -20;
    private static final int HIGHEST_PRIORITY = 99;

    /** sched_attr has 64 bits and the kernel wants the highest one clear (kernel/sched/deadline.c). */
    private static final long LONGEST = 1L << 62;

    private static final Map<String, Long> NANOSECONDS =
            Map.of("", 1L, "ns", 1L, "us", 1_000L, "ms", 1_000_000L, "s", 1_000_000_000L);

    private static final Key<String> POLICY =
            Key.required("policy", word(POLICIES, "sched_"), "other", String.join(", ", POLICIES));
    private static final Key<Optional<Integer>> NICE =
            Key.maybe("nice", Scalars.signed(HIGHEST_NICE, LOWEST_NICE), "-20 (most) to 19; policies other and batch");
    private static final Key<Optional<Integer>> PRIORITY = Key.maybe(
            "priority",
            Scalars.number(1, HIGHEST_PRIORITY).map(Long::intValue),
            "1 to 99 (first); policies fifo and rr");
    private static final Key<List<String>> FLAG_LIST =
            Key.of("flags", ListOf.of(word(FLAGS, "sched_flag_")), List.of(), String.join(", ", FLAGS));
    private static final Key<Long> RUNTIME = time("runtime", "CPU time in each period; policy deadline");
    private static final Key<Long> DEADLINE = time("deadline", "until when it must have had it");
    private static final Key<Long> PERIOD = time("period", "nanoseconds, or as 10ms; default: the deadline");

    static final Section<Scheduler> SECTION = new Section<>(
            List.of(POLICY, NICE, PRIORITY, FLAG_LIST, RUNTIME, DEADLINE, PERIOD), Set.of(), SchedulerKeys::scheduler);

    private SchedulerKeys() {}

    private static Scheduler scheduler(Values values) {
        if (values.isRight(POLICY)) {
            reportContradictions(values, values.get(POLICY));
        }
        return new Scheduler(
                values.get(POLICY),
                values.get(NICE).map(OptionalInt::of).orElse(OptionalInt.empty()),
                values.get(PRIORITY).map(OptionalInt::of).orElse(OptionalInt.empty()),
                Set.copyOf(values.get(FLAG_LIST)),
                values.get(RUNTIME),
                values.get(DEADLINE),
                values.get(PERIOD));
    }

    private static void reportContradictions(Values values, String policy) {
        if (!WITH_NICE.contains(policy) && values.has(NICE)) {
            values.problem(NICE, values.path(NICE) + ": only with policy other or batch");
        }
        if (!REALTIME.contains(policy) && values.has(PRIORITY)) {
            values.problem(PRIORITY, values.path(PRIORITY) + ": only with policy fifo or rr");
        }
        if (REALTIME.contains(policy) && !values.has(PRIORITY)) {
            values.problem(POLICY, values.path(POLICY) + ": " + policy + " needs a priority");
        }
        boolean isDeadline = policy.equals(DEADLINE_POLICY);
        for (Key<Long> key : List.of(RUNTIME, DEADLINE, PERIOD)) {
            if (!isDeadline && values.has(key)) {
                values.problem(key, values.path(key) + ": only with policy deadline");
            }
        }
        if (isDeadline) {
            reportTimes(values);
        }
    }

    /** The kernel's rule: runtime <= deadline <= period (__checkparam_dl() of kernel/sched/deadline.c). */
    private static void reportTimes(Values values) {
        if (!values.has(RUNTIME) || !values.has(DEADLINE)) {
            values.problem(POLICY, values.path(POLICY) + ": deadline needs a runtime and a deadline");
        } else if (values.get(RUNTIME) > values.get(DEADLINE) && values.isRight(DEADLINE)) {
            values.problem(RUNTIME, values.path(RUNTIME) + ": longer than the deadline");
        } else if (values.isRight(PERIOD) && values.get(DEADLINE) > values.get(PERIOD)) {
            values.problem(DEADLINE, values.path(DEADLINE) + ": longer than the period");
        }
    }

    /** One of {@code words}, in any case, with the kernel's prefix or without. */
    private static ScalarType<String> word(List<String> words, String prefix) {
        String expected = "one of " + String.join(", ", words);
        return new ScalarType<>(
                expected,
                (text, reading) -> {
                    String lower = text.toLowerCase(Locale.ROOT);
                    String word = lower.startsWith(prefix) ? lower.substring(prefix.length()) : lower;
                    if (!words.contains(word)) {
                        throw new WrongValue("is not " + expected, words);
                    }
                    return word;
                },
                Shape.TEXT);
    }

    private static Key<Long> time(String name, String meaning) {
        return Key.of(
                name,
                new ScalarType<>(
                        "nanoseconds, or a time (as 10ms)",
                        (text, reading) -> nanoseconds(text)
                                .orElseThrow(() -> new WrongValue("is neither nanoseconds nor a time (as 10ms)")),
                        Shape.pattern("^[0-9]+(ns|us|ms|s)?$")),
                0L,
                meaning);
    }

    private static Optional<Long> nanoseconds(String text) {
        int digits = (int) text.chars().takeWhile(Character::isDigit).count();
        long unit = NANOSECONDS.getOrDefault(text.substring(digits), 0L);
        return unit == 0
                ? Optional.empty()
                : Numbers.parse(text.substring(0, digits), 1, LONGEST / unit).map(number -> number * unit);
    }
}
