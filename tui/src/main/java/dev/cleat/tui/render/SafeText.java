package dev.cleat.tui.render;

/**
 * Makes text from a container harmless: one cell or two for each character, and none that means something to a terminal.
 *
 * <p>Dropped: combining and format characters (they would move what follows, or turn its direction round). Replaced by a
 * question mark: control characters of both sets, halves of surrogate pairs, private and unassigned characters.
 */
public final class SafeText {

    private static final int REPLACEMENT = '?';

    private SafeText() {}

    /** {@code text} without anything a cell could not hold; the same object when nothing was wrong with it. */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isPlain(c)) {
                return cleaned(text, i);
            }
        }
        return text;
    }

    /** ASCII, and what tables and graphs are drawn with: box drawing, blocks, braille. */
    private static boolean isPlain(char c) {
        return c >= 0x20 && c <= 0x7e || c >= 0x2500 && c <= 0x259f || c >= 0x2800 && c <= 0x28ff;
    }

    private static String cleaned(String text, int from) {
        StringBuilder clean = new StringBuilder(text.length()).append(text, 0, from);
        text.codePoints().skip(text.codePointCount(0, from)).forEach(codePoint -> append(clean, codePoint));
        return clean.toString();
    }

    private static void append(StringBuilder clean, int codePoint) {
        switch (Character.getType(codePoint)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> {}
            case Character.SPACE_SEPARATOR -> clean.append(codePoint == 0x3000 ? "  " : " ");
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> clean.appendCodePoint(REPLACEMENT);
            default -> appendVisible(clean, codePoint);
        }
    }

    private static void appendVisible(StringBuilder clean, int codePoint) {
        boolean joiner = codePoint >= 0x1160 && codePoint <= 0x11ff;
        if (!joiner) {
            clean.appendCodePoint(codePoint);
        }
    }
}
