package dev.cleat.tui.render;

import dev.cleat.tui.model.LogLine;
import dev.cleat.tui.model.LogPattern;
import dev.cleat.tui.model.LogPattern.Hit;
import dev.cleat.tui.model.LogPlace;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import dev.cleat.tui.model.Screen;
import java.time.format.DateTimeFormatter;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows of a log as lines, made when asked for: of ten thousand only a page is ever shown. */
final class MarkedRows extends AbstractList<Line> {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

    /** Names of merged logs take turns, so that neighbours differ; the name itself says which it is. */
    private static final List<Role> NAMES =
            List.of(Role.HINT_KEY, Role.STATE_RUNNING, Role.STATE_PAUSED, Role.TITLE, Role.STATE_STOPPED);

    private final Model model;
    private final Screen.Log screen;
    private final LogRows rows;
    private final Glyphs glyphs;
    private final LogPattern pattern;

    MarkedRows(Model model, Screen.Log screen, LogRows rows) {
        this.model = model;
        this.screen = screen;
        this.rows = rows;
        this.glyphs = Glyphs.of(model.facts().ascii());
        this.pattern = LogPattern.search(screen.view().search());
    }

    @Override
    public int size() {
        return rows.size();
    }

    @Override
    public Line get(int index) {
        LogRows.Row row = rows.rows().get(index);
        LogLine line = rows.line(screen, index);
        if (line.isMark()) {
            return mark(line);
        }
        List<Span> spans = new ArrayList<>();
        boolean found =
                line.place().equals(screen.view().match()) && !line.place().equals(LogPlace.NOWHERE);
        spans.add(Span.of(found ? glyphs.now() : " ", Role.TABLE_MARK));
        boolean first = row.from() == 0;
        if (screen.view().times()) {
            spans.add(Span.of(first ? time(line) : " ".repeat(9), Role.DIM));
        }
        if (screen.isMerged()) {
            spans.add(name(line, first));
        }
        spans.addAll(text(row));
        return Line.of(spans);
    }

    private String time(LogLine line) {
        return line.written()
                .map(at -> at.atZone(model.facts().zone()).format(CLOCK) + " ")
                .orElse(" ".repeat(9));
    }

    private Span name(LogLine line, boolean first) {
        int width = LogRows.nameWidth(screen) - 1;
        String name = SafeText.of(screen.names().get(line.source()));
        String cut = first ? TextWidth.shortened(name, width, glyphs.ellipsis()) : "";
        String blanks = " ".repeat(1 + Math.max(0, width - TextWidth.of(cut)));
        return Span.of(cut + blanks, NAMES.get(line.source() % NAMES.size()));
    }

    private Line mark(LogLine line) {
        String label = " " + time(line).strip() + " ";
        int rest = Math.max(0, model.size().columns() - label.length() - 4);
        return Line.of(
                Span.of(" " + glyphs.horizontal(3), Role.BORDER_FOCUS),
                Span.of(label, Role.TITLE),
                Span.of(glyphs.horizontal(rest), Role.BORDER_FOCUS));
    }

    private List<Span> text(LogRows.Row row) {
        String text = row.text();
        int from = row.from() + hidden(text.substring(row.from(), row.to()));
        List<Span> spans = new ArrayList<>();
        int done = from;
        List<Hit> hits = screen.view().search().isEmpty() ? List.of() : pattern.hits(text);
        for (Hit hit : hits) {
            int start = Math.max(done, Math.min(row.to(), hit.start()));
            int end = Math.max(start, Math.min(row.to(), hit.end()));
            if (end > start) {
                spans.add(Span.plain(text.substring(done, start)));
                spans.add(Span.of(text.substring(start, end), Role.LOG_MATCH));
                done = end;
            }
        }
        spans.add(Span.plain(text.substring(Math.min(done, row.to()), row.to())));
        return spans;
    }

    /** Characters that are scrolled out at the left. */
    private int hidden(String text) {
        return screen.view().column() == 0
                ? 0
                : TextWidth.cut(text, screen.view().column()).length();
    }
}
