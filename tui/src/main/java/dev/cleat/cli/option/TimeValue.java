package dev.cleat.cli.option;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Reads times such as {@code 10s}, {@code 500ms}, {@code 2m}, {@code 1.5}; a bare number is seconds. */
public final class TimeValue {

    private static final Map<String, Long> MILLIS =
            Map.of("ms", 1L, "", 1000L, "s", 1000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

    /** Ten years: long enough for every wait, short enough for every sum of nanoseconds. */
    private static final double MOST_MILLIS = 10 * 366 * 86_400_000.0;

    private TimeValue() {}

    /** The time, to the millisecond; nothing when {@code text} is not one, is negative or is longer than ten years. */
    public static Optional<Duration> parse(String text) {
        int digits = 0;
        while (digits < text.length() && "0123456789.".indexOf(text.charAt(digits)) >= 0) {
            digits++;
        }
        Long unit = MILLIS.get(text.substring(digits));
        if (unit == null || !isDecimal(text.substring(0, digits))) {
            return Optional.empty();
        }
        double millis = Double.parseDouble(text.substring(0, digits)) * unit;
        return millis > MOST_MILLIS ? Optional.empty() : Optional.of(Duration.ofMillis(Math.round(millis)));
    }

    private static boolean isDecimal(String digits) {
        int point = digits.indexOf('.');
        return !digits.isEmpty() && point != 0 && point != digits.length() - 1 && point == digits.lastIndexOf('.');
    }
}
