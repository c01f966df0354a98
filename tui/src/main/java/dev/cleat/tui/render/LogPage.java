package dev.cleat.tui.render;

import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import dev.cleat.tui.model.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The log of a container console, with what is searched for marked. */
public final class LogPage {

    private LogPage() {}

    static Page of(Model model, Screen.Log screen) {
        List<Line> head = List.of(head(model, screen));
        if (screen.problem().isPresent()) {
            return new Page(head, List.of(Line.of(" " + screen.problem().get().message(), Role.DIM)), 0);
        }
        List<String> rows = rows(model, screen);
        if (rows.isEmpty()) {
            String text = screen.text().size() < 0 ? " reading" : " nothing was written to it";
            return new Page(head, List.of(Line.of(text, Role.DIM)), 0);
        }
        return new Page(head, new MarkedRows(rows, screen.search()), screen.follow() ? Page.END : screen.scroll());
    }

    /** The rows as they are shown, without marks: what a search goes through. */
    public static List<String> rows(Model model, Screen.Log screen) {
        int width = Math.max(1, model.size().columns() - 1);
        List<String> rows = new ArrayList<>();
        for (String line : screen.text().lines()) {
            if (screen.wrap() && line.length() > width / 2) {
                rows.addAll(Wrapping.rows(line, width));
            } else {
                rows.add(line);
            }
        }
        return rows;
    }

    private static Line head(Model model, Screen.Log screen) {
        List<Span> spans = new ArrayList<>();
        spans.add(Span.of(" " + screen.name(), Role.TITLE));
        spans.add(Span.of("  console log", Role.DIM));
        spans.add(Span.of(
                screen.follow() ? "  following" : "  paused",
                screen.follow() ? Role.STATE_RUNNING : Role.STATE_PAUSED));
        if (screen.text().cut()) {
            spans.add(Span.of("  only the last " + Figures.bytes(dev.cleat.tui.model.LogText.LIMIT), Role.DIM));
        }
        if (!screen.search().isEmpty()) {
            spans.add(Span.of("  /" + screen.search() + "  " + matchCount(model, screen), Role.TABLE_MARK));
        }
        return Line.of(spans);
    }

    private static String matchCount(Model model, Screen.Log screen) {
        List<String> rows = rows(model, screen);
        int all = 0;
        int before = 0;
        for (int i = 0; i < rows.size(); i++) {
            if (matches(rows.get(i), screen.search())) {
                all++;
                before += i <= screen.match() ? 1 : 0;
            }
        }
        return (before == 0 ? "" : before + " of ") + all + (all == 1 ? " line" : " lines");
    }

    /** Small letters like capitals; plain text. */
    public static boolean matches(String row, String search) {
        return row.toLowerCase(Locale.ROOT).contains(search.toLowerCase(Locale.ROOT));
    }
}
