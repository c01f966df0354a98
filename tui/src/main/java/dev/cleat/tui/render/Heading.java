package dev.cleat.tui.render;

import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import java.util.List;

/** What stands above a page and does not scroll. */
final class Heading {

    private Heading() {}

    /** The title, and a line below it where there is room for one. */
    static List<Line> of(Line title, Model model) {
        String rule = Glyphs.of(model.facts().ascii()).horizontal(model.size().columns());
        return model.layout().sidePane() ? List.of(title, Line.of(rule, Role.BORDER)) : List.of(title);
    }
}
