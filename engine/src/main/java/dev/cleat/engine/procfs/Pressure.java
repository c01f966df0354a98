package dev.cleat.engine.procfs;

import java.util.Optional;

/**
 * One *.pressure file (Documentation/accounting/psi.rst).
 *
 * @param some time in which at least one task was stalled
 * @param full time in which all tasks were stalled; not there for the CPU of older kernels
 */
public record Pressure(Stall some, Optional<Stall> full) {

    /** Percent of time over the last 10, 60 and 300 seconds, and the sum since the start, microseconds. */
    public record Stall(double percent10, double percent60, double percent300, long totalMicros) {}

    /** A whole file; empty when it has no line "some". */
    public static Optional<Pressure> parse(String text) {
        return line(text, "some").map(some -> new Pressure(some, line(text, "full")));
    }

    private static Optional<Stall> line(String text, String kind) {
        return text.lines()
                .filter(line -> line.startsWith(kind + " "))
                .findFirst()
                .map(line -> new Stall(number(line, "avg10="), number(line, "avg60="), number(line, "avg300="), (long)
                        number(line, "total=")));
    }

    private static double number(String line, String key) {
        for (String word : line.split(" ")) {
            if (word.startsWith(key)) {
                return Double.parseDouble(word.substring(key.length()));
            }
        }
        return 0;
    }
}
