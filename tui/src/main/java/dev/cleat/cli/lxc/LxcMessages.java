package dev.cleat.cli.lxc;

import dev.cleat.cli.output.VisibleText;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Messages of a tool, {@code TOOL: message}, on standard error or in the file of {@code -o}. */
final class LxcMessages {

    /** Least important first; the numbers are LXC's, too (log.h). */
    private static final List<String> LEVELS =
            List.of("TRACE", "DEBUG", "INFO", "NOTICE", "WARN", "ERROR", "CRIT", "ALERT", "FATAL");

    private final String tool;
    private final PrintStream to;
    private final int least;
    private final boolean isQuiet;

    private LxcMessages(String tool, PrintStream to, int least, boolean isQuiet) {
        this.tool = tool;
        this.to = to;
        this.least = least;
        this.isQuiet = isQuiet;
    }

    /** As {@code -o}, {@code -l} and {@code -q} want it. */
    static LxcMessages of(String tool, LxcWords words, PrintStream err) throws LxcWords.WrongException {
        Optional<String> file = words.value("logfile");
        int level = words.value("logpriority").map(LxcMessages::level).orElse(LEVELS.indexOf("WARN"));
        if (level < 0) {
            throw new LxcWords.WrongException(
                    "no level \"" + words.value("logpriority").orElse("") + "\"");
        }
        if (file.isEmpty()) {
            return new LxcMessages(tool, err, level, words.has("quiet"));
        }
        try {
            OutputStream out =
                    Files.newOutputStream(Path.of(file.get()), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            return new LxcMessages(tool, new PrintStream(out, true, StandardCharsets.UTF_8), level, false);
        } catch (IOException | IllegalArgumentException e) {
            throw new LxcWords.WrongException("failed to open log file \"" + file.get() + "\": " + e.getMessage());
        }
    }

    private static int level(String word) {
        return LEVELS.indexOf(word.toUpperCase(Locale.ROOT));
    }

    void error(String message) {
        tell("ERROR", message);
    }

    void warn(String message) {
        tell("WARN", message);
    }

    void debug(String message) {
        tell("DEBUG", message);
    }

    private void tell(String level, String message) {
        if (LEVELS.indexOf(level) < least || isQuiet) {
            return;
        }
        for (String line : message.split("\n")) {
            to.print(tool + ": " + VisibleText.of(line) + "\n");
        }
        to.flush();
    }
}
