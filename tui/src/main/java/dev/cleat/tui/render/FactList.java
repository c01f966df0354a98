package dev.cleat.tui.render;

import dev.cleat.tui.model.Role;
import java.util.ArrayList;
import java.util.List;

/** Pairs of a name and a value below each other; long values go on below themselves. */
final class FactList {

    private static final int NAME = 14;
    private static final int WIDE_NAME = 32;
    private static final int WIDE_NAME_WHERE_NARROW = 13;
    private static final int NARROW = 60;

    private final int width;
    private final List<Line> lines = new ArrayList<>();

    FactList(int width) {
        this.width = width;
    }

    FactList add(String name, String value) {
        return add(name, Span.plain(value));
    }

    FactList add(String name, Span value) {
        List<String> rows = Wrapping.words(value.text(), Math.max(8, width - NAME - 2));
        for (int i = 0; i < rows.size(); i++) {
            String text = rows.get(i).stripLeading();
            Span blanks = Span.plain(" ".repeat(rows.get(i).length() - text.length()));
            lines.add(Line.of(label(i == 0 ? name : ""), blanks, value.withText(text)));
        }
        return this;
    }

    /** A pair whose name is a long word of the kernel's. */
    FactList addWide(String name, Span value) {
        int left = Math.max(width < NARROW ? WIDE_NAME_WHERE_NARROW : WIDE_NAME, name.length() + 2);
        List<String> rows = Wrapping.words(value.text(), Math.max(8, width - left - 2));
        for (int i = 0; i < rows.size(); i++) {
            String label = i == 0 ? " " + name + " ".repeat(left - name.length()) : " ".repeat(left + 1);
            lines.add(Line.of(Span.of(label, Role.DIM), value.withText(rows.get(i))));
        }
        return this;
    }

    /** Something that is no pair. */
    FactList line(Line line) {
        lines.add(line);
        return this;
    }

    FactList heading(String text) {
        if (!lines.isEmpty()) {
            lines.add(Line.EMPTY);
        }
        lines.add(Line.indented(text, Role.TABLE_HEADER));
        return this;
    }

    List<Line> lines() {
        return List.copyOf(lines);
    }

    private static Span label(String name) {
        return Span.of(" " + name + " ".repeat(Math.max(1, NAME - name.length())), Role.DIM);
    }
}
