package dev.cleat.tui.model;

import java.time.Duration;

/**
 * How the console is set.
 *
 * @param theme name of the look
 * @param themeOfHost the configuration says the theme for this very host: it does so at the next start again
 * @param mouse clicks are heard
 * @param refresh how often figures are read
 * @param choices what of it, now or earlier, the operator has chosen here; options of one start are no choice
 */
public record Setup(String theme, boolean themeOfHost, boolean mouse, Duration refresh, Choices choices) {

    private static final Duration SHORTEST = Duration.ofMillis(100);
    private static final Duration LONGEST = Duration.ofHours(1);

    /** From 100 ms to one hour. */
    public static boolean canRefreshEvery(Duration time) {
        return time.compareTo(SHORTEST) >= 0 && time.compareTo(LONGEST) <= 0;
    }

    /** With nothing chosen. */
    public static Setup of(String theme, Duration refresh) {
        return new Setup(theme, false, false, refresh, Choices.NONE);
    }

    /** A theme that is the same as before is no choice: its file was read again. */
    public Setup withTheme(String next) {
        return next.equals(theme) ? this : new Setup(next, themeOfHost, mouse, refresh, choices.withTheme(next));
    }

    public Setup withAscii(boolean next) {
        return new Setup(theme, themeOfHost, mouse, refresh, choices.withAscii(next));
    }

    public Setup withMouse(boolean next) {
        return new Setup(theme, themeOfHost, next, refresh, choices);
    }

    public Setup withRefresh(Duration next) {
        return new Setup(theme, themeOfHost, mouse, next, choices.withRefresh(next));
    }
}
