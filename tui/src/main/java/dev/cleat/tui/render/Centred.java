package dev.cleat.tui.render;

import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A few words in the upper middle of a screen that has nothing else to show. */
final class Centred {

    private Centred() {}

    static List<Line> of(List<Line> words, Model model) {
        int above = Math.max(0, (model.layout().body() - words.size()) / 3);
        List<Line> lines = new ArrayList<>(Collections.nCopies(above, Line.EMPTY));
        for (Line line : words) {
            String blanks = " ".repeat(Math.max(1, (model.size().columns() - line.width()) / 2));
            lines.add(Line.of(Span.plain(blanks)).joined(line));
        }
        return lines;
    }

    /** A sentence in as many rows as it takes. */
    static List<Line> sentence(String text, Role role, Model model) {
        return Wrapping.words(text, Math.max(10, model.size().columns() - 4)).stream()
                .map(row -> Line.of(row, role))
                .toList();
    }

    /** {@code Press x to do it} with the key standing out. */
    static Line key(String before, String key, String after) {
        return Line.of(Span.plain(before), Span.of(key, Role.HINT_KEY), Span.plain(after));
    }
}
