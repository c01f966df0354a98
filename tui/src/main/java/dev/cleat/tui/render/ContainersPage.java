package dev.cleat.tui.render;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.tui.model.ContainerTable;
import dev.cleat.tui.model.Model;
import java.util.ArrayList;
import java.util.List;

/** The container list. */
final class ContainersPage {

    private ContainersPage() {}

    static Page of(Model model) {
        List<ContainerSummary> rows = model.rows();
        if (rows.isEmpty()) {
            return new Page(List.of(), EmptyContainers.lines(model), 0);
        }
        ContainerTable table = model.table();
        Glyphs glyphs = Glyphs.of(model.facts().ascii());
        ContainerSheet sheet = ContainerSheet.of(model);
        Line header = sheet.header(table.sort(), table.inverted() ? glyphs.up() : glyphs.down());
        List<Line> lines = new ArrayList<>();
        int height = Math.max(1, model.layout().body() - 1);
        int last = Math.min(rows.size(), table.cursor().top() + height);
        for (int i = Math.min(table.cursor().top(), last); i < last; i++) {
            Line line = sheet.line(i);
            lines.add(i == table.cursor().index() ? line.selected(true) : line);
        }
        return new Page(List.of(header), lines, 0);
    }
}
