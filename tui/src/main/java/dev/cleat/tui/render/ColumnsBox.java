package dev.cleat.tui.render;

import dev.cleat.tui.model.Column;
import dev.cleat.tui.model.ColumnChoice;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import java.util.ArrayList;
import java.util.List;

/** Every column with a sign for those that are shown, in their order, and the keys that change it. */
final class ColumnsBox {

    private ColumnsBox() {}

    static List<Line> lines(Model model, Dialog.Columns dialog, int width, int rows) {
        ColumnChoice choice = model.table().columns();
        Glyphs glyphs = Glyphs.of(model.facts().ascii());
        List<Line> keys = Wrapping.words("Space shows or hides   < > move   r as usual   Enter closes", width).stream()
                .map(row -> Line.of(row, Role.DIM))
                .toList();
        List<Column> all = choice.all();
        int room = Math.max(1, rows - keys.size() - 1);
        int from = Math.max(0, Math.min(all.size() - room, dialog.selected() - room / 2));
        List<Line> lines = new ArrayList<>();
        for (int i = from; i < Math.min(all.size(), from + room); i++) {
            boolean shown = choice.chosen().contains(all.get(i));
            boolean here = i == dialog.selected();
            lines.add(Line.of(
                    Span.of(here ? glyphs.now() + " " : "  ", Role.HINT_KEY),
                    Span.of(shown ? glyphs.done() + " " : "  ", Role.STATE_RUNNING),
                    Span.of(all.get(i).title(), here ? Role.TITLE : shown ? Role.DIALOG : Role.DIM)));
        }
        lines.add(Line.EMPTY);
        lines.addAll(keys);
        return lines;
    }
}
