package dev.cleat.tui.model;

import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** One column of a list of the whole host, and how it sorts: texts from A on, figures from the largest on. */
public record HostColumn(String title, Comparator<HostRow> order) {

    /** @param rows what this list's rows are */
    static <R extends HostRow> HostColumn text(String title, Class<R> rows, Function<R, String> text) {
        Comparator<R> order = Comparator.comparing(text, String.CASE_INSENSITIVE_ORDER);
        return new HostColumn(title, (a, b) -> order.compare(rows.cast(a), rows.cast(b)));
    }

    /** @param rows what this list's rows are */
    static <R extends HostRow> HostColumn figure(String title, Class<R> rows, ToDoubleFunction<R> figure) {
        Comparator<R> order = Comparator.comparingDouble(figure).reversed();
        return new HostColumn(title, (a, b) -> order.compare(rows.cast(a), rows.cast(b)));
    }

    /** No text sorts first. */
    static <R extends HostRow> HostColumn maybe(String title, Class<R> rows, Function<R, Optional<String>> text) {
        return text(title, rows, row -> text.apply(row).orElse(""));
    }
}
