package dev.cleat.tui.render;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Extra;
import dev.cleat.engine.api.HostStatus;
import dev.cleat.engine.api.HostedName;
import dev.cleat.engine.api.Usage;
import dev.cleat.tui.model.Column;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import dev.cleat.tui.model.Series;
import dev.cleat.tui.model.Thresholds.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The cells of the container list, column by column. */
final class ContainerCells {

    private static final int TREND = 12;
    private static final int EXTRA = 100;

    private final Model model;
    private final Glyphs glyphs;
    private final boolean shortWords;

    ContainerCells(Model model, boolean shortWords) {
        this.model = model;
        this.glyphs = Glyphs.of(model.facts().ascii());
        this.shortWords = shortWords;
    }

    /** How wide a column is at least, and how early it goes when there is no room. */
    static Grid.Column column(Column column, boolean wide) {
        String title = column.title();
        return switch (column) {
            case NAME -> new Grid.Column(title, false, 12, 1000);
            case HOST -> Grid.Column.elastic(title, 9, 950);
            case STATE -> new Grid.Column(title, false, 5, 900);
            case PID -> new Grid.Column(title, true, 5, 30);
            case RUNTIME -> new Grid.Column(title, false, 7, 15);
            case CPU -> new Grid.Column(title, true, 5, wide ? EXTRA + 7 : 80);
            case MEMORY -> new Grid.Column(title, true, 5, wide ? EXTRA + 6 : 70);
            case MEMORY_LIMIT -> new Grid.Column(title, true, 7, 35);
            case MEMORY_PERCENT -> new Grid.Column(title, true, 4, 40);
            case PIDS -> new Grid.Column(title, true, 4, 25);
            case AGE -> new Grid.Column(title, true, 4, 50);
            case NAMESPACES -> new Grid.Column(title, true, 2, 10);
            case ATTACHED -> new Grid.Column(title, true, 3, 20);
            case TREND -> new Grid.Column(title, false, TREND, 5);
            // Who asks for all columns wants to see these rather than the ones he sees always, but for CPU and memory.
            case CPU_LIMIT -> new Grid.Column(title, true, 7, wide ? EXTRA + 5 : Grid.LUXURY);
            case IO -> new Grid.Column(title, true, 11, wide ? EXTRA + 4 : Grid.LUXURY - 1);
            case NET -> new Grid.Column(title, true, 11, wide ? EXTRA + 3 : 23);
            case EXIT -> new Grid.Column(title, false, 4, wide ? EXTRA + 3 : 13);
            case ROOTFS -> Grid.Column.elastic(title, 14, wide ? EXTRA : 7);
            case SHARES -> Grid.Column.elastic(title, 16, wide ? EXTRA + 1 : 6);
            case UID_MAP -> new Grid.Column(title, false, 11, wide ? EXTRA + 1 : 10);
            case OOM -> new Grid.Column(title, true, 3, wide ? EXTRA + 3 : 12);
            case ID -> new Grid.Column(title, false, 12, wide ? EXTRA : 11);
            case CGROUP -> Grid.Column.elastic(title, 14, wide ? EXTRA + 1 : 9);
            case FILE -> Grid.Column.elastic(title, 14, wide ? EXTRA : 8);
        };
    }

    /** The cells of a row without its graph; what a host does not tell any more is grey. */
    List<Span> row(List<Column> columns, ContainerSummary row) {
        boolean away = isAway(row);
        return columns.stream()
                .map(column -> cell(column, row))
                .map(span -> away ? grey(span) : span)
                .toList();
    }

    private boolean isAway(ContainerSummary row) {
        return hosted(row).isPresent()
                && model.inventory()
                        .hostOf(row.name())
                        .filter(host -> host.state() == HostStatus.State.UP)
                        .isEmpty();
    }

    private static Span grey(Span span) {
        return Span.of(span.text(), Role.DIM);
    }

    /** The graph of a row: of 2,000 it is drawn for those that are seen, and its width is known. */
    Span graph(ContainerSummary row) {
        return isAway(row) ? grey(trend(row)) : trend(row);
    }

    /** Name and host apart, in a list of several hosts. */
    private Optional<HostedName> hosted(ContainerSummary row) {
        return model.inventory().ofManyHosts() ? HostedName.of(row.name()) : Optional.empty();
    }

    private Span cell(Column column, ContainerSummary row) {
        Usage usage = row.usage();
        boolean live = row.state().isLive();
        Role text = live ? Role.BODY : Role.DIM;
        return switch (column) {
            case NAME -> Span.of(hosted(row).map(HostedName::name).orElse(row.name()), nameRole(row));
            case HOST -> Span.plain(hosted(row).map(HostedName::host).orElse(""));
            case STATE -> StateText.of(row.state(), shortWords, glyphs);
            case PID -> Span.of(live ? Long.toString(row.pid()) : Figures.UNKNOWN, text);
            case RUNTIME -> Span.of(row.runtime().jsonName(), text);
            case CPU -> cpu(row, text);
            case MEMORY -> Span.of(bytes(usage.memoryBytes()), memoryRole(row, text));
            case MEMORY_LIMIT -> Span.of(bytes(usage.memoryLimitBytes()), Role.DIM);
            case MEMORY_PERCENT -> memoryPercent(row, text);
            case PIDS -> Span.of(number(usage.pids()), text);
            case AGE -> Span.of(age(row), text);
            case NAMESPACES ->
                Span.of(live ? Integer.toString(row.namespaces().size() - row.sharedWithHost()) : "-", text);
            case ATTACHED ->
                row.sessions() == 0
                        ? Span.of(Figures.UNKNOWN, Role.DIM)
                        : Span.of(Integer.toString(row.sessions()), Role.TABLE_MARK);
            case TREND -> Span.plain("");
            case CPU_LIMIT ->
                Span.of(
                        usage.cpuLimitPercent().isPresent()
                                ? Figures.percent(usage.cpuLimitPercent().getAsDouble())
                                : Figures.UNKNOWN,
                        Role.DIM);
            case IO -> Span.of(io(usage), text);
            case NET -> Span.of(net(model.inventory().extra(row.name())), text);
            case EXIT -> exit(model.inventory().extra(row.name()));
            case ROOTFS ->
                Span.of(known(model.inventory().extra(row.name()).rootfs().orElse("")), Role.DIM);
            case SHARES ->
                Span.of(known(model.inventory().extra(row.name()).shares().orElse("")), Role.DIM);
            case UID_MAP ->
                Span.of(known(model.inventory().extra(row.name()).uidMap().orElse("")), Role.DIM);
            case OOM ->
                Span.of(number(usage.oomKills()), usage.oomKills().orElse(0) > 0 ? Role.USAGE_CRITICAL : Role.DIM);
            case ID -> Span.of(known(Column.id(row)), Role.DIM);
            case CGROUP -> Span.of(known(row.cgroup().orElse("")), Role.DIM);
            case FILE -> Span.of(known(row.definition().map(Object::toString).orElse("")), Role.DIM);
        };
    }

    private static String known(String text) {
        return text.isEmpty() ? Figures.UNKNOWN : text;
    }

    private Role nameRole(ContainerSummary row) {
        if (model.table().marked().contains(row.name())) {
            return Role.TABLE_MARK;
        }
        return row.state().isLive() ? Role.TITLE : Role.DIM;
    }

    private static String io(Usage usage) {
        boolean nothing = usage.ioReadBytes().isEmpty() && usage.ioWriteBytes().isEmpty();
        return nothing ? Figures.UNKNOWN : bytes(usage.ioReadBytes()) + "/" + bytes(usage.ioWriteBytes());
    }

    private static String net(Extra extra) {
        return extra.received().isEmpty() ? Figures.UNKNOWN : bytes(extra.received()) + "/" + bytes(extra.sent());
    }

    private static Span exit(Extra extra) {
        String end = extra.end().orElse(Figures.UNKNOWN);
        boolean well = end.equals("0") || end.equals(Figures.UNKNOWN);
        return Span.of(end, well ? Role.DIM : Role.STATE_FAILED);
    }

    private Role memoryRole(ContainerSummary row, Role text) {
        double percent = Column.memoryPercent(row);
        return percent < 0 ? text : level(model.facts().thresholds().ofMemory(percent), text);
    }

    private Span memoryPercent(ContainerSummary row, Role text) {
        double percent = Column.memoryPercent(row);
        return Span.of(percent < 0 ? Figures.UNKNOWN : Figures.percent(percent), memoryRole(row, text));
    }

    private Span cpu(ContainerSummary row, Role text) {
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

    private Span trend(ContainerSummary row) {
        Series cpu = model.inventory().history(row.name()).cpu();
        // A full cell would touch the row above; three quarters leave the rows apart.
        double full = Math.max(20, cpu.max()) / 0.75;
        return Span.of(row.state().isLive() ? Graph.spark(cpu, TREND, full, glyphs) : "", Role.GRAPH_LOW);
    }

    /** What stands in the column of ages, the one figure that the clock alone changes. */
    String age(ContainerSummary row) {
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
