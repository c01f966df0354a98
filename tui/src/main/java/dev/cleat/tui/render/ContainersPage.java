package dev.cleat.tui.render;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.tui.model.Column;
import dev.cleat.tui.model.ContainerTable;
import dev.cleat.tui.model.Model;
import java.util.ArrayList;
import java.util.List;

/** The container list. */
final class ContainersPage {

    private static final int WIDE = 100;
    private static final int SHORT_WORDS_BELOW = 60;
    private static final int ROOMY = 80;
    private static final int SHORTEST_NAME = 16;
    private static final int SHORTEST_WHERE_NARROW = 12;
    private static final int LONGEST_NAME = 40;

    /** What every row looks like; a key that moves the cursor changes nothing of it, and 2,000 rows take a while. */
    private record Sheet(Model model, List<Column> columns, List<List<Span>> cells, Grid grid, ContainerCells maker) {

        List<Span> cells(int index, ContainerSummary row) {
            return maker.withGraph(columns, cells.get(index), row);
        }

        /** The rows are the same, and so is everything else that a cell is made of. */
        boolean isOf(Model other) {
            return model.rows() == other.rows()
                    && model.inventory() == other.inventory()
                    && model.facts() == other.facts()
                    && model.now().equals(other.now())
                    && model.size().equals(other.size())
                    && model.table().marked().equals(other.table().marked())
                    && model.table().columns().equals(other.table().columns());
        }
    }

    /** Of the frame before, in the one thread that draws. */
    private static final ThreadLocal<Sheet> LAST = new ThreadLocal<>();

    private ContainersPage() {}

    static Page of(Model model) {
        List<ContainerSummary> rows = model.rows();
        if (rows.isEmpty()) {
            return new Page(List.of(), EmptyContainers.lines(model), 0);
        }
        ContainerTable table = model.table();
        Glyphs glyphs = Glyphs.of(model.facts().ascii());
        Sheet sheet = sheet(model, rows);
        Line header = sheet.grid()
                .header(sheet.columns().indexOf(table.sort()), table.inverted() ? glyphs.up() : glyphs.down());
        List<Line> lines = new ArrayList<>();
        int height = Math.max(1, model.layout().body() - 1);
        int last = Math.min(rows.size(), table.cursor().top() + height);
        for (int i = Math.min(table.cursor().top(), last); i < last; i++) {
            boolean marked = table.marked().contains(rows.get(i).name());
            lines.add(sheet.grid()
                    .row(sheet.cells(i, rows.get(i)), marked ? glyphs.mark() : " ")
                    .selected(i == table.cursor().index()));
        }
        return new Page(List.of(header), lines, 0);
    }

    private static Sheet sheet(Model model, List<ContainerSummary> rows) {
        Sheet last = LAST.get();
        if (last != null && last.isOf(model)) {
            return last;
        }
        int columns = model.size().columns();
        List<Column> shown = shown(model);
        ContainerCells maker = new ContainerCells(model, columns < SHORT_WORDS_BELOW);
        List<List<Span>> cells = rows.stream().map(row -> maker.row(shown, row)).toList();
        boolean wide = model.table().columns().wide();
        Grid grid = new Grid(
                shown.stream()
                        .map(column -> ContainerCells.column(column, wide))
                        .toList(),
                cells,
                columns,
                columns >= ROOMY ? SHORTEST_NAME : SHORTEST_WHERE_NARROW,
                columns >= WIDE ? LONGEST_NAME : 80,
                model.facts().ascii() ? Glyphs.ASCII.ellipsis() : Glyphs.UNICODE.ellipsis());
        Sheet sheet = new Sheet(model, shown, cells, grid, maker);
        LAST.set(sheet);
        return sheet;
    }

    /** The columns there may be room for; a graph needs a wide screen. */
    private static List<Column> shown(Model model) {
        boolean roomy = model.size().columns() >= WIDE;
        List<Column> shown = new ArrayList<>(model.table().columns().shown());
        shown.removeIf(column -> !roomy && column == Column.TREND);
        if (model.inventory().ofManyHosts()) {
            shown.add(1, Column.HOST);
        }
        return shown;
    }
}
