package dev.cleat.cli;

import dev.cleat.cli.option.Option;
import dev.cleat.cli.option.UsageException;
import dev.cleat.cli.option.VerbSpec;
import dev.cleat.cli.option.VerbSpec.Operands;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.HostLimitException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** {@code logs}: what a container wrote to its console. */
final class LogsVerb implements Verb {

    private static final VerbSpec SPEC = new VerbSpec(
            "logs",
            "print the log of a container console",
            Operands.NAME,
            false,
            List.of(
                    Option.flag("-f/--follow", "go on printing until the container ends"),
                    Option.value("--tail", "LINES", "begin with the last LINES lines"),
                    Option.value("--since", "TIME", "").later()),
            List.of());

    /** How long a new line may go unnoticed. */
    private static final Duration PACE = Duration.ofMillis(200);

    @Override
    public VerbSpec spec() {
        return SPEC;
    }

    @Override
    public int run(Call call) throws UsageException, ContainerException, IOException {
        Optional<Long> lines = lines(call.arguments().value("--tail"));
        String name = call.arguments().operands().get(0);
        try (Engine engine = call.openEngine()) {
            Path file = engine.consoleLog(name).file();
            try (LogReader log = LogReader.open(file)) {
                LogPrinter printer = new LogPrinter(log, call.here());
                if (lines.isPresent()) {
                    log.skipToLastLines(lines.get());
                }
                printer.printNew();
                if (call.arguments().has("--follow")) {
                    follow(engine, name, printer);
                }
                printer.end();
            } catch (LogReader.UnreadableException e) {
                throw new HostLimitException("cannot read the log of " + name + ": " + e.getMessage(), null, e);
            }
        }
        return ExitStatus.DONE;
    }

    /** The last look comes after the end was seen, so nothing is missed. */
    private static void follow(Engine engine, String name, LogPrinter printer) throws ContainerException, IOException {
        boolean ended = false;
        while (!ended) {
            ended = engine.awaitEnd(name, PACE);
            printer.printNew();
        }
    }

    private static Optional<Long> lines(Optional<String> text) throws UsageException {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String digits = text.get();
        if (digits.isEmpty() || digits.length() > 9 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new UsageException("logs", "--tail \"" + digits + "\" is no number of lines");
        }
        return Optional.of(Long.parseLong(digits));
    }
}
