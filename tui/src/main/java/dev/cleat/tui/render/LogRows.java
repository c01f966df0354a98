package dev.cleat.tui.render;

import dev.cleat.tui.model.LogLine;
import dev.cleat.tui.model.LogPlace;
import dev.cleat.tui.model.LogWindow;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Screen;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines of a log as rows of the screen: one for each line, or as many as it takes where lines are wrapped.
 *
 * @param rows in order
 * @param margin cells at the left of each row: names of merged logs, times
 */
public record LogRows(List<Row> rows, int margin) {

    /** Characters {@code from} to before {@code to} of a line; {@code text} is the whole line, made safe. */
    record Row(int line, String text, int from, int to) {}

    private static final int TIME = 9;
    private static final int LONGEST_NAME = 16;

    /** The rows of a log as it is looked at now. */
    public static LogRows of(Model model, Screen.Log screen) {
        int margin = 1 + (screen.view().times() ? TIME : 0) + nameWidth(screen);
        int width = Math.max(1, model.size().columns() - margin);
        List<Row> rows = new ArrayList<>();
        LogWindow window = screen.window();
        for (int i = 0; i < window.lines().size(); i++) {
            String text = SafeText.of(window.lines().get(i).text());
            if (screen.view().wrap() && text.length() > width / 2) {
                wrap(rows, i, text, width);
            } else {
                rows.add(new Row(i, text, 0, text.length()));
            }
        }
        return new LogRows(rows, margin);
    }

    /** Cells of the names at the left; none for a single log. */
    static int nameWidth(Screen.Log screen) {
        if (!screen.isMerged()) {
            return 0;
        }
        int longest = screen.names().stream()
                .mapToInt(name -> TextWidth.of(SafeText.of(name)))
                .max()
                .orElse(0);
        return Math.min(LONGEST_NAME, longest) + 1;
    }

    private static void wrap(List<Row> rows, int line, String text, int width) {
        int from = 0;
        String rest = text;
        while (TextWidth.of(rest) > width) {
            int length = Math.max(1, TextWidth.cut(rest, width).length());
            rows.add(new Row(line, text, from, from + length));
            from += length;
            rest = text.substring(from);
        }
        rows.add(new Row(line, text, from, text.length()));
    }

    public int size() {
        return rows.size();
    }

    /** The line that row {@code row} belongs to; the last one's when there are fewer rows. */
    public int lineOf(int row) {
        return rows.isEmpty()
                ? -1
                : rows.get(Math.max(0, Math.min(row, rows.size() - 1))).line();
    }

    /** The first row of a line. */
    public int rowOf(int line) {
        for (int row = 0; row < rows.size(); row++) {
            if (rows.get(row).line() >= line) {
                return row;
            }
        }
        return Math.max(0, rows.size() - 1);
    }

    /** The first row of the line at {@code place}, or of what comes nearest before it. */
    public int rowOf(LogWindow window, LogPlace place) {
        return rowOf(window.indexOf(place));
    }

    /** The text of rows {@code from} to before {@code to}, pieces of one line joined again. */
    public List<String> texts(int from, int to) {
        List<String> texts = new ArrayList<>();
        int last = -1;
        for (Row row : rows.subList(Math.min(from, rows.size()), Math.min(to, rows.size()))) {
            String piece = row.text().substring(row.from(), row.to());
            if (row.line() == last) {
                texts.set(texts.size() - 1, texts.get(texts.size() - 1) + piece);
            } else {
                texts.add(piece);
            }
            last = row.line();
        }
        return texts;
    }

    /** The line a row shows. */
    LogLine line(Screen.Log screen, int row) {
        return screen.window().lines().get(rows.get(row).line());
    }
}
