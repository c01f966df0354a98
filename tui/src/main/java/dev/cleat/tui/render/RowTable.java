package dev.cleat.tui.render;

import dev.cleat.tui.model.HostLook;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import dev.cleat.tui.model.TabContent;
import java.util.ArrayList;
import java.util.List;

/** Rows of a list of the whole host that are about one container. */
final class RowTable {

    private RowTable() {}

    static List<Line> lines(Model model, TabContent.Rows content, String whenEmpty) {
        if (content.rows().isEmpty()) {
            return List.of(Line.of(" " + whenEmpty, Role.DIM));
        }
        RowCells cells = HostPage.cells(content.list());
        List<List<Span>> rows = content.rows().stream()
                .map(row -> cells.of(row, HostLook.START, model))
                .toList();
        Glyphs glyphs = Glyphs.of(model.facts().ascii());
        int columns = model.size().columns();
        Grid grid = new Grid(cells.columns(), rows, columns, cells.shortest(), 30, glyphs.ellipsis());
        List<Line> lines = new ArrayList<>();
        lines.add(grid.header(-1, ""));
        rows.forEach(row -> lines.add(grid.row(row)));
        return lines;
    }
}
