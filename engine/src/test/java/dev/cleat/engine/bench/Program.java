package dev.cleat.engine.bench;

import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.PidFd;
import dev.cleat.engine.linux.Spawn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs programs the cheapest way there is, so that a peer does not pay for how we start it. */
final class Program {

    private static final List<String> PATH = List.of("/usr/bin", "/usr/sbin", "/bin", "/sbin", "/usr/local/bin");

    private final Path output;

    /** @param output gets what programs without a terminal say */
    Program(Path output) {
        this.output = output;
    }

    static Optional<Path> find(String name) {
        return PATH.stream()
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Without terminal, to its end, which must be a good one. Returns what it said. */
    String run(List<String> words) throws IOException {
        try (Fd nothing = Fd.open(Path.of("/dev/null"), Fd.O_RDONLY, 0);
                Fd said = Fd.open(output, Fd.O_WRONLY | Fd.O_CREAT | Fd.O_TRUNC, 0600)) {
            run(words, List.of(nothing, said, said));
        } catch (IOException e) {
            throw new IOException(e.getMessage() + ": " + Files.readString(output), e);
        }
        return Files.readString(output);
    }

    /** With {@code seat} as its terminal, to its end. Returns its processor time in nanoseconds. */
    static long run(List<String> words, Seat seat) throws IOException {
        return run(words, List.of(seat.slave(), seat.slave(), seat.slave()));
    }

    private static long run(List<String> words, List<Fd> descriptors) throws IOException {
        try (PidFd process = start(words, descriptors)) {
            process.awaitEnd(Duration.ofSeconds(60));
            long cpu = Kernel.cpuNanos(process.pid());
            PidFd.End end = process.reap();
            if (end.killed() || end.value() != 0) {
                throw new IOException(String.join(" ", words) + " ended with " + end);
            }
            return cpu;
        }
    }

    /** Starts it with {@code seat} as its controlling terminal; the caller ends and reaps it. */
    static PidFd start(List<String> words, Seat seat) throws ErrnoException {
        return start(words, List.of(seat.slave(), seat.slave(), seat.slave()));
    }

    private static PidFd start(List<String> words, List<Fd> descriptors) throws ErrnoException {
        Path program = find(words.get(0)).orElse(Path.of(words.get(0)));
        return PidFd.open(Spawn.start(program, words, descriptors));
    }

    /** The words that run {@code words} with {@code seat} as the controlling terminal. */
    static List<String> on(Seat seat, List<String> words) {
        return inShell(Map.of(), seat.name(), words);
    }

    /**
     * The words that run {@code words} with an environment and a terminal. posix_spawn(3) cannot give a controlling
     * terminal, without which lxc-attach relays nothing: a shell gets it by opening it. That costs half a millisecond.
     */
    static List<String> inShell(Map<String, String> environment, Path terminal, List<String> words) {
        StringBuilder script = new StringBuilder("export PATH=" + String.join(":", PATH));
        environment.forEach((key, value) ->
                script.append(' ').append(key).append("='").append(value).append('\''));
        script.append("; exec \"$@\" <").append(terminal);
        if (!terminal.equals(Path.of("/dev/null"))) {
            script.append(" >").append(terminal).append(" 2>&1");
        }
        List<String> all = new ArrayList<>(List.of("/bin/sh", "-c", script.toString(), "sh"));
        all.addAll(words);
        return all;
    }
}
