package dev.cleat.tui.player;

import dev.cleat.engine.api.ScreenImage;
import dev.cleat.engine.api.ScreenImage.Line;
import dev.cleat.engine.api.ScreenImage.Run;
import dev.cleat.engine.api.ScreenImage.Style;
import dev.cleat.engine.api.StyleCodes;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.tui.render.SafeText;
import dev.cleat.tui.render.TextWidth;
import java.util.ArrayList;
import java.util.List;

/**
 * Draws a heading, a recorded screen below it and a line with the state at the bottom. A screen larger than the operator's
 * is cut at the right, and above or below so that its cursor's row is seen; one that is smaller has room around it. The
 * operator's terminal is never resized.
 *
 * <p>Each row is placed by itself, and only those that differ from the last picture are written.
 */
final class Painter {

    private static final String HOME = "\u001b[%d;1H";
    private static final Style BAR = new Style(-1, -1, false, false, false, false, true, false);

    private final StyleCodes codes;
    private List<String> shown = List.of();

    Painter(StyleCodes codes) {
        this.codes = codes;
    }

    /** Draws everything again next time. */
    void forget() {
        shown = List.of();
    }

    /** What to write so that the terminal shows this. */
    String paint(TerminalSize size, String heading, ScreenImage image, String state) {
        List<String> rows = new ArrayList<>();
        rows.add(bar(heading, size.columns()));
        int first = firstRow(size, image);
        for (int row = first; row < first + size.rows() - 2; row++) {
            rows.add(row < image.lines().size() ? row(image.lines().get(row), size.columns()) : "");
        }
        rows.add(bar(state, size.columns()));
        StringBuilder out = new StringBuilder();
        for (int row = 0; row < rows.size(); row++) {
            if (row >= shown.size() || !shown.get(row).equals(rows.get(row))) {
                out.append(String.format(HOME, row + 1))
                        .append("\u001b[0m\u001b[K")
                        .append(rows.get(row));
            }
        }
        shown = rows;
        return out.append("\u001b[0m").append(cursor(size, image)).toString();
    }

    private static int firstRow(TerminalSize size, ScreenImage image) {
        return Math.max(0, image.cursorRow() + 1 - Math.max(1, size.rows() - 2));
    }

    private static String cursor(TerminalSize size, ScreenImage image) {
        int row = image.cursorRow() - firstRow(size, image) + 2;
        int column = Math.min(image.cursorColumn(), image.columns() - 1) + 1;
        boolean visible = image.cursorVisible() && row < size.rows() && column <= size.columns();
        return visible ? "\u001b[" + row + ";" + column + "H\u001b[?25h" : "\u001b[?25l";
    }

    private String bar(String text, int columns) {
        String cut = TextWidth.cut(SafeText.of(text), columns);
        return codes.of(BAR) + cut + " ".repeat(Math.max(0, columns - TextWidth.of(cut)));
    }

    private String row(Line line, int columns) {
        StringBuilder row = new StringBuilder();
        int left = columns;
        for (Run run : line.runs()) {
            String text = TextWidth.cut(SafeText.of(run.text()), left);
            row.append(codes.of(run.style())).append(text);
            left -= TextWidth.of(text);
        }
        return row.toString();
    }
}
