package dev.cleat.engine.api;

import java.util.List;

/**
 * What a terminal shows at one moment: cells, never the bytes they came from.
 *
 * @param lines from the top
 * @param cursorRow from 0
 * @param cursorColumn from 0; as large as {@code columns} behind a full line
 */
public record ScreenImage(int columns, List<Line> lines, int cursorRow, int cursorColumn, boolean cursorVisible) {

    public ScreenImage {
        lines = List.copyOf(lines);
    }

    /** Cells of one line, from the left; their widths sum up to the screen's. */
    public record Line(List<Run> runs) {

        public Line {
            runs = List.copyOf(runs);
        }

        /** Without colours and without spaces at its end. */
        public String text() {
            StringBuilder text = new StringBuilder();
            runs.forEach(run -> text.append(run.text()));
            return text.toString().stripTrailing();
        }
    }

    /** Characters that look alike. The text holds no control characters. */
    public record Run(String text, Style style) {}

    /**
     * How a character looks.
     *
     * @param foreground a colour's number: 0 to 15 of the terminal's palette, 0x1000000 + RGB, or -1 for the default
     */
    public record Style(
            int foreground,
            int background,
            boolean bold,
            boolean dim,
            boolean italic,
            boolean underline,
            boolean inverse,
            boolean conceal) {

        /** The terminal's own. */
        public static final Style PLAIN = new Style(-1, -1, false, false, false, false, false, false);

        /** Added to a colour that is told by red, green and blue. */
        public static final int RGB = 0x1000000;
    }

    /** The lines as text, without spaces at their ends. */
    public List<String> text() {
        return lines.stream().map(Line::text).toList();
    }

    /** Its size. */
    public TerminalSize size() {
        return new TerminalSize(lines.size(), columns);
    }
}
