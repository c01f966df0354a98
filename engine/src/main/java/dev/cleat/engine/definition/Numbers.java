package dev.cleat.engine.definition;

import java.time.Duration;
import java.util.Optional;

/** Numbers, sizes and times as users write them. Strict: nothing but ASCII digits and a known unit. */
public final class Numbers {

    private static final int LONGEST = 18;
    private static final String UNITS = "KMGTPE";
    private static final int UNIT_BITS = 10;
    private static final Duration LONGEST_TIME = Duration.ofDays(366);

    private Numbers() {}

    /** Decimal digits between {@code smallest} and {@code largest}; empty for anything else, a sign included. */
    public static Optional<Long> parse(String text, long smallest, long largest) {
        if (text.isEmpty() || text.length() > LONGEST || !isDigits(text)) {
            return Optional.empty();
        }
        long number = Long.parseLong(text);
        return number >= smallest && number <= largest ? Optional.of(number) : Optional.empty();
    }

    /** The same with {@code -} before it allowed. */
    public static Optional<Long> signed(String text, long smallest, long largest) {
        boolean isNegative = text.startsWith("-");
        return parse(isNegative ? text.substring(1) : text, 0, Long.MAX_VALUE)
                .map(number -> isNegative ? -number : number)
                .filter(number -> number >= smallest && number <= largest);
    }

    /** True when there is nothing but ASCII digits, at least one. */
    public static boolean isDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** {@code 512M}, {@code 2G}, {@code 1024}, {@code 64KiB}: bytes, units are powers of 1024; empty when it is no size. */
    public static Optional<Long> size(String text) {
        String plain = text.endsWith("iB") ? text.substring(0, text.length() - 2) : text;
        String number = plain.endsWith("B") ? plain.substring(0, plain.length() - 1) : plain;
        int unit = number.isEmpty() ? -1 : UNITS.indexOf(Character.toUpperCase(number.charAt(number.length() - 1)));
        if (unit < 0) {
            return text.endsWith("iB") ? Optional.empty() : parse(number, 0, Long.MAX_VALUE);
        }
        int shift = (unit + 1) * UNIT_BITS;
        return parse(number.substring(0, number.length() - 1), 0, Long.MAX_VALUE >> shift)
                .map(n -> n << shift);
    }

    /** {@code 10s}, {@code 500ms}, {@code 2m}, {@code 1h}, {@code 7d} or bare seconds; empty when it is no time. */
    public static Optional<Duration> duration(String text) {
        int digits = (int) text.chars().takeWhile(Character::isDigit).count();
        return unit(text.substring(digits))
                .flatMap(unit -> parse(text.substring(0, digits), 0, LONGEST_TIME.toMillis() / unit.toMillis())
                        .map(unit::multipliedBy));
    }

    /** {@code 90}, {@code 2h} or {@code -7d} in seconds, at most {@code largest} either way; empty when it is no such time. */
    public static Optional<Long> seconds(String text, long largest) {
        String plain = text.startsWith("-") ? text.substring(1) : text;
        int digits = (int) plain.chars().takeWhile(Character::isDigit).count();
        return unit(plain.substring(digits))
                .filter(unit -> unit.toSeconds() > 0)
                .flatMap(unit -> parse(plain.substring(0, digits), 0, largest / unit.toSeconds())
                        .map(number -> number * unit.toSeconds()))
                .map(seconds -> text.startsWith("-") ? -seconds : seconds);
    }

    private static Optional<Duration> unit(String name) {
        return switch (name) {
            case "ms" -> Optional.of(Duration.ofMillis(1));
            case "", "s" -> Optional.of(Duration.ofSeconds(1));
            case "m" -> Optional.of(Duration.ofMinutes(1));
            case "h" -> Optional.of(Duration.ofHours(1));
            case "d" -> Optional.of(Duration.ofDays(1));
            default -> Optional.empty();
        };
    }
}
