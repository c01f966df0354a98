package dev.cleat.tui.model;

/** What a terminal would have shown of a line, more or less: no escapes, tabs as blanks, only its last state. */
public final class LogText {

    private static final int TAB = 8;

    private LogText() {}

    /** Without escape sequences; still hostile. */
    public static String plain(String line) {
        return line.chars().allMatch(c -> c >= 0x20 && c < 0x7f || c > 0x9f) ? line : cleaned(line);
    }

    private static String cleaned(String line) {
        StringBuilder plain = new StringBuilder(line.length());
        String text = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0x1b || c == 0x9b) {
                i = endOfEscape(text, i);
            } else if (c == '\r') {
                plain.setLength(0);
            } else if (c == '\b') {
                plain.setLength(Math.max(0, plain.length() - 1));
            } else if (c == '\t') {
                plain.append(" ".repeat(TAB - plain.length() % TAB));
            } else if (c != 0x07) {
                plain.append(c);
            }
        }
        return plain.toString();
    }

    /** Index of the last character of the sequence that begins at {@code at} (ECMA-48 5.4, 5.6). */
    private static int endOfEscape(String text, int at) {
        boolean csi = text.charAt(at) == 0x9b;
        int i = csi ? at + 1 : at + 2;
        if (!csi && at + 1 < text.length()) {
            char kind = text.charAt(at + 1);
            if (kind == ']' || kind == 'P' || kind == '_' || kind == '^' || kind == 'X') {
                return endOfString(text, i);
            }
            csi = kind == '[';
            if (kind >= 0x20 && kind <= 0x2f) {
                return Math.min(i, text.length() - 1);
            }
        }
        if (!csi) {
            return Math.min(at + 1, text.length() - 1);
        }
        while (i < text.length() && text.charAt(i) < 0x40) {
            i++;
        }
        return Math.min(i, text.length() - 1);
    }

    private static int endOfString(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (text.charAt(i) == 0x07 || text.charAt(i) == 0x9c) {
                return i;
            }
            if (text.charAt(i) == 0x1b && i + 1 < text.length() && text.charAt(i + 1) == '\\') {
                return i + 1;
            }
        }
        return text.length() - 1;
    }
}
