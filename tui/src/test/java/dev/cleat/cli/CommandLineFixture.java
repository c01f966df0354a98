package dev.cleat.cli;

import dev.cleat.cli.output.StandardOutput;
import dev.cleat.engine.api.EngineOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs command lines against a {@link StubEngine} and keeps what they print. */
final class CommandLineFixture {

    static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    final StubEngine engine = new StubEngine();
    final Map<String, String> environment = new HashMap<>(Map.of("HOME", "/home/ann"));
    boolean terminal;
    int userId;

    /** As /proc/self; by default one without descriptors. */
    Path self = Path.of("/none");

    EngineOptions options;

    /** What a command line left behind. */
    record Result(int status, String out, String err) {}

    /** Runs {@code cleat words...}. */
    Result run(String... words) {
        return runAs("cleat", words);
    }

    Result runAs(String invokedAs, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int status = new CommandLine(surroundings(out, err)).run(invokedAs, List.of(words));
        return new Result(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Runs the archive's training and returns all that it printed. */
    String train() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ArchiveTraining.run(surroundings(printed, printed));
        return printed.toString(StandardCharsets.UTF_8);
    }

    private Surroundings surroundings(ByteArrayOutputStream out, ByteArrayOutputStream err) {
        return new Surroundings(
                environment,
                userId,
                self,
                new StandardOutput(out, terminal, !terminal),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                Clock.fixed(NOW, ZoneOffset.UTC),
                given -> {
                    options = given;
                    return engine;
                });
    }
}
