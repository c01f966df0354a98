package dev.cleat.tui.render;

import dev.cleat.engine.api.HostedName;
import dev.cleat.engine.api.NamespaceGroup;
import dev.cleat.tui.model.HostLook;
import dev.cleat.tui.model.HostRow;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import java.util.List;
import java.util.Optional;

/** A namespace: what it is, who is in it, and whether that is more than one should see. */
final class NamespaceCells implements RowCells {

    private static final List<Grid.Column> COLUMNS = List.of(
            new Grid.Column("TYPE", false, 6, 100),
            new Grid.Column("INODE", true, 10, 60),
            new Grid.Column("NPROC", true, 5, 80),
            new Grid.Column("LEADER", true, 6, 50),
            new Grid.Column("OWNER", true, 5, 45),
            Grid.Column.elastic("COMMAND", 8, 40),
            new Grid.Column("SHARED", false, 6, 90),
            Grid.Column.elastic("CONTAINERS", 12, 95));

    @Override
    public List<Grid.Column> columns(int width) {
        return COLUMNS;
    }

    @Override
    public List<Span> of(HostRow row, HostLook look, Model model) {
        NamespaceGroup group = ((HostRow.Namespace) row).group();
        return List.of(
                Span.of(group.type().procName(), Role.TITLE),
                Span.plain(Long.toString(group.inode())),
                Span.plain(Integer.toString(group.processes())),
                Span.plain(Long.toString(group.leader())),
                Span.plain(group.owner() == 0 ? "root" : Long.toString(group.owner())),
                Span.of(leader(group, model), Role.DIM),
                group.isShared()
                        ? Span.of(
                                group.host()
                                        ? "host"
                                        : Integer.toString(group.containers().size()),
                                Role.USAGE_WARN)
                        : Span.of(group.host() ? "(host)" : Figures.UNKNOWN, Role.DIM),
                Span.of(
                        SafeText.of(String.join(" ", group.containers())),
                        group.isShared() ? Role.TABLE_MARK : Role.TITLE));
    }

    /** Among several hosts with its host behind it: where there is little room, what it is comes first. */
    private static String leader(NamespaceGroup group, Model model) {
        return Optional.of(group.command())
                .filter(command -> model.inventory().ofManyHosts())
                .flatMap(HostedName::of)
                .map(hosted -> hosted.name() + " on " + hosted.host())
                .orElse(group.command());
    }
}
