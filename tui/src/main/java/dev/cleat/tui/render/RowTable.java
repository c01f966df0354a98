package dev.cleat.tui.render;

import dev.cleat.tui.model.HostLook;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import dev.cleat.tui.model.TabContent;
import java.util.ArrayList;
import java.util.List;

/** Rows of a list of the whole host that are about one container, which stands above them. */
final class RowTable {

    private RowTable() {}

    static Page page(Model model, TabContent.Rows content, int scroll) {
        if (content.rows().isEmpty()) {
            return Page.of(List.of(Line.of(" nothing about this container", Role.DIM)), 0);
        }
        RowCells cells = HostPage.cells(content.list());
        int width = model.size().columns();
        List<Grid.Column> columns = cells.columns(width);
        int container = columns.stream().map(Grid.Column::title).toList().indexOf("CONTAINER");
        List<List<Span>> rows = content.rows().stream()
                .map(row -> without(container, cells.of(row, HostLook.START, model)))
                .toList();
        String ellipsis = Glyphs.of(model.facts().ascii()).ellipsis();
        return new Grid(without(container, columns), rows, width, cells.shortest(), 30, ellipsis).page(rows, scroll);
    }

    private static <T> List<T> without(int index, List<T> all) {
        List<T> others = new ArrayList<>(all);
        others.remove(index);
        return others;
    }
}
