package dev.cleat.engine.definition;

import dev.cleat.engine.definition.Definition.Console;
import dev.cleat.engine.definition.Definition.ConsoleLog;
import dev.cleat.engine.definition.Definition.ConsoleMode;
import dev.cleat.engine.definition.ScalarType.Shape;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys of {@code console:}. */
final class ConsoleKeys {

    private static final long DEFAULT_LOG = 1L << 20;
    private static final long SMALLEST_LOG = 4096;
    private static final long DEFAULT_RING = 128L << 10;
    private static final long LARGEST_RING = 16L << 20;
    private static final long DEFAULT_KEEP = 5;
    private static final long MOST_KEPT = 100;

    private static final Key<LogFile> FILE = Key.of(
            "file",
            new WordOr<>(
                    Map.of("none", LogFile.NONE, "default", LogFile.DEFAULT),
                    new ScalarType<>(
                            "a path, default or none",
                            (text, reading) -> new LogFile(true, Optional.of(Scalars.resolve(text, reading))),
                            Shape.TEXT)),
            LogFile.DEFAULT,
            "file on the host, default (Cleat's log directory) or none");
    private static final Key<Long> MAX_SIZE = Key.of(
            "maxSize",
            Scalars.size(SMALLEST_LOG, Long.MAX_VALUE),
            DEFAULT_LOG,
            "a new file is begun above it; default 1M");
    private static final Key<Long> KEEP =
            Key.of("keep", Scalars.number(0, MOST_KEPT), DEFAULT_KEEP, "how many older files are kept; default 5");
    private static final Key<Optional<Duration>> SYNC = Key.maybe(
            "sync",
            new ScalarType<>(
                    "a time from 0 to 1d", (text, reading) -> sync(text), Shape.pattern("^[0-9]+(ms|s|m|h|d)?$")),
            "how often it is brought to the disk, 0: at once; default: when the kernel does");
    private static final Section<ConsoleLog> LOG = new Section<>(
            List.of(FILE, MAX_SIZE, KEEP, SYNC),
            Set.of("compress", "timestamps"),
            values -> new ConsoleLog(
                    values.get(FILE).enabled(),
                    values.get(FILE).path(),
                    values.get(MAX_SIZE),
                    values.get(KEEP).intValue(),
                    values.get(SYNC)));
    private static final Key<ConsoleLog> LOG_KEY = Key.of("log", LOG, LOG.defaults(), "where its output is kept");
    private static final Key<Long> BUFFER = Key.of(
            "buffer", Scalars.size(0, LARGEST_RING), DEFAULT_RING, "output a new viewer can still see; default 128K");
    private static final Map<String, ConsoleMode> MODES = Map.of(
            "pty", ConsoleMode.PTY,
            "readonly", ConsoleMode.READ_ONLY,
            "pipe", ConsoleMode.PIPE,
            "none", ConsoleMode.NONE);
    private static final Key<ConsoleMode> MODE = Key.of(
            "mode",
            new ScalarType<>(
                    "one of none, pipe, pty, readonly", (text, reading) -> mode(text), Shape.words(sorted(MODES))),
            ConsoleMode.PTY,
            "pty (a terminal), readonly (nobody can type), pipe (no terminal) or none (output goes nowhere)");
    private static final Section<Console> SECTION = new Section<>(
            List.of(MODE, LOG_KEY, BUFFER),
            Set.of("escape"),
            values -> new Console(
                    values.get(MODE), values.get(LOG_KEY), values.get(BUFFER).intValue()));

    static final Key<Console> KEY = Key.of("console", SECTION, SECTION.defaults(), "the container's /dev/console");

    private ConsoleKeys() {}

    private static Duration sync(String text) throws WrongValue {
        return Numbers.duration(text)
                .filter(time -> time.compareTo(Duration.ofDays(1)) <= 0)
                .orElseThrow(() -> new WrongValue("is not a time from 0 to 1d (as 10s, 500ms or 2m)"));
    }

    private static List<String> sorted(Map<String, ConsoleMode> words) {
        return words.keySet().stream().sorted().toList();
    }

    private static ConsoleMode mode(String text) throws WrongValue {
        if (text.startsWith("path:")) {
            throw new WrongValue("is not supported by this version of Cleat yet");
        }
        if (!MODES.containsKey(text)) {
            throw new WrongValue("is not one of none, pipe, pty, readonly", sorted(MODES));
        }
        return MODES.get(text);
    }

    private record LogFile(boolean enabled, Optional<Path> path) {
        static final LogFile NONE = new LogFile(false, Optional.empty());
        static final LogFile DEFAULT = new LogFile(true, Optional.empty());
    }
}
