package dev.cleat.tui;

import dev.cleat.tui.model.Setup;
import java.time.Duration;
import java.util.Optional;

/**
 * How the console is to be.
 *
 * @param theme name of a theme; empty: see {@link FirstLook}
 * @param readOnly nothing that changes the host is offered or done
 * @param refresh how often figures are read, 100 ms to one hour; empty: as was chosen last, else each second
 * @param color {@code auto none 16 256 true}: how many colours to use
 * @param ascii draw with ASCII characters only
 */
public record ConsoleOptions(
        Optional<String> theme, boolean readOnly, Optional<Duration> refresh, String color, boolean ascii) {

    /** Without any option. */
    public static final ConsoleOptions DEFAULT =
            new ConsoleOptions(Optional.empty(), false, Optional.empty(), "auto", false);

    public ConsoleOptions {
        if (refresh.isPresent() && !Setup.canRefreshEvery(refresh.get())) {
            throw new IllegalArgumentException("refresh must be 100 ms to one hour: " + refresh);
        }
        if (!color.matches("auto|none|16|256|true")) {
            throw new IllegalArgumentException("no such colour depth: " + color);
        }
    }
}
