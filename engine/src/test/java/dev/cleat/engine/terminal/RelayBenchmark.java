package dev.cleat.engine.terminal;

import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.linux.Buffer;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.Poll;
import dev.cleat.engine.linux.Signals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;

/** How fast a relay is, compared with a PTY that is read directly. Run as a program; prints a table. */
public final class RelayBenchmark {

    private static final int MEGABYTES = 100;
    private static final int ROUND_TRIPS = 5000;
    private static final int ROUNDS = 5;
    private static final TerminalSize SIZE = new TerminalSize(24, 80);

    private RelayBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Path file = Files.createTempFile("cleat-benchmark", ".txt");
        try {
            String megabyte = ("0123456789abcdef".repeat(4) + "\n").repeat((1 << 20) / 65);
            for (int i = 0; i < MEGABYTES; i++) {
                Files.writeString(file, megabyte, StandardOpenOption.APPEND);
            }
            System.out.printf("%-8s %8s %12s %12s%n", "path", "MB/s", "echo p50 us", "echo p99 us");
            for (int round = 0; round < ROUNDS; round++) {
                print("bare", bareThroughput(file), bareEcho());
                print("relay", relayThroughput(file), relayEcho());
            }
        } finally {
            Files.delete(file);
        }
    }

    private static void print(String path, double megabytesPerSecond, long[] nanos) {
        Arrays.sort(nanos);
        System.out.printf(
                "%-8s %8.1f %12.1f %12.1f%n",
                path, megabytesPerSecond, nanos[nanos.length / 2] / 1e3, nanos[nanos.length * 99 / 100] / 1e3);
    }

    private static double bareThroughput(Path file) throws IOException {
        try (HostPty pty = HostPty.open(-1, -1, SIZE);
                Command command = Command.on(pty, "stty raw -echo; cat " + file)) {
            pty.closeSlave();
            double result = megabytesPerSecond(pty.master(), Files.size(file));
            command.end();
            return result;
        }
    }

    private static double relayThroughput(Path file) throws Exception {
        try (Operator operator = new Operator();
                HostPty pty = HostPty.open(-1, -1, SIZE);
                Command command = Command.on(pty, "stty raw -echo; cat " + file)) {
            var end = start(operator, pty, command);
            double result = megabytesPerSecond(operator.seat().master(), Files.size(file));
            end.get();
            return result;
        }
    }

    private static double megabytesPerSecond(Fd master, long size) throws IOException {
        long before = System.nanoTime();
        try (Poll poll = new Poll(1);
                Buffer buffer = new Buffer(65536)) {
            for (long done = 0; done < size; ) {
                done += read(master, poll, buffer);
            }
        }
        return size * 1e3 / (System.nanoTime() - before);
    }

    private static int read(Fd master, Poll poll, Buffer buffer) throws IOException {
        poll.watch(0, master.number(), Poll.IN);
        poll.await(Duration.ofSeconds(20));
        return Math.max(0, master.read(buffer));
    }

    private static long[] bareEcho() throws IOException {
        try (HostPty pty = HostPty.open(-1, -1, SIZE);
                Command command = Command.on(pty, "stty raw -echo; echo r; cat")) {
            long[] result = roundTrips(pty.master());
            command.process().signal(Signals.KILL);
            return result;
        }
    }

    private static long[] relayEcho() throws Exception {
        try (Operator operator = new Operator();
                HostPty pty = HostPty.open(-1, -1, SIZE);
                Command command = Command.on(pty, "stty raw -echo; echo r; cat")) {
            var end = start(operator, pty, command);
            long[] result = roundTrips(operator.seat().master());
            operator.type("\u0001q");
            end.get();
            return result;
        }
    }

    private static long[] roundTrips(Fd master) throws IOException {
        long[] nanos = new long[ROUND_TRIPS];
        try (Poll poll = new Poll(1);
                Buffer key = new Buffer(1);
                Buffer buffer = new Buffer(65536)) {
            key.put(new byte[] {'x'}, 0, 1);
            for (int done = 0; done < 2; ) {
                done += read(master, poll, buffer); // "r\n": cat is about to run
            }
            for (int i = 0; i < ROUND_TRIPS; i++) {
                long before = System.nanoTime();
                master.write(key, 0, 1);
                read(master, poll, buffer);
                nanos[i] = System.nanoTime() - before;
            }
        }
        return nanos;
    }

    private static CompletableFuture<RelayEnd> start(Operator operator, HostPty pty, Command command) {
        DetachKeys keys = DetachKeys.of(1, (int) 'q');
        return RelayedCommand.run(Relay.until(command.process()).terminal(operator.terminal(), pty, keys));
    }
}
