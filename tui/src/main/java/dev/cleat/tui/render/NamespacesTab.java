package dev.cleat.tui.render;

import dev.cleat.engine.api.ContainerDetail;
import dev.cleat.engine.api.NamespaceInfo;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import java.util.List;

/** The eight namespaces of a container, and who else is in them. */
final class NamespacesTab {

    private static final List<Grid.Column> COLUMNS = List.of(
            new Grid.Column("TYPE", false, 8, 100),
            new Grid.Column("INODE", true, 10, 80),
            new Grid.Column("SHARED WITH", false, 20, 90));

    private NamespacesTab() {}

    static Page page(Model model, ContainerDetail detail, int scroll) {
        if (detail.namespaces().isEmpty()) {
            return Page.of(List.of(Line.of(" it does not run, so it has no namespaces", Role.DIM)), 0);
        }
        Glyphs glyphs = Glyphs.of(model.facts().ascii());
        List<List<Span>> rows =
                detail.namespaces().stream().map(NamespacesTab::cells).toList();
        Grid grid = new Grid(COLUMNS, rows, model.size().columns(), 8, 10, glyphs.ellipsis());
        return grid.page(rows, scroll);
    }

    private static List<Span> cells(NamespaceInfo namespace) {
        return List.of(
                Span.of(namespace.type().definitionKey(), Role.TITLE),
                Span.plain(Long.toString(namespace.inode())),
                sharing(namespace));
    }

    private static Span sharing(NamespaceInfo namespace) {
        if (namespace.host()) {
            return Span.of("the host", Role.USAGE_WARN);
        }
        if (namespace.members().isEmpty()) {
            return Span.of("nobody", Role.DIM);
        }
        return Span.of(String.join(", ", namespace.members()), Role.TABLE_MARK);
    }
}
