package dev.cleat.tui.player;

import java.time.Duration;
import java.util.Optional;

/** A place in a recording as people write it: {@code 30}, {@code 1:30}, {@code 1:02:03.5}. */
public final class ClockTime {

    private static final int BASE = 60;
    private static final double MILLIS = 1000;

    private ClockTime() {}

    /** Seconds, minutes and seconds, or hours, minutes and seconds; empty when it is none of them. */
    public static Optional<Duration> parse(String text) {
        if (!text.matches("(\\d{1,4}:)?(\\d{1,4}:\\d{1,2}|\\d{1,7})(\\.\\d{1,3})?") || text.matches("\\d+:\\d{3,}.*")) {
            return Optional.empty();
        }
        double seconds = 0;
        for (String part : text.split(":")) {
            seconds = BASE * seconds + Double.parseDouble(part);
        }
        return Optional.of(Duration.ofMillis(Math.round(MILLIS * seconds)));
    }
}
