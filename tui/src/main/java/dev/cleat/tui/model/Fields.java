package dev.cleat.tui.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What a filter can look at in the rows of one list.
 *
 * @param texts where a term without a field is looked for
 * @param words fields with a text, {@code state}
 * @param figures fields with a number, {@code cpu}
 */
record Fields<R>(
        Function<R, List<String>> texts, Map<String, Function<R, String>> words, Map<String, Figure<R>> figures) {

    /** What a number means, and so what may stand behind it. */
    enum Unit {
        /** As it is; a % behind it changes nothing. */
        COUNT,
        /** K, M, G, T: powers of 1024. */
        BYTES,
        /** s, m, h, d. */
        SECONDS
    }

    /** A number of a row; empty when the row has none. */
    record Figure<R>(Unit unit, Function<R, OptionalDouble> of) {}

    /** All of them, for telling the nearest. */
    List<String> names() {
        TreeSet<String> names = new TreeSet<>(words.keySet());
        names.addAll(figures.keySet());
        return new ArrayList<>(names);
    }
}
