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

    static List<Line> lines(Model model, Dialog.Columns dialog) {
        ColumnChoice choice = model.table().columns();
        Glyphs glyphs = Glyphs.of(model.facts().ascii());
        List<Column> all = choice.all();
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            boolean shown = choice.chosen().contains(all.get(i));
            boolean here = i == dialog.selected();
            lines.add(Line.of(
                    Span.of(here ? glyphs.now() + " " : "  ", Role.HINT_KEY),
                    Span.of(shown ? glyphs.done() + " " : "  ", Role.STATE_RUNNING),
                    Span.of(all.get(i).title(), here ? Role.TITLE : shown ? Role.DIALOG : Role.DIM)));
        }
        return lines;
    }

    /** Where there is hardly room for the columns, they are more important: nothing. */
    static List<Line> keys(int width, int rows) {
        List<Line> keys = Wrapping.keys("Space shows or hides   < > move   r as usual   Enter closes", width).stream()
                .map(row -> Line.of(row, Role.DIM))
                .toList();
        return rows < keys.size() + 1 + ROWS ? List.of() : keys;
    }
}
