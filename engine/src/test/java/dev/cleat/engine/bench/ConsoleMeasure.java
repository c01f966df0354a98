package dev.cleat.engine.bench;

import dev.cleat.engine.linux.PidFd;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The console looking at 200 containers and at 2,000, beside those who look at processes or containers: until the first
 * picture with rows in it, the processor time that took, what it costs while nobody does anything, and how long a key takes
 * to show.
 *
 * <p>The 200 are ours, with a cgroup each. The others are processes in namespaces of their own, as the machine bears them.
 */
final class ConsoleMeasure {

    private static final int OURS = 200;
    private static final int MANY = 2000;
    private static final int ROUNDS = 5;
    private static final int KEYS = 100;
    private static final Duration SETTLE = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final Duration BETWEEN_KEYS = Duration.ofMillis(37); // does not beat with a refresh of 1 s
    private static final String NAME = "bench-console-";

    private ConsoleMeasure() {}

    static void run(Field field, Report report) throws IOException, InterruptedException {
        List<Onlooker> onlookers = Onlooker.all(field.workshop(), NAME, report);
        for (int i = 0; i < OURS; i++) {
            field.start(field.cleat(), NAME + i);
        }
        lookInTurn(onlookers, OURS, report);
        try (NamespaceCrowd crowd = NamespaceCrowd.of(MANY - OURS)) {
            lookInTurn(onlookers, MANY, report);
        }
        for (int i = 0; i < OURS; i++) {
            field.kill(field.cleat(), NAME + i);
        }
    }

    /** One after the other in each round, so that what else the machine does is shared by all. */
    private static void lookInTurn(List<Onlooker> onlookers, int containers, Report report) throws IOException {
        for (int round = 0; round < ROUNDS; round++) {
            for (Onlooker onlooker : onlookers) {
                look(onlooker, containers, report);
            }
        }
    }

    private static void look(Onlooker onlooker, int containers, Report report) throws IOException {
        String what = "console, " + containers + ": ";
        try (Seat seat = new Seat()) {
            long before = System.nanoTime();
            try (PidFd console = Program.start(onlooker.words(seat), seat)) {
                seat.await(onlooker.shows());
                report.add(what + "first paint, ms", onlooker.name(), (System.nanoTime() - before) / 1e6);
                report.add(what + "first paint, CPU ms", onlooker.name(), Kernel.cpuNanos(console.pid()) / 1e6);
                seat.drainFor(SETTLE);
                long cpu = Kernel.cpuNanos(console.pid());
                seat.drainFor(IDLE);
                double percent = 100.0 * (Kernel.cpuNanos(console.pid()) - cpu) / IDLE.toNanos();
                report.add(what + "idle CPU, %", onlooker.name(), percent);
                press(seat, what, onlooker, report);
                report.add(what + "RSS, MB", onlooker.name(), Kernel.resident(console.pid()) / 1024.0);
                for (String key : onlooker.leaves()) {
                    seat.type(key);
                    seat.drainFor(Duration.ofMillis(500));
                }
                console.reap();
            }
        }
    }

    private static void press(Seat seat, String what, Onlooker onlooker, Report report) throws IOException {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            seat.drainFor(BETWEEN_KEYS);
            times.add(seat.answer(i < KEYS / 2 ? "\033[B" : "\033[A") / 1e6);
        }
        double[] sorted =
                times.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        report.add(what + "key to frame p50, ms", onlooker.name(), sorted[KEYS / 2]);
        report.add(what + "key to frame p99, ms", onlooker.name(), sorted[KEYS - 1]);
        report.note("a key is answered when the first octet comes, which may be that of a refresh: "
                + Arrays.stream(sorted).filter(time -> time < 0.05).count() + " of " + KEYS + " in less than 0.05 ms");
    }
}
