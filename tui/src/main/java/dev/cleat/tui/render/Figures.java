package dev.cleat.tui.render;

import java.time.Duration;
import java.util.Locale;

/** Numbers as short as a column wants them: at most five characters for bytes, four for ages. */
final class Figures {

    static final String UNKNOWN = "-";

    private static final String[] UNITS = {"B", "K", "M", "G", "T", "P", "E"};

    private Figures() {}

    /** {@code 41.2M}, in powers of 1024. */
    static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        if (unit == 0) {
            return bytes == 0 ? "0" : bytes + UNITS[0];
        }
        return (value < 99.95 ? oneDecimal(value) : Math.round(value)) + UNITS[unit];
    }

    /** {@code 12.3}; without decimals from 100 on. */
    static String percent(double percent) {
        return percent < 99.95 ? oneDecimal(percent) : Long.toString(Math.round(percent));
    }

    /** The largest unit that fits: {@code 5s 12m 3h 4d 2y}. */
    static String age(Duration age) {
        long seconds = Math.max(0, age.toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return seconds / 60 + "m";
        }
        if (seconds < 86_400) {
            return seconds / 3600 + "h";
        }
        long days = seconds / 86_400;
        return days < 1000 ? days + "d" : days / 365 + "y";
    }

    /** How long something took, in its two largest units: {@code 5s 12m07s 3h05m 4d02h}. */
    static String span(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        if (seconds < 60) {
            return seconds + "s";
        }
        if (seconds < 3600) {
            return String.format(Locale.ROOT, "%dm%02ds", seconds / 60, seconds % 60);
        }
        return seconds < 86_400
                ? String.format(Locale.ROOT, "%dh%02dm", seconds / 3600, seconds % 3600 / 60)
                : String.format(Locale.ROOT, "%dd%02dh", seconds / 86_400, seconds % 86_400 / 3600);
    }

    /** CPU time: {@code 0.42s}, {@code 3m07s}, {@code 2h05m}. */
    static String cpuTime(long nanos) {
        long seconds = nanos / 1_000_000_000L;
        if (seconds < 60) {
            return String.format(Locale.ROOT, "%.2fs", nanos / 1e9);
        }
        if (seconds < 3600) {
            return String.format(Locale.ROOT, "%dm%02ds", seconds / 60, seconds % 60);
        }
        return String.format(Locale.ROOT, "%dh%02dm", seconds / 3600, seconds % 3600 / 60);
    }

    private static String oneDecimal(double value) {
        long tenths = Math.round(value * 10);
        return tenths / 10 + "." + tenths % 10;
    }
}
