package dev.cleat.tui.render;

import java.util.ArrayList;
import java.util.List;

/** Long text in rows. */
final class Wrapping {

    private Wrapping() {}

    /** At least one row; cut where a row is full. Keeps every character, as logs want it. */
    static List<String> rows(String text, int width) {
        List<String> rows = new ArrayList<>();
        String rest = SafeText.of(text);
        while (TextWidth.of(rest) > width) {
            String row = TextWidth.cut(rest, width);
            if (row.isEmpty()) {
                break;
            }
            rows.add(row);
            rest = rest.substring(row.length());
        }
        rows.add(rest);
        return rows;
    }

    /** Keys with what they do, three blanks between them, none of them cut where each has room in a row of its own. */
    static List<String> keys(String text, int width) {
        List<String> rows = new ArrayList<>();
        String row = "";
        for (String key : text.split(" {3,}")) {
            String longer = row.isEmpty() ? key : row + "   " + key;
            if (TextWidth.of(longer) > width && !row.isEmpty()) {
                rows.addAll(words(row, width));
                longer = key;
            }
            row = longer;
        }
        rows.addAll(words(row, width));
        return rows;
    }

    /** At least one row; cut at blanks where there are any, else behind a slash of a path. For sentences. */
    static List<String> words(String text, int width) {
        List<String> rows = new ArrayList<>();
        for (String paragraph : text.split("\n", -1)) {
            String rest = SafeText.of(paragraph);
            while (TextWidth.of(rest) > width) {
                String row = TextWidth.cut(rest, width);
                int blank = rest.startsWith(" ", row.length()) ? row.length() : row.lastIndexOf(' ');
                int slash = row.lastIndexOf('/') + 1;
                int end = blank > 0 ? blank : slash > 1 ? slash : Math.max(1, row.length());
                rows.add(rest.substring(0, end).stripTrailing());
                rest = rest.substring(end).stripLeading();
            }
            rows.add(rest);
        }
        return rows;
    }
}
