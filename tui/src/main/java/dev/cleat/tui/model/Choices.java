package dev.cleat.tui.model;

import java.time.Duration;
import java.util.Optional;

/**
 * What an operator has chosen of the settings. What is empty was never chosen: it is as the configuration, the terminal and the
 * theme have it.
 *
 * @param theme name of the look
 * @param ascii drawn with ASCII only, or with all characters there are
 * @param refresh how often figures are read
 */
public record Choices(Optional<String> theme, Optional<Boolean> ascii, Optional<Duration> refresh) {

    public static final Choices NONE = new Choices(Optional.empty(), Optional.empty(), Optional.empty());

    public Choices withTheme(String next) {
        return new Choices(Optional.of(next), ascii, refresh);
    }

    public Choices withAscii(boolean next) {
        return new Choices(theme, Optional.of(next), refresh);
    }

    public Choices withRefresh(Duration next) {
        return new Choices(theme, ascii, Optional.of(next));
    }
}
