package dev.cleat.tui.render;

import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import dev.cleat.tui.model.Screen;
import java.util.List;

/** What stands above a page and does not scroll. */
final class Heading {

    private Heading() {}

    /** The title, and a line below it where there is room for one. */
    static List<Line> of(Line title, Model model) {
        String rule = Glyphs.of(model.facts().ascii()).horizontal(model.size().columns());
        return model.layout().sidePane() ? List.of(title, Line.of(rule, Role.BORDER)) : List.of(title);
    }

    /** What stands where there is nothing yet. */
    static String reading(Model model) {
        return "reading" + Glyphs.of(model.facts().ascii()).ellipsis();
    }

    /** A page as it is shown; the end of its heading tells how many lines there are above and below that. */
    static List<Line> noted(Page page, Model model) {
        int height = model.layout().body();
        List<Line> shown = page.shown(height);
        int above = page.firstShown(height);
        int below = page.lastScroll(height) - above;
        int row = model.layout().sidePane() ? 1 : 0;
        if (above + below == 0 || page.head().size() <= row || model.screen() instanceof Screen.Log) {
            return shown;
        }
        Glyphs glyphs = Glyphs.of(model.facts().ascii());
        String note = more(glyphs.up(), above) + more(glyphs.down(), below) + " ";
        int room = model.size().columns() - TextWidth.of(note);
        shown.set(
                row,
                shown.get(row)
                        .shortened(room, Role.BODY, row == 1 ? "" : glyphs.ellipsis())
                        .joined(Line.of(note, Role.HINT_KEY)));
        return shown;
    }

    private static String more(String arrow, int lines) {
        return lines == 0 ? "" : " " + arrow + " " + lines;
    }
}
