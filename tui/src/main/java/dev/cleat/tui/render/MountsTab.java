package dev.cleat.tui.render;

import dev.cleat.engine.api.MountEntry;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import java.util.List;

/** The mounts of a container, as it sees them. */
final class MountsTab {

    private static final List<Grid.Column> COLUMNS = List.of(
            new Grid.Column("TARGET", false, 12, 100),
            new Grid.Column("TYPE", false, 5, 90),
            new Grid.Column("RW", false, 2, 95),
            Grid.Column.elastic("SOURCE", 10, 80),
            Grid.Column.elastic("OPTIONS", 12, 70),
            new Grid.Column("SHARED", false, 6, 40));

    private MountsTab() {}

    static Page page(Model model, List<MountEntry> mounts, int scroll) {
        if (mounts.isEmpty()) {
            return Page.of(List.of(Line.of(" it does not run, so it has no mounts", Role.DIM)), 0);
        }
        List<List<Span>> rows = mounts.stream().map(MountsTab::cells).toList();
        int columns = model.size().columns();
        Grid grid = new Grid(
                COLUMNS,
                rows,
                columns,
                Math.max(12, columns * 2 / 5),
                Math.max(20, columns / 2),
                Glyphs.of(model.facts().ascii()).ellipsis());
        return grid.page(rows, scroll);
    }

    private static List<Span> cells(MountEntry mount) {
        String part = mount.root().equals("/") ? "" : " [" + mount.root() + "]";
        List<String> rest = mount.options().stream()
                .filter(option -> !option.equals("rw") && !option.equals("ro"))
                .toList();
        return List.of(
                Span.of(mount.target(), Role.TITLE),
                Span.plain(mount.type()),
                mount.isReadOnly() ? Span.of("ro", Role.DIM) : Span.of("rw", Role.BODY),
                Span.plain(mount.source() + part),
                Span.of(rest.isEmpty() ? Figures.UNKNOWN : String.join(",", rest), Role.DIM),
                mount.propagation().isEmpty()
                        ? Span.of(Figures.UNKNOWN, Role.DIM)
                        : Span.of(String.join(" ", mount.propagation()), Role.USAGE_WARN));
    }
}
