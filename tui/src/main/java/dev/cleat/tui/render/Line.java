package dev.cleat.tui.render;

import dev.cleat.tui.model.Role;
import java.util.ArrayList;
import java.util.List;

/**
 * One row of styled text.
 *
 * @param selected true for the row under the cursor
 * @param reach how many of the spans that is about, from the left
 */
public record Line(List<Span> spans, boolean selected, int reach) {

    public static final Line EMPTY = new Line(List.of(), false);

    public Line {
        spans = List.copyOf(spans);
    }

    public Line(List<Span> spans, boolean selected) {
        this(spans, selected, Integer.MAX_VALUE);
    }

    public static Line of(Span... spans) {
        return new Line(List.of(spans), false);
    }

    public static Line of(List<Span> spans) {
        return new Line(spans, false);
    }

    public static Line of(String text, Role role) {
        return of(Span.of(text, role));
    }

    /** Text behind a margin of one cell, which is not underlined with it. */
    public static Line indented(String text, Role role) {
        return of(Span.plain(" "), Span.of(text, role));
    }

    /** Cells. */
    public int width() {
        int width = 0;
        for (Span span : spans) {
            width += span.width();
        }
        return width;
    }

    /** This line, and {@code other} behind it. */
    public Line joined(Line other) {
        List<Span> all = new ArrayList<>(spans);
        all.addAll(other.spans());
        return new Line(all, selected);
    }

    /** This line, and behind it another that the cursor is not about. */
    public Line beside(Line other) {
        Line both = joined(other);
        return new Line(both.spans(), selected, spans.size());
    }

    public Line selected(boolean now) {
        return new Line(spans, now);
    }

    /** Exactly {@code width} cells: cut, or filled with blanks on {@code ground}. */
    public Line fitted(int width, Role ground) {
        if (reach == Integer.MAX_VALUE && width() == width) {
            return this;
        }
        List<Span> fitted = new ArrayList<>(part(0, width));
        int missing = width - fitted.stream().mapToInt(Span::width).sum();
        if (missing > 0) {
            fitted.add(new Span(" ".repeat(missing), ground, ground));
        }
        return new Line(fitted, selected);
    }

    /** The same, with {@code ellipsis} at the end of what was cut. */
    public Line shortened(int width, Role ground, String ellipsis) {
        int room = width - TextWidth.of(ellipsis);
        boolean whole = part(width, Integer.MAX_VALUE).stream()
                .allMatch(span -> span.text().isBlank());
        if (whole || room < 0) {
            return fitted(width, ground);
        }
        List<Span> cut = new ArrayList<>(part(0, room));
        Span last = cut.isEmpty() ? new Span("", ground, ground) : cut.get(cut.size() - 1);
        cut.add(last.withText(ellipsis));
        return new Line(cut, selected);
    }

    /** {@code other} laid over this one from {@code column} on. Both must be as wide as they are to be. */
    public Line covered(int column, Line other) {
        List<Span> all = new ArrayList<>(fitted(column, Role.BODY).spans());
        all.addAll(other.spans());
        all.addAll(part(column + other.width(), Integer.MAX_VALUE));
        return new Line(all, selected);
    }

    /** What stands in the cells from {@code from} to before {@code to}; half of a wide character is a blank. */
    private List<Span> part(int from, int to) {
        List<Span> part = new ArrayList<>();
        int column = 0;
        for (Span span : spans) {
            int end = column + span.width();
            if (column >= from && end <= to) {
                part.add(span);
            } else if (end > from && column < to) {
                part.add(span.withText(cells(span.text(), from - column, to - column)));
            }
            column = end;
        }
        return part;
    }

    private static String cells(String text, int from, int to) {
        StringBuilder cells = new StringBuilder();
        int column = 0;
        for (int codePoint : text.codePoints().toArray()) {
            int end = column + TextWidth.of(codePoint);
            if (column >= from && end <= to) {
                cells.appendCodePoint(codePoint);
            } else if (end > from && column < to) {
                cells.append(' ');
            }
            column = end;
        }
        return cells.toString();
    }
}
