package dev.cleat.tui.render;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Extra;
import dev.cleat.engine.api.HostStatus;
import dev.cleat.tui.model.Column;
import dev.cleat.tui.model.Facts;
import dev.cleat.tui.model.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What every row of the container list looks like. A row that is what it was in the frame before is taken from that: 2,000
 * rows take a while, and most of them show the same from one second to the next.
 */
final class ContainerSheet {

    private static final int WIDE = 100;
    private static final int SHORT_WORDS_BELOW = 60;
    private static final int ROOMY = 80;
    private static final int SHORTEST_NAME = 16;
    private static final int SHORTEST_WHERE_NARROW = 12;
    private static final int LONGEST_NAME = 40;

    /** Of the frame before, in the one thread that draws. */
    private static final ThreadLocal<ContainerSheet> LAST = new ThreadLocal<>();

    /** What is the same for all rows. */
    private record Ground(List<Column> columns, Facts facts, List<HostStatus> hosts, int width, boolean wide) {}

    /** All that the cells of one row are made of, but for the ground, and they. */
    private record Row(
            ContainerSummary of, Extra extra, boolean marked, String age, List<Span> cells, int[] widths, Drawn drawn) {

        boolean isOf(ContainerSummary other, Extra others, boolean isMarked, String aged) {
            return marked == isMarked && age.equals(aged) && extra.equals(others) && of.equals(other);
        }
    }

    /** A row as it was drawn last. */
    private static final class Drawn {
        private Grid grid;
        private Span graph;
        private Line line;
    }

    private final Model model;
    private final List<ContainerSummary> shown;
    private final Ground ground;
    private final ContainerCells maker;
    private final int trend;
    private final List<Row> rows;
    private final int[] widest;
    private final Grid grid;

    private ContainerSheet(Model model, List<ContainerSummary> shown, ContainerSheet last) {
        this.model = model;
        this.shown = shown;
        this.ground = new Ground(
                columns(model),
                model.facts(),
                model.inventory().hosts(),
                model.size().columns(),
                model.table().columns().wide());
        this.maker = new ContainerCells(model, ground.width() < SHORT_WORDS_BELOW);
        this.trend = ground.columns().indexOf(Column.TREND);
        boolean alike = last != null && ground.equals(last.ground);
        this.rows = rows(alike ? last.rows : List.of());
        this.widest = new int[ground.columns().size()];
        for (Row row : rows) {
            for (int i = 0; i < widest.length; i++) {
                widest[i] = Math.max(widest[i], row.widths()[i]);
            }
        }
        this.grid = alike && Arrays.equals(widest, last.widest) ? last.grid : grid();
    }

    /** Of the rows that {@code model} shows. */
    static ContainerSheet of(Model model) {
        ContainerSheet last = LAST.get();
        List<ContainerSummary> shown = model.rows();
        if (last != null && last.isOf(model, shown)) {
            return last;
        }
        ContainerSheet sheet = new ContainerSheet(model, shown, last);
        LAST.set(sheet);
        return sheet;
    }

    /** A key that moves the cursor changes nothing of it. */
    private boolean isOf(Model other, List<ContainerSummary> others) {
        return shown == others
                && model.inventory() == other.inventory()
                && model.facts() == other.facts()
                && model.now().equals(other.now())
                && model.size().equals(other.size())
                && model.table().marked().equals(other.table().marked())
                && model.table().columns().equals(other.table().columns());
    }

    /** The columns there may be room for; a graph needs a wide screen. */
    private static List<Column> columns(Model model) {
        boolean roomy = model.size().columns() >= WIDE;
        List<Column> columns = new ArrayList<>(model.table().columns().shown());
        columns.removeIf(column -> !roomy && column == Column.TREND);
        if (model.inventory().ofManyHosts()) {
            columns.add(1, Column.HOST);
        }
        return columns;
    }

    private Grid grid() {
        int width = ground.width();
        return new Grid(
                ground.columns().stream()
                        .map(column -> ContainerCells.column(column, ground.wide()))
                        .toList(),
                widest,
                width,
                width >= ROOMY ? SHORTEST_NAME : SHORTEST_WHERE_NARROW,
                width >= WIDE ? LONGEST_NAME : 80,
                Glyphs.of(model.facts().ascii()).ellipsis());
    }

    private List<Row> rows(List<Row> before) {
        List<Row> all = new ArrayList<>(shown.size());
        Map<String, Row> moved = null;
        for (ContainerSummary container : shown) {
            Row same = all.size() < before.size() ? before.get(all.size()) : null;
            if (same != null && !same.of().name().equals(container.name())) {
                moved = moved == null ? byName(before) : moved;
                same = moved.get(container.name());
            }
            all.add(row(container, same));
        }
        return all;
    }

    private static Map<String, Row> byName(List<Row> rows) {
        Map<String, Row> all = new HashMap<>();
        rows.forEach(row -> all.put(row.of().name(), row));
        return all;
    }

    private Row row(ContainerSummary container, Row before) {
        Extra extra = model.inventory().extra(container.name());
        boolean marked = model.table().marked().contains(container.name());
        String age = maker.age(container);
        if (before != null && before.isOf(container, extra, marked, age)) {
            return before;
        }
        List<Span> cells = maker.row(ground.columns(), container);
        int[] widths = cells.stream().mapToInt(Span::width).toArray();
        return new Row(container, extra, marked, age, cells, widths, new Drawn());
    }

    /** The titles, with {@code arrow} at the one that the list is sorted by. */
    Line header(Column sorted, String arrow) {
        return grid.header(ground.columns().indexOf(sorted), arrow);
    }

    /** Row {@code index}, without the cursor. */
    Line line(int index) {
        Row row = rows.get(index);
        Drawn drawn = row.drawn();
        Span graph = trend < 0 ? null : maker.graph(shown.get(index));
        if (drawn.grid != grid || graph != null && !graph.equals(drawn.graph)) {
            List<Span> cells = new ArrayList<>(row.cells());
            if (graph != null) {
                cells.set(trend, graph);
            }
            String mark = row.marked() ? Glyphs.of(model.facts().ascii()).mark() : " ";
            drawn.line = grid.row(cells, mark);
            drawn.graph = graph;
            drawn.grid = grid;
        }
        return drawn.line;
    }
}
