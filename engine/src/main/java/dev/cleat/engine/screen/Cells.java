package dev.cleat.engine.screen;

import dev.cleat.engine.api.ScreenImage.Style;
import org.jline.utils.ScreenTerminal;

/** What the emulator keeps of one character. */
final class Cells {

    private static final int REPLACEMENT = 0xfffd;

    private Cells() {}

    /** Without spaces at the end. */
    static String text(long[] cells, int start, int count) {
        int end = start + count;
        while (end > start && shown(cells[end - 1]) == ' ') {
            end--;
        }
        StringBuilder text = new StringBuilder(end - start);
        for (int i = start; i < end; i++) {
            if (!continuesWide(cells, i, start)) {
                text.appendCodePoint(shown(cells[i]));
            }
        }
        return text.toString();
    }

    /** The second half of a wide character. */
    static boolean continuesWide(long[] cells, int index, int start) {
        return ScreenTerminal.cellCodePoint(cells[index]) == 0
                && index > start
                && ScreenTerminal.cellCodePoint(cells[index - 1]) > 0xff;
    }

    /** A character that a terminal only shows: what it would obey, hide, or turn around is replaced. */
    static int shown(long cell) {
        int character = ScreenTerminal.cellCodePoint(cell);
        if (character == 0) {
            return ' ';
        }
        boolean isPlain = switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK -> false;
            default -> Character.isValidCodePoint(character);
        };
        return isPlain ? character : REPLACEMENT;
    }

    static Style style(long cell) {
        if (cell >>> 32 == 0) {
            return Style.PLAIN;
        }
        return new Style(
                ScreenTerminal.cellHasForeground(cell) ? Colours.number(ScreenTerminal.cellForeground(cell)) : -1,
                ScreenTerminal.cellHasBackground(cell) ? Colours.number(ScreenTerminal.cellBackground(cell)) : -1,
                ScreenTerminal.cellBold(cell),
                ScreenTerminal.cellDim(cell),
                ScreenTerminal.cellItalic(cell),
                ScreenTerminal.cellUnderline(cell),
                ScreenTerminal.cellInverse(cell),
                ScreenTerminal.cellConceal(cell));
    }
}
