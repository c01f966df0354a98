package dev.cleat.cli.output;

/**
 * Makes text from containers harmless and visible: names, commands and logs may hold escape sequences that drive a
 * terminal, and characters that reorder or hide what stands around them.
 */
public final class VisibleText {

    private VisibleText() {}

    /**
     * {@code text} in one line, with control characters as {@code \xNN} and other invisible ones by number:
     * bidirectional and zero-width ones, combining marks, line separators, lone surrogates, private use and unassigned
     * ones. What is left takes one or two cells a character.
     */
    public static String of(String text) {
        int at = firstHidden(text);
        if (at == text.length()) {
            return text;
        }
        StringBuilder visible = new StringBuilder(text.length() + 16).append(text, 0, at);
        while (at < text.length()) {
            int character = text.codePointAt(at);
            append(visible, character, isHidden(character) || isMark(character));
            at += Character.charCount(character);
        }
        return visible.toString();
    }

    /** Appends one character of running text, where marks may stay on their letters. */
    static void append(StringBuilder visible, int character) {
        append(visible, character, isHidden(character));
    }

    private static void append(StringBuilder visible, int character, boolean escaped) {
        if (!escaped) {
            visible.appendCodePoint(character);
        } else if (character < 0xA0) {
            visible.append(character < 0x10 ? "\\x0" : "\\x").append(Integer.toHexString(character));
        } else {
            visible.append("\\u{").append(Integer.toHexString(character)).append('}');
        }
    }

    private static int firstHidden(String text) {
        int at = 0;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            if (isHidden(character) || isMark(character)) {
                return at;
            }
            at += Character.charCount(character);
        }
        return at;
    }

    private static boolean isHidden(int character) {
        if (character < 0x7F) {
            return character < 0x20;
        }
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> isBlankFiller(character);
        };
    }

    private static boolean isMark(int character) {
        int type = Character.getType(character);
        return character >= 0x300 && (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK);
    }

    /** Letters and marks by their category that show nothing: the grapheme joiner and the Hangul fillers. */
    private static boolean isBlankFiller(int character) {
        return character == 0x034F
                || character == 0x115F
                || character == 0x1160
                || character == 0x3164
                || character == 0xFFA0;
    }
}
