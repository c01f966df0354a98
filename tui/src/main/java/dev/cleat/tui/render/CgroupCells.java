package dev.cleat.tui.render;

import dev.cleat.engine.api.CgroupNode;
import dev.cleat.tui.model.HostLists;
import dev.cleat.tui.model.HostLook;
import dev.cleat.tui.model.HostRow;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** A cgroup in its tree: what it uses, may use, and waits for. */
final class CgroupCells implements RowCells {

    private static final List<Grid.Column> COLUMNS = List.of(
            new Grid.Column("CGROUP", false, 16, 100),
            Grid.Column.name("CONTAINER", 12, 60),
            new Grid.Column("CPU%", true, 5, 90),
            new Grid.Column("MEM", true, 5, 95),
            new Grid.Column("MEM/LIM", true, 7, 70),
            new Grid.Column("PIDS", true, 4, 80),
            new Grid.Column("OOM", true, 3, 65),
            new Grid.Column("PSI C/M/I", true, 9, 50));

    @Override
    public List<Grid.Column> columns(int width) {
        return COLUMNS;
    }

    @Override
    public List<Span> of(HostRow row, HostLook look, Model model) {
        CgroupNode node = ((HostRow.Cgroup) row).node();
        return List.of(
                Span.of(
                        name(node, look.isTree(HostLists.CGROUPS)),
                        node.container().isPresent() ? Role.TITLE : Role.BODY),
                Span.plain(SafeText.of(node.container().orElse(""))),
                percent(node.usage().cpuPercent()),
                bytes(node.usage().memoryBytes()),
                bytes(node.usage().memoryLimitBytes()),
                number(node.usage().pids()),
                node.usage().oomKills().orElse(0) > 0
                        ? Span.of(Long.toString(node.usage().oomKills().getAsLong()), Role.USAGE_CRITICAL)
                        : Span.of(Figures.UNKNOWN, Role.DIM),
                pressure(node));
    }

    private static Span pressure(CgroupNode node) {
        if (node.cpuPressure().isEmpty()
                && node.memoryPressure().isEmpty()
                && node.ioPressure().isEmpty()) {
            return Span.of(Figures.UNKNOWN, Role.DIM);
        }
        return Span.plain(percent(node.cpuPressure()).text() + "/"
                + percent(node.memoryPressure()).text() + "/"
                + percent(node.ioPressure()).text());
    }

    /** Below its parent its last name is enough. */
    private static String name(CgroupNode node, boolean tree) {
        String last =
                node.depth() == 0 ? "/" : node.path().substring(node.path().lastIndexOf('/') + 1);
        return tree ? " ".repeat(2 * node.depth()) + last : node.path();
    }

    private static Span percent(OptionalDouble percent) {
        return percent.isPresent()
                ? Span.plain(Figures.percent(percent.getAsDouble()))
                : Span.of(Figures.UNKNOWN, Role.DIM);
    }

    private static Span bytes(OptionalLong bytes) {
        return bytes.isPresent() ? Span.plain(Figures.bytes(bytes.getAsLong())) : Span.of(Figures.UNKNOWN, Role.DIM);
    }

    private static Span number(OptionalLong number) {
        return number.isPresent() ? Span.plain(Long.toString(number.getAsLong())) : Span.of(Figures.UNKNOWN, Role.DIM);
    }
}
