package dev.cleat.engine.terminal;

/**
 * The first key in a stretch of typed bytes.
 *
 * <p>Programs may have asked the terminal to send keys as escape sequences: {@code ESC [ 97 ; 5 u} (CSI u, the kitty
 * keyboard protocol) or {@code ESC [ 27 ; 5 ; 97 ~} (xterm's modifyOtherKeys) are Ctrl-A then. The modifiers are one
 * more than the sum of shift 1, alt 2, control 4, caps lock 64, num lock 128.
 *
 * @param length bytes it takes; 0 when the rest of an escape sequence is missing
 * @param code character, {@link #OTHER} or {@link #SILENT}
 */
record KeyToken(int length, int code) {

    /** A key that is no character. */
    static final int OTHER = -1;
    /** No key by itself: a release, or a modifier alone. */
    static final int SILENT = -2;

    private static final int ESCAPE = 0x1b;
    private static final int LONGEST = 32;
    private static final int SHIFT = 1;
    private static final int CONTROL = 4;
    private static final int LOCKS = 64 | 128;
    private static final int FIRST_MODIFIER_KEY = 57441; // left shift in the kitty keyboard protocol
    private static final int LAST_MODIFIER_KEY = 57454;

    /** The key at {@code at}; {@code bytes} must go on there. */
    static KeyToken at(byte[] bytes, int at) {
        if (bytes[at] != ESCAPE) {
            return new KeyToken(1, bytes[at] & 0xff);
        }
        if (at + 1 == bytes.length) {
            return new KeyToken(0, OTHER);
        }
        if (bytes[at + 1] != '[') {
            return new KeyToken(1, ESCAPE);
        }
        int last = at + 2;
        while (last < bytes.length && isParameter(bytes[last])) {
            last++;
        }
        if (last - at >= LONGEST) {
            return new KeyToken(1, ESCAPE);
        }
        return last == bytes.length ? new KeyToken(0, OTHER) : sequence(bytes, at, last);
    }

    private static boolean isParameter(byte b) {
        return b >= '0' && b <= '9' || b == ';' || b == ':';
    }

    private static KeyToken sequence(byte[] bytes, int at, int last) {
        String text = new String(bytes, at + 2, last - at - 2, java.nio.charset.StandardCharsets.US_ASCII);
        String[] parameters = text.split(";", -1);
        int code = OTHER;
        if (bytes[last] == 'u') {
            code = character(
                    number(parameters, 0, 0),
                    number(parameters, 0, 1),
                    number(parameters, 1, 0),
                    number(parameters, 1, 1));
        } else if (bytes[last] == '~' && number(parameters, 0, 0) == 27) {
            code = character(number(parameters, 2, 0), 1, number(parameters, 1, 0), 1);
        }
        return new KeyToken(last - at + 1, code);
    }

    /** Part {@code part} (separated by colons) of parameter {@code index}; 1 when it is missing, as for modifiers. */
    private static int number(String[] parameters, int index, int part) {
        String[] parts = index < parameters.length ? parameters[index].split(":", -1) : new String[0];
        String digits = part < parts.length ? parts[part] : "";
        return digits.isEmpty() || digits.length() > 6 ? 1 : Integer.parseInt(digits);
    }

    /** @param shifted what Shift makes of the key, if the terminal tells; else 1 */
    private static int character(int key, int shifted, int modifiers, int event) {
        final int release = 3;
        if (event == release || key >= FIRST_MODIFIER_KEY && key <= LAST_MODIFIER_KEY) {
            return SILENT;
        }
        return switch (modifiers - 1 & ~LOCKS) {
            case 0 -> key;
            case SHIFT -> shifted > 1 ? shifted : Character.toUpperCase(key);
            case CONTROL -> key & 0x1f;
            default -> OTHER;
        };
    }
}
