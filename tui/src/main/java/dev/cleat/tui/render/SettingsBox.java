package dev.cleat.tui.render;

import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import dev.cleat.tui.model.Setting;
import java.util.ArrayList;
import java.util.List;

/** Every setting with what it is now, and the keys that change it. */
final class SettingsBox {

    private static final int NAME = 15;
    private static final int ROWS = 4;

    private SettingsBox() {}

    static List<Line> lines(Model model, Dialog.Settings dialog, int width, int rows) {
        List<Line> keys = keys(width);
        boolean tight = rows < keys.size() + ROWS;
        int room = Math.max(1, tight ? rows : rows - keys.size());
        Setting[] all = Setting.values();
        int from = Math.max(0, Math.min(all.length - room, dialog.selected() - room / 2));
        List<Line> lines = new ArrayList<>();
        for (int i = from; i < Math.min(all.length, from + room); i++) {
            boolean here = i == dialog.selected();
            String sign = here ? Glyphs.of(model.facts().ascii()).now() + " " : "  ";
            lines.add(Line.of(
                    Span.of(sign, Role.HINT_KEY),
                    Span.of(all[i].title() + " ".repeat(NAME - all[i].title().length()), Role.DIM),
                    Span.of(all[i].value(model), here ? Role.TITLE : Role.DIALOG),
                    Span.of(all[i].isForgotten() ? " *" : "", Role.DIM)));
        }
        lines.addAll(tight ? List.of() : keys);
        return lines;
    }

    private static List<Line> keys(int width) {
        List<Line> keys = new ArrayList<>();
        keys.add(Line.EMPTY);
        for (String row : Wrapping.words("Left Right change it   Esc closes   * until the console ends", width)) {
            keys.add(Line.of(row, Role.DIM));
        }
        return keys;
    }
}
