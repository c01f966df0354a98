package dev.cleat.tui.render;

import dev.cleat.tui.model.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table whose columns adapt to the width there is. Each column is as wide as its widest cell; when that is too much, those
 * that are luxury go, then gaps shrink from two blanks to one, then the first column shrinks, then elastic ones, then other
 * columns go, the least important first.
 */
final class Grid {

    /**
     * One column.
     *
     * @param right true when cells are aligned to the right
     * @param least cells it gets even if nothing needs them; an elastic one: cells that it is not cut below
     * @param importance the smallest goes first when there is no room; the first column never goes
     * @param isElastic whether its text is cut to {@code least} cells before a column goes
     * @param enough an elastic one wider than that is cut to it before any other gives
     */
    record Column(String title, boolean right, int least, int importance, boolean isElastic, int enough) {

        Column(String title, boolean right, int least, int importance) {
            this(title, right, least, importance, false, Integer.MAX_VALUE);
        }

        /** A text that is better cut than not shown. */
        static Column elastic(String title, int least, int importance) {
            return new Column(title, false, least, importance, true, Integer.MAX_VALUE);
        }

        /** A name: its beginning tells enough, so the longest takes no room from what the row tells of it. */
        static Column name(String title, int least, int importance) {
            return new Column(title, false, least, importance, true, NAME);
        }
    }

    /** Columns of this importance or less are shown only where everything else has all the room it wants. */
    static final int LUXURY = 4;

    private static final int NAME = 24;
    private static final int MARGIN = 1;

    private final List<Column> columns;
    private final String ellipsis;
    private final int[] widths;
    private final int width;
    private int gap = 2;

    /**
     * @param rows every row, shown or not, so that widths do not change while scrolling
     * @param least cells the first column keeps
     * @param most cells the first column gets at most
     */
    Grid(List<Column> columns, List<List<Span>> rows, int width, int least, int most, String ellipsis) {
        this(columns, widest(columns.size(), rows), width, least, most, ellipsis);
    }

    /** @param widest cells that the widest of all rows takes in each column */
    Grid(List<Column> columns, int[] widest, int width, int least, int most, String ellipsis) {
        this.columns = List.copyOf(columns);
        this.ellipsis = ellipsis;
        this.width = width;
        this.widths = new int[columns.size()];
        for (int i = 0; i < widths.length; i++) {
            int always = columns.get(i).isElastic() ? 0 : columns.get(i).least();
            widths[i] = Math.max(
                    widest[i], Math.max(always, TextWidth.of(columns.get(i).title())));
        }
        widths[0] = Math.min(widths[0], Math.max(least, most));
        squeeze(Math.min(least, widths[0]));
    }

    private static int[] widest(int columns, List<List<Span>> rows) {
        int[] widest = new int[columns];
        rows.forEach(row -> widen(widest, row));
        return widest;
    }

    /** Each column at least as wide as its cell of {@code row}. */
    private static void widen(int[] widest, List<Span> row) {
        for (int i = 0; i < widest.length; i++) {
            widest[i] = Math.max(widest[i], row.get(i).width());
        }
    }

    private void squeeze(int least) {
        while (excess() > 0
                && leastImportant() > 0
                && columns.get(leastImportant()).importance() <= LUXURY) {
            dropOne();
        }
        if (excess() > 0) {
            gap = 1;
        }
        while (excess() > 0) {
            int takes = Math.min(excess(), widths[0] - least);
            if (takes > 0) {
                widths[0] -= takes;
            } else if (elasticRoom() >= excess()) {
                shrinkElastic();
            } else if (!dropOne()) {
                widths[0] = Math.max(1, widths[0] - excess());
                return;
            }
        }
        gap = 2;
        if (excess() > 0) {
            gap = 1;
        }
    }

    private int elasticRoom() {
        int room = 0;
        for (int i = 1; i < widths.length; i++) {
            room += columns.get(i).isElastic()
                    ? Math.max(0, widths[i] - columns.get(i).least())
                    : 0;
        }
        return room;
    }

    /** Names longer than enough give first, then the least important one. */
    private void shrinkElastic() {
        List<Integer> elastic = IntStream.range(1, widths.length)
                .filter(i -> columns.get(i).isElastic() && widths[i] > 0)
                .boxed()
                .sorted(Comparator.comparingInt(i -> columns.get(i).importance()))
                .toList();
        elastic.forEach(i -> shrink(i, columns.get(i).enough()));
        elastic.forEach(i -> shrink(i, columns.get(i).least()));
    }

    private void shrink(int column, int least) {
        int room = Math.max(0, widths[column] - least);
        widths[column] -= Math.max(0, Math.min(excess(), room));
    }

    private boolean dropOne() {
        int least = leastImportant();
        widths[least] = least == 0 ? widths[least] : 0;
        return least > 0;
    }

    /** Index of the column that goes next; 0 when the first is the only one. */
    private int leastImportant() {
        int least = 0;
        for (int i = 1; i < widths.length; i++) {
            boolean lessImportant = least == 0
                    || columns.get(i).importance() < columns.get(least).importance();
            if (widths[i] > 0 && lessImportant) {
                least = i;
            }
        }
        return least;
    }

    private int excess() {
        int used = 2 * MARGIN - gap;
        for (int columnWidth : widths) {
            used += columnWidth == 0 ? 0 : columnWidth + gap;
        }
        return used - width;
    }

    /** @param sorted index of the column that gets {@code arrow} behind its title; -1: none */
    Line header(int sorted, String arrow) {
        List<Span> spans = new ArrayList<>();
        spans.add(Span.of(" ".repeat(MARGIN), Role.TABLE_HEADER));
        for (int i = 0; i < widths.length; i++) {
            if (widths[i] > 0) {
                String title = TextWidth.cut(columns.get(i).title(), widths[i]);
                boolean marked = i == sorted;
                String blanks = " ".repeat(widths[i] - TextWidth.of(title));
                String cell = columns.get(i).right() ? blanks + title : title;
                String tail = columns.get(i).right() ? "" : blanks;
                String after = (marked ? arrow : "") + tail + " ".repeat(gap);
                String cut = after.substring(0, TextWidth.of(tail) + gap);
                spans.add(Span.of(cell + cut, marked ? Role.TITLE : Role.TABLE_HEADER));
            }
        }
        return Line.of(spans).fitted(width, Role.TABLE_HEADER);
    }

    /** All of it, the titles staying where they are when it scrolls. */
    Page page(List<List<Span>> rows, int scroll) {
        return new Page(List.of(header(-1, "")), rows.stream().map(this::row).toList(), scroll);
    }

    /** One row; {@code cells} in the order of the columns. */
    Line row(List<Span> cells) {
        return row(cells, " ".repeat(MARGIN));
    }

    /** One row with {@code mark}, one cell, in its margin. */
    Line row(List<Span> cells, String mark) {
        List<Span> spans = new ArrayList<>();
        spans.add(mark.isBlank() ? Span.plain(mark) : Span.of(mark, Role.TABLE_MARK));
        for (int i = 0; i < widths.length; i++) {
            if (widths[i] > 0) {
                Span cell = cells.get(i);
                String text = TextWidth.shortened(cell.text(), widths[i], ellipsis);
                String blanks = " ".repeat(widths[i] - TextWidth.of(text));
                // Blanks of their own: an underlined figure is not to have an underlined margin.
                boolean right = columns.get(i).right();
                if (right && !blanks.isEmpty()) {
                    spans.add(Span.plain(blanks));
                }
                spans.add(cell.withText(text));
                spans.add(Span.plain((right ? "" : blanks) + " ".repeat(gap)));
            }
        }
        return Line.of(spans).fitted(width, Role.BODY);
    }
}
