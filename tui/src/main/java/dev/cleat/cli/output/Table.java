package dev.cleat.cli.output;

import dev.cleat.tui.render.TextWidth;
import java.util.ArrayList;
import java.util.List;

/** Lays out rows of cells in aligned columns, two blanks apart, without blanks at the ends of lines. */
public final class Table {

    private final List<Column> columns;
    private final boolean coloured;
    private final List<List<Cell>> rows = new ArrayList<>();

    /** A table of {@code columns}; without {@code coloured}, colours of cells are ignored. */
    public Table(List<Column> columns, boolean coloured) {
        this.columns = List.copyOf(columns);
        this.coloured = coloured;
    }

    /** A column: its header and the side that its cells stand at. */
    public record Column(String header, boolean right) {

        /** A column of words. */
        public static Column left(String header) {
            return new Column(header, false);
        }

        /** A column of figures. */
        public static Column right(String header) {
            return new Column(header, true);
        }
    }

    /** One cell; its text is made visible, so any text is safe. */
    public record Cell(String text, Colour colour) {

        public Cell {
            text = VisibleText.of(text);
        }

        /** A cell without colour. */
        public static Cell of(String text) {
            return new Cell(text, Colour.PLAIN);
        }
    }

    /** Adds a row with as many cells as there are columns. */
    public void add(List<Cell> row) {
        rows.add(List.copyOf(row));
    }

    /** The header and all rows, each line with its line feed. */
    public String render() {
        List<Cell> header = new ArrayList<>();
        for (Column column : columns) {
            header.add(new Cell(column.header(), Colour.BOLD));
        }
        int[] widths = widths(header);
        StringBuilder text = new StringBuilder();
        appendRow(text, header, widths);
        for (List<Cell> row : rows) {
            appendRow(text, row, widths);
        }
        return text.toString();
    }

    private int[] widths(List<Cell> header) {
        int[] widths = new int[columns.size()];
        for (int column = 0; column < widths.length; column++) {
            widths[column] = TextWidth.of(header.get(column).text());
            for (List<Cell> row : rows) {
                widths[column] =
                        Math.max(widths[column], TextWidth.of(row.get(column).text()));
            }
        }
        return widths;
    }

    private void appendRow(StringBuilder text, List<Cell> row, int[] widths) {
        int last = columns.size() - 1;
        for (int column = 0; column <= last; column++) {
            Cell cell = row.get(column);
            String blanks = " ".repeat(widths[column] - TextWidth.of(cell.text()));
            boolean right = columns.get(column).right();
            text.append(right ? blanks : "").append(coloured ? cell.colour().paint(cell.text()) : cell.text());
            if (column < last) {
                text.append(right ? "" : blanks).append("  ");
            }
        }
        text.append('\n');
    }
}
