package dev.cleat.tui.render;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.HostStatus;
import dev.cleat.engine.api.HostedName;
import dev.cleat.engine.api.Usage;
import dev.cleat.tui.model.Column;
import dev.cleat.tui.model.ContainerTable;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import dev.cleat.tui.model.Series;
import dev.cleat.tui.model.Thresholds.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The container list. */
final class ContainersPage {

    private static final int WIDE = 100;
    private static final int SHORTEST_NAME = 12;
    private static final int LONGEST_NAME = 40;
    private static final int TREND = 12;

    private static final List<Grid.Column> COLUMNS = List.of(
            new Grid.Column("NAME", false, 12, 100),
            new Grid.Column("STATE", false, 5, 90),
            new Grid.Column("PID", true, 5, 30),
            new Grid.Column("RUNTIME", false, 7, 15),
            new Grid.Column("CPU%", true, 5, 80),
            new Grid.Column("MEM", true, 5, 70),
            new Grid.Column("MEM/LIM", true, 7, 35),
            new Grid.Column("%MEM", true, 4, 40),
            new Grid.Column("PIDS", true, 4, 25),
            new Grid.Column("AGE", true, 4, 50),
            new Grid.Column("NS", true, 2, 10),
            new Grid.Column("ATT", true, 3, 20),
            new Grid.Column("CPU TREND", false, TREND, 5));

    private static final Grid.Column HOST = Grid.Column.elastic("HOST", 9, 95);

    private ContainersPage() {}

    static Page of(Model model) {
        List<ContainerSummary> rows = model.rows();
        if (rows.isEmpty()) {
            return new Page(List.of(), EmptyContainers.lines(model), 0);
        }
        Glyphs glyphs = Glyphs.of(model.facts().ascii());
        boolean wide = model.size().columns() >= WIDE;
        List<Grid.Column> columns = columns(model, wide);
        List<List<Span>> cells = rows.stream()
                .map(row -> hosted(cells(row, model, glyphs, wide), row, model).subList(0, columns.size()))
                .toList();
        Grid grid = new Grid(
                columns, cells, model.size().columns(), SHORTEST_NAME, wide ? LONGEST_NAME : 80, glyphs.ellipsis());
        ContainerTable table = model.table();
        Line header = grid.header(place(table.sort(), model), table.inverted() ? glyphs.up() : glyphs.down());
        List<Line> lines = new ArrayList<>();
        int height = Math.max(1, model.layout().body() - 1);
        int last = Math.min(rows.size(), table.cursor().top() + height);
        for (int i = Math.min(table.cursor().top(), last); i < last; i++) {
            boolean marked = table.marked().contains(rows.get(i).name());
            lines.add(grid.row(cells.get(i), marked ? glyphs.mark() : " ")
                    .selected(i == table.cursor().index()));
        }
        return new Page(List.of(header), lines, 0);
    }

    private static List<Grid.Column> columns(Model model, boolean wide) {
        List<Grid.Column> columns = new ArrayList<>(wide ? COLUMNS : COLUMNS.subList(0, COLUMNS.size() - 1));
        if (model.inventory().ofManyHosts()) {
            columns.add(1, HOST);
        }
        return columns;
    }

    /** Where a column stands: the host, where it is shown, behind the name. */
    private static int place(Column sort, Model model) {
        if (sort == Column.HOST) {
            return model.inventory().ofManyHosts() ? 1 : -1;
        }
        boolean moved = model.inventory().ofManyHosts() && sort != Column.NAME;
        return sort.ordinal() + (moved ? 1 : 0);
    }

    /** Of several hosts: name and host apart; what a host does not tell any more is grey. */
    private static List<Span> hosted(List<Span> cells, ContainerSummary row, Model model) {
        Optional<HostedName> name = model.inventory().ofManyHosts() ? HostedName.of(row.name()) : Optional.empty();
        if (name.isEmpty()) {
            return cells;
        }
        boolean away = model.inventory()
                .hostOf(row.name())
                .filter(host -> host.state() == HostStatus.State.UP)
                .isEmpty();
        List<Span> hosted = new ArrayList<>(cells);
        hosted.set(0, Span.of(name.get().name(), cells.get(0).role()));
        hosted.add(1, Span.of(name.get().host(), Role.BODY));
        if (away) {
            hosted.replaceAll(span -> Span.of(span.text(), Role.DIM));
        }
        return hosted;
    }

    private static List<Span> cells(ContainerSummary row, Model model, Glyphs glyphs, boolean wide) {
        Usage usage = row.usage();
        boolean live = row.state().isLive();
        Role text = live ? Role.BODY : Role.DIM;
        double memory = Column.memoryPercent(row);
        Role memoryRole = memory < 0 ? text : level(model.facts().thresholds().ofMemory(memory), text);
        List<Span> cells = new ArrayList<>();
        cells.add(Span.of(row.name(), marked(row, model) ? Role.TABLE_MARK : live ? Role.TITLE : Role.DIM));
        cells.add(StateText.of(row.state(), !wide, glyphs));
        cells.add(Span.of(live ? Long.toString(row.pid()) : Figures.UNKNOWN, text));
        cells.add(Span.of(row.runtime().jsonName(), text));
        cells.add(cpu(row, model, text));
        cells.add(Span.of(bytes(usage.memoryBytes()), memoryRole));
        cells.add(Span.of(bytes(usage.memoryLimitBytes()), Role.DIM));
        cells.add(Span.of(memory < 0 ? Figures.UNKNOWN : Figures.percent(memory), memoryRole));
        cells.add(Span.of(number(usage.pids()), text));
        cells.add(Span.of(age(row, model), text));
        cells.add(Span.of(live ? Integer.toString(row.namespaces().size() - row.sharedWithHost()) : "-", text));
        cells.add(Span.of(
                row.sessions() == 0 ? Figures.UNKNOWN : Integer.toString(row.sessions()),
                row.sessions() == 0 ? Role.DIM : Role.TABLE_MARK));
        cells.add(trend(row, model, glyphs));
        return cells;
    }

    private static boolean marked(ContainerSummary row, Model model) {
        return model.table().marked().contains(row.name());
    }

    private static Span cpu(ContainerSummary row, Model model, Role text) {
        if (row.usage().cpuPercent().isEmpty()) {
            return Span.of(Figures.UNKNOWN, text);
        }
        double percent = row.usage().cpuPercent().getAsDouble();
        Level level = model.facts().thresholds().ofCpu(100 * percent / allowedCpu(row.usage(), model));
        return Span.of(Figures.percent(percent), level(level, text));
    }

    /** Percent of one CPU that the container may use. */
    static double allowedCpu(Usage usage, Model model) {
        return usage.cpuLimitPercent().orElse(100.0 * model.facts().processors());
    }

    private static Span trend(ContainerSummary row, Model model, Glyphs glyphs) {
        Series cpu = model.inventory().history(row.name()).cpu();
        // A full cell would touch the row above; three quarters leave the rows apart.
        double full = Math.max(20, cpu.max()) / 0.75;
        return Span.of(row.state().isLive() ? Graph.spark(cpu, TREND, full, glyphs) : "", Role.GRAPH_LOW);
    }

    private static String age(ContainerSummary row, Model model) {
        return row.started()
                .map(started -> Figures.age(Duration.between(started, model.now())))
                .orElse(Figures.UNKNOWN);
    }

    static Role level(Level level, Role normal) {
        return switch (level) {
            case NORMAL -> normal;
            case WARN -> Role.USAGE_WARN;
            case CRITICAL -> Role.USAGE_CRITICAL;
        };
    }

    static String bytes(OptionalLong bytes) {
        return bytes.isPresent() ? Figures.bytes(bytes.getAsLong()) : Figures.UNKNOWN;
    }

    static String number(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : Figures.UNKNOWN;
    }
}
