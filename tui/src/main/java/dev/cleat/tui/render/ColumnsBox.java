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

    private static final int ROWS = 4;

    private ColumnsBox() {}

    static List<Line> lines(Model model, Dialog.Columns dialog, int width, int rows) {
        ColumnChoice choice = model.table().columns();
        Glyphs glyphs = Glyphs.of(model.facts().ascii());
        List<Line> keys = keys(width, rows);
        List<Column> all = choice.all();
        int room = Math.max(1, rows - keys.size());
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
        lines.addAll(keys);
        return lines;
    }

    /** Where there is hardly room for the columns, they are more important. */
    private static List<Line> keys(int width, int rows) {
        List<Line> keys = new ArrayList<>();
        keys.add(Line.EMPTY);
        for (String row : Wrapping.words("Space shows or hides   < > move   r as usual   Enter closes", width)) {
            keys.add(Line.of(row, Role.DIM));
        }
        return rows < keys.size() + ROWS ? List.of() : keys;
    }
}
