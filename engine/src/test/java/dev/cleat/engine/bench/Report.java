package dev.cleat.engine.bench;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was measured: per subject, ours beside each peer. */
final class Report {

    private final Map<String, Map<String, List<Double>>> values = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    /** One figure of {@code who}; {@code what} says the unit too. Who comes first for a subject is ours. */
    void add(String what, String who, double value) {
        values.computeIfAbsent(what, any -> new LinkedHashMap<>())
                .computeIfAbsent(who, any -> new ArrayList<>())
                .add(value);
    }

    /** Something a reader of the table must know. */
    void note(String text) {
        if (!notes.contains(text)) {
            notes.add(text);
        }
    }

    void print(PrintStream out) {
        out.printf(
                "%-40s %-14s %26s %4s  %-14s %26s %4s %6s%n",
                "what", "ours", "median (p10-p90)", "n", "peer", "median (p10-p90)", "n", "ratio");
        values.forEach((what, figures) -> print(out, what, figures));
        notes.forEach(note -> out.println("note: " + note));
    }

    private static void print(PrintStream out, String what, Map<String, List<Double>> figures) {
        List<String> names = List.copyOf(figures.keySet());
        Spread ours = Spread.of(figures.get(names.get(0)));
        if (names.size() == 1) {
            out.printf("%-40s %-14s %26s %4d%n", what, names.get(0), ours, ours.samples());
        }
        for (String peer : names.subList(1, names.size())) {
            Spread theirs = Spread.of(figures.get(peer));
            out.printf(
                    Locale.ROOT,
                    "%-40s %-14s %26s %4d  %-14s %26s %4d %6.2f%n",
                    what,
                    names.get(0),
                    ours,
                    ours.samples(),
                    peer,
                    theirs,
                    theirs.samples(),
                    ours.median() / theirs.median());
        }
    }

    private record Spread(double median, double low, double high, int samples) {

        static Spread of(List<Double> values) {
            double[] sorted =
                    values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
            return new Spread(at(sorted, 0.5), at(sorted, 0.1), at(sorted, 0.9), sorted.length);
        }

        private static double at(double[] sorted, double part) {
            return sorted[(int) Math.round((sorted.length - 1) * part)];
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%.2f (%.2f-%.2f)", median, low, high);
        }
    }
}
