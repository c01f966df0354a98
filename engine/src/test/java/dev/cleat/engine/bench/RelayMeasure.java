package dev.cleat.engine.bench;

import dev.cleat.engine.linux.PidFd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What passes through an attach: how much a second, and how soon a key comes back. */
final class RelayMeasure {

    private static final int MEGABYTES = 100;
    private static final int KEYS = 2000;
    private static final int ROUNDS = 5;
    private static final int BEGINNINGS = 5;
    private static final String NAME = "bench-relay";
    private static final String BEGIN = "warm attach of true, ms";
    private static final String THROUGHPUT = "100 MB through attach, MB/s";
    private static final String CPU = "100 MB through attach, relay CPU s";
    private static final List<String> ECHO =
            List.of("/bin/sh", "-c", "stty raw -echo; echo ready; exec dd bs=1 count=" + KEYS + " 2>/dev/null");

    private RelayMeasure() {}

    static void run(Field field, Report report) throws IOException {
        String bulk = field.workshop().bulk(MEGABYTES);
        List<Contestant> runtimes = field.with("crun", "lxc", "runc", "podman");
        for (Contestant who : runtimes) {
            field.start(who, NAME);
        }
        List<Contestant> all = new ArrayList<>(runtimes);
        all.add(1, new RecordedCleat(field.cleat(), field.workshop().folder("recordings")));
        for (int i = 0; i <= ROUNDS; i++) {
            Report counted = i == 0 ? new Report() : report; // the first warms up
            for (Contestant who : all) {
                begin(who, counted);
                push(who, bulk, counted);
                type(who, counted);
            }
            pushBare(field.workshop().rootfs() + bulk, counted);
            typeBare(counted);
        }
        for (Contestant who : runtimes) {
            field.kill(who, NAME);
        }
        report.note("the relay of podman is conmon, a process of its own, whose CPU is not counted");
    }

    private static void begin(Contestant who, Report report) throws IOException {
        for (int i = 0; i < BEGINNINGS; i++) {
            try (Seat seat = new Seat()) {
                report.add(BEGIN, who.name(), Field.millis(() -> who.attach(NAME, seat, List.of("/bin/true"))));
            }
        }
    }

    private static void push(Contestant who, String bulk, Report report) throws IOException {
        try (Seat seat = new Seat()) {
            CompletableFuture<Long> relay = attach(who, seat, List.of("/bin/cat", bulk));
            report.add(THROUGHPUT, who.name(), MEGABYTES * 1e9 / seat.drain((long) MEGABYTES << 20));
            report.add(CPU, who.name(), end(relay) / 1e9);
        }
    }

    private static void type(Contestant who, Report report) throws IOException {
        try (Seat seat = new Seat()) {
            CompletableFuture<Long> relay = attach(who, seat, ECHO);
            type(seat, who.name(), report);
            relay.handle((cpu, failure) -> cpu).join(); // lxc-attach calls it a hang-up now and then
        }
    }

    private static CompletableFuture<Long> attach(Contestant who, Seat seat, List<String> command) {
        CompletableFuture<Long> cpu = new CompletableFuture<>();
        Runnable relay = () -> {
            try {
                cpu.complete(who.attach(NAME, seat, command));
            } catch (IOException | RuntimeException e) {
                cpu.completeExceptionally(e);
            }
        };
        new Thread(relay, "relay").start();
        return cpu;
    }

    private static long end(CompletableFuture<Long> relay) throws IOException {
        try {
            return relay.join();
        } catch (CompletionException e) {
            throw new IOException(e.getCause());
        }
    }

    private static void pushBare(String bulk, Report report) throws IOException {
        try (Seat seat = new Seat();
                PidFd cat = Program.start(Program.on(seat, List.of("/bin/cat", bulk)), seat)) {
            report.add(THROUGHPUT, "bare PTY", MEGABYTES * 1e9 / seat.drain((long) MEGABYTES << 20));
            cat.reap();
        }
    }

    private static void typeBare(Report report) throws IOException {
        try (Seat seat = new Seat();
                PidFd shell = Program.start(Program.on(seat, ECHO), seat)) {
            type(seat, "bare PTY", report);
            shell.reap();
        }
    }

    private static void type(Seat seat, String who, Report report) throws IOException {
        seat.await("ready");
        double[] micros = new double[KEYS];
        for (int i = 0; i < KEYS; i++) {
            micros[i] = seat.echo() / 1e3;
        }
        Arrays.sort(micros);
        report.add("key echo p50, us", who, micros[KEYS / 2]);
        report.add("key echo p99, us", who, micros[KEYS * 99 / 100]);
    }
}
