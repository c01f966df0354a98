package dev.cleat.tui;

import java.time.Duration;
import java.util.Optional;

/**
 * How the console is to be.
 *
 * @param theme name of a theme; empty: {@code CLEAT_THEME}, else {@code dark}
 * @param readOnly nothing that changes the host is offered or done
 * @param refresh how often figures are read, 100 ms to one hour
 * @param color {@code auto none 16 256 true}: how many colours to use
 * @param ascii draw with ASCII characters only
 */
public record ConsoleOptions(Optional<String> theme, boolean readOnly, Duration refresh, String color, boolean ascii) {

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(1);

    /** Without any option. */
    public static final ConsoleOptions DEFAULT =
            new ConsoleOptions(Optional.empty(), false, Duration.ofSeconds(1), "auto", false);

    public ConsoleOptions {
        if (refresh.compareTo(SHORTEST) < 0 || refresh.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("refresh must be 100 ms to one hour: " + refresh);
        }
        if (!color.matches("auto|none|16|256|true")) {
            throw new IllegalArgumentException("no such colour depth: " + color);
        }
    }
}
