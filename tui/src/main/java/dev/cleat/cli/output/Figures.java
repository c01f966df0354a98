package dev.cleat.cli.output;

import java.time.Duration;

/** Writes sizes, times and shares the way people read them. */
public final class Figures {

    /** What stands for a figure that is not known or does not apply. */
    public static final String NONE = "-";

    private static final String UNITS = "BKMGTPE";

    private Figures() {}

    /** In powers of 1024, at most three digits: {@code 512B}, {@code 41.2M}, {@code 340M}. */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5) {
            value /= 1024;
            unit++;
        }
        if (unit == 0) {
            return bytes == 0 ? "0" : bytes + "B";
        }
        String figure = value < 99.95 ? tenths(Math.round(value * 10)) : Long.toString(Math.round(value));
        return figure + UNITS.charAt(unit);
    }

    /** With one decimal: {@code 3.5%}. */
    public static String percent(double percent) {
        return tenths(Math.round(percent * 10)) + "%";
    }

    /** The largest whole unit: {@code 42s}, {@code 5m}, {@code 3h}, {@code 12d}. */
    public static String age(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return seconds / 60 + "m";
        }
        return seconds < 86_400 ? seconds / 3600 + "h" : seconds / 86_400 + "d";
    }

    /** Processor time as ps(1) writes it: {@code 1:05}, {@code 2:00:01}. */
    public static String processorTime(long nanos) {
        long seconds = nanos / 1_000_000_000L;
        String tail = twoDigits(seconds / 60 % 60) + ":" + twoDigits(seconds % 60);
        return seconds >= 3600 ? seconds / 3600 + ":" + tail : seconds / 60 + ":" + twoDigits(seconds % 60);
    }

    private static String tenths(long tenths) {
        return tenths / 10 + "." + tenths % 10;
    }

    private static String twoDigits(long number) {
        return number < 10 ? "0" + number : Long.toString(number);
    }
}
