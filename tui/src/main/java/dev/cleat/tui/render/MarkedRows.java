package dev.cleat.tui.render;

import dev.cleat.tui.model.Role;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows of a log as lines, made when asked for: of ten thousand only a page is ever shown. */
final class MarkedRows extends AbstractList<Line> {

    private final List<String> rows;
    private final String search;

    MarkedRows(List<String> rows, String search) {
        this.rows = rows;
        this.search = search.toLowerCase(Locale.ROOT);
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public Line get(int index) {
        String row = rows.get(index);
        String lower = row.toLowerCase(Locale.ROOT);
        // A language-specific change of case may change the length; such a row goes unmarked.
        if (search.isEmpty() || lower.length() != row.length()) {
            return Line.of(Span.plain(" " + row));
        }
        List<Span> spans = new ArrayList<>();
        spans.add(Span.plain(" "));
        int from = 0;
        for (int at = lower.indexOf(search); at >= 0; at = lower.indexOf(search, from)) {
            spans.add(Span.plain(row.substring(from, at)));
            spans.add(Span.of(row.substring(at, at + search.length()), Role.LOG_MATCH));
            from = at + search.length();
        }
        spans.add(Span.plain(row.substring(from)));
        return Line.of(spans);
    }
}
