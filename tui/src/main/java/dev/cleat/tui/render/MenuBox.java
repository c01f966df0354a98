package dev.cleat.tui.render;

import dev.cleat.tui.message.ActionMenu;
import dev.cleat.tui.message.Binding;
import dev.cleat.tui.message.Key;
import dev.cleat.tui.model.Copyable;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import dev.cleat.tui.model.Screen;
import java.util.ArrayList;
import java.util.List;

/** The action menu: the key of each action, which works in here too, and what it does. */
final class MenuBox {

    private static final int KEY = 5;
    private static final int COPIED = 12;

    private MenuBox() {}

    static String title(Model model) {
        List<String> subjects = model.subjects();
        int marked = model.screen() instanceof Screen.Host host ? host.marked().size() : subjects.size();
        return marked > 1
                ? marked + " marked"
                : subjects.isEmpty() ? model.screen().scope().title() : subjects.get(0);
    }

    static List<Line> lines(Model model, Dialog.Menu menu, int width) {
        List<Binding> items = ActionMenu.items(model);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < items.size(); i++) {
            lines.add(line(items.get(i), model, width, i == menu.selected()));
        }
        return lines;
    }

    /** What can be copied, with its text as far as it is known. */
    static List<Line> copying(Model model, Dialog.Copying dialog, int width) {
        String ellipsis = Glyphs.of(model.facts().ascii()).ellipsis();
        List<Line> lines = new ArrayList<>();
        for (Copyable what : Copyable.values()) {
            if (what.isThere(dialog.container())) {
                String title = what.title() + " ".repeat(COPIED - what.title().length());
                String text = what.of(dialog.container())
                        .orElse(what == Copyable.LINE ? "as it is shown" : "looked up first");
                String shown = TextWidth.shortened(SafeText.of(text), Math.max(1, width - COPIED - 3), ellipsis);
                lines.add(Line.of(
                        Span.of(what.letter() + "  ", Role.HINT_KEY),
                        Span.of(title, Role.TITLE),
                        Span.of(shown, Role.DIM)));
            }
        }
        return lines;
    }

    private static Line line(Binding action, Model model, int width, boolean selected) {
        List<Key> keys = action.keys(model.facts().keys());
        String key = keys.isEmpty()
                ? ":" + action.id()
                : keys.get(0).label(model.facts().ascii());
        String blanks = " ".repeat(Math.max(1, KEY - TextWidth.of(key)));
        String ellipsis = Glyphs.of(model.facts().ascii()).ellipsis();
        String text = TextWidth.shortened(
                action.help(), Math.max(1, width - TextWidth.of(key) - blanks.length() - 2), ellipsis);
        String sign = selected ? Glyphs.of(model.facts().ascii()).now() + " " : "  ";
        return Line.of(
                Span.of(sign, Role.HINT_KEY),
                Span.of(key + blanks, Role.HINT_KEY),
                Span.of(text, selected ? Role.TITLE : Role.DIALOG));
    }
}
