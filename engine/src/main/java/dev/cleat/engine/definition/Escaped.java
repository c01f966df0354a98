package dev.cleat.engine.definition;

/** Foreign text made safe to show: control and format characters become {@code \\uXXXX}, long text is cut. */
public final class Escaped {

    private static final int LONGEST = 400;

    private Escaped() {}

    static String text(String text) {
        StringBuilder safe = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(c -> append(safe, c));
        return text.codePointCount(0, text.length()) > LONGEST ? safe + "..." : safe.toString();
    }

    /** True for what could forge lines, move the cursor or reorder text on a terminal. */
    public static boolean isControl(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    private static void append(StringBuilder safe, int codePoint) {
        if (isControl(codePoint)) {
            safe.append(String.format("\\u%04x", codePoint));
        } else {
            safe.appendCodePoint(codePoint);
        }
    }
}
