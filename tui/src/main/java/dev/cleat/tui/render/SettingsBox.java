package dev.cleat.tui.render;

import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import dev.cleat.tui.model.Setting;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Every setting with what it is now, and the keys that change it. */
final class SettingsBox {

    private static final int NAME = 15;
    private static final int ROWS = 4;

    private SettingsBox() {}

    static List<Line> lines(Model model, Dialog.Settings dialog) {
        Setting[] all = Setting.values();
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < all.length; i++) {
            boolean here = i == dialog.selected();
            String sign = here ? Glyphs.of(model.facts().ascii()).now() + " " : "  ";
            lines.add(Line.of(
                    Span.of(sign, Role.HINT_KEY),
                    Span.of(all[i].title() + " ".repeat(NAME - all[i].title().length()), Role.DIM),
                    Span.of(all[i].value(model), here ? Role.TITLE : Role.DIALOG),
                    Span.of(all[i].isPrescribed(model) ? " *" : "", Role.DIM)));
        }
        return lines;
    }

    /** Where there is hardly room for the settings, they are more important: nothing. */
    static List<Line> keys(Model model, int width, int rows) {
        boolean prescribed = Arrays.stream(Setting.values()).anyMatch(setting -> setting.isPrescribed(model));
        String text = "Left Right change it   Esc closes" + (prescribed ? "   * set in config.yaml" : "");
        List<Line> keys = Wrapping.keys(text, width).stream()
                .map(row -> Line.of(row, Role.DIM))
                .toList();
        return rows < keys.size() + 1 + ROWS ? List.of() : keys;
    }
}
