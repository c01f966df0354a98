package dev.cleat.engine.bench;

import dev.cleat.engine.linux.PidFd;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The console looking at 200 containers: until its first picture, and what it costs while nobody does anything. */
final class ConsoleMeasure {

    private static final int CONTAINERS = 200;
    private static final int ROUNDS = 5;
    private static final Duration SETTLE = Duration.ofSeconds(5);
    private static final Duration IDLE = Duration.ofSeconds(10);
    private static final String NAME = "bench-console-";

    private ConsoleMeasure() {}

    static void run(Field field, Report report) throws IOException, InterruptedException {
        List<ColdCleat> colds = ColdCleat.all(field.workshop());
        for (int i = 0; i < CONTAINERS; i++) {
            field.start(field.cleat(), NAME + i);
        }
        for (int i = 0; i < ROUNDS; i++) {
            for (ColdCleat cold : colds) {
                look(cold, report);
            }
        }
        for (int i = 0; i < CONTAINERS; i++) {
            field.kill(field.cleat(), NAME + i);
        }
    }

    private static void look(ColdCleat cold, Report report) throws IOException {
        String what = "console, " + cold.name() + ", 200: ";
        try (Seat seat = new Seat()) {
            long before = System.nanoTime();
            try (PidFd console = Program.start(cold.words(seat.name(), "ui"), seat)) {
                seat.await(NAME);
                report.add(what + "paint, ms", "cleat", (System.nanoTime() - before) / 1e6);
                seat.drainFor(SETTLE);
                long cpu = Kernel.cpuNanos(console.pid());
                seat.drainFor(IDLE);
                report.add(what + "CPU %", "cleat", 100.0 * (Kernel.cpuNanos(console.pid()) - cpu) / IDLE.toNanos());
                report.add(what + "RSS, MB", "cleat", Kernel.resident(console.pid()) / 1024.0);
                seat.type("q");
                seat.drainFor(Duration.ofMillis(500));
                seat.type("y");
                console.reap();
            }
        }
    }
}
