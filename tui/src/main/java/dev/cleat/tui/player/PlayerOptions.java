package dev.cleat.tui.player;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * How a recording is played.
 *
 * @param speed so many times as fast as it went on
 * @param idle the longest wait for something to happen; empty: as it was
 * @param begin where
 * @param coloured whether colours are shown
 * @param environment says how many colours there are
 */
public record PlayerOptions(
        double speed, Optional<Duration> idle, Duration begin, boolean coloured, Map<String, String> environment) {}
