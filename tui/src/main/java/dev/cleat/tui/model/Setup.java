package dev.cleat.tui.model;

import java.time.Duration;

/**
 * How the console is set until it ends.
 *
 * @param theme name of the look
 * @param mouse clicks are heard
 * @param refresh how often figures are read
 */
public record Setup(String theme, boolean mouse, Duration refresh) {

    public Setup withTheme(String next) {
        return new Setup(next, mouse, refresh);
    }

    public Setup withMouse(boolean next) {
        return new Setup(theme, next, refresh);
    }

    public Setup withRefresh(Duration next) {
        return new Setup(theme, mouse, next);
    }
}
