package dev.cleat.engine.procfs;

/** Decimal numbers as the kernel prints them. */
final class Numbers {
    private Numbers() {}

    /** The number, or -1 when {@code text} is none; unsigned 64-bit values above the signed range become its maximum. */
    static long parse(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            return isAllDigits(text) ? Long.MAX_VALUE : -1;
        }
    }

    private static boolean isAllDigits(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
