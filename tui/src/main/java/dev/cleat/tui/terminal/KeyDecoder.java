package dev.cleat.tui.terminal;

import dev.cleat.tui.message.Key;
import dev.cleat.tui.message.Message;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Bytes of a terminal to one key. Understands what xterm, the Linux console, screen and tmux send (ctlseqs.txt, "PC-Style
 * Function Keys"); everything else that begins with ESC is swallowed whole, so that no part of it becomes a key.
 */
final class KeyDecoder {

    /**
     * What stands at the beginning of some bytes.
     *
     * @param length of the token, bytes; 0: more bytes are needed to say
     * @param message what it means; empty for what is swallowed
     * @param beginsPaste what follows is no key, up to its end: {@link Paste}
     */
    record Token(int length, Optional<Message> message, boolean beginsPaste) {

        Token(int length, Optional<Message> message) {
            this(length, message, false);
        }
    }

    /** Longest swallowed string, bytes. What is longer is taken in pieces. */
    static final int LIMIT = 1 << 16;

    private static final Token INCOMPLETE = new Token(0, Optional.empty());
    private static final byte ESC = 0x1b;

    private static final Map<Character, String> LETTERS = Map.ofEntries(
            Map.entry('A', "Up"),
            Map.entry('B', "Down"),
            Map.entry('C', "Right"),
            Map.entry('D', "Left"),
            Map.entry('H', "Home"),
            Map.entry('F', "End"),
            Map.entry('P', "F1"),
            Map.entry('Q', "F2"),
            Map.entry('R', "F3"),
            Map.entry('S', "F4"),
            Map.entry('Z', "Shift-Tab"),
            Map.entry('M', "Enter"));

    private static final Map<Integer, String> NUMBERS = Map.ofEntries(
            Map.entry(1, "Home"),
            Map.entry(2, "Insert"),
            Map.entry(3, "Delete"),
            Map.entry(4, "End"),
            Map.entry(5, "PgUp"),
            Map.entry(6, "PgDn"),
            Map.entry(7, "Home"),
            Map.entry(8, "End"),
            Map.entry(11, "F1"),
            Map.entry(12, "F2"),
            Map.entry(13, "F3"),
            Map.entry(14, "F4"),
            Map.entry(15, "F5"),
            Map.entry(17, "F6"),
            Map.entry(18, "F7"),
            Map.entry(19, "F8"),
            Map.entry(20, "F9"),
            Map.entry(21, "F10"),
            Map.entry(23, "F11"),
            Map.entry(24, "F12"));

    private KeyDecoder() {}

    /**
     * The first token of {@code bytes[0..length)}, {@code length} at least 1.
     *
     * @param waited true when no more bytes came in time: a lone ESC is the Esc key then, a broken sequence is swallowed
     */
    static Token decode(byte[] bytes, int length, boolean waited) {
        Token token = bytes[0] == ESC ? escape(bytes, length) : character(bytes, length);
        if (token.length() > 0 || !(waited || length >= LIMIT)) {
            return token;
        }
        if (length == 1 && bytes[0] == ESC) {
            return key(1, Key.ESCAPE);
        }
        return new Token(length, Optional.empty());
    }

    private static Token character(byte[] bytes, int length) {
        int first = bytes[0] & 0xff;
        if (first < 0x20 || first == 0x7f) {
            return key(1, control(first));
        }
        if (first < 0x80) {
            return key(1, Key.typed(first));
        }
        // UTF-8 lead bytes (RFC 3629): 110xxxxx 1110xxxx 11110xxx; anything else cannot begin a character.
        int needed = first >= 0xf0 && first < 0xf8 ? 4 : first >= 0xe0 ? 3 : 2;
        if (first < 0xc2 || first > 0xf4) {
            return new Token(1, Optional.empty());
        }
        for (int i = 1; i < Math.min(needed, length); i++) {
            if ((bytes[i] & 0xc0) != 0x80) {
                return new Token(i, Optional.empty());
            }
        }
        if (length < needed) {
            return INCOMPLETE;
        }
        return key(needed, new Key(new String(bytes, 0, needed, StandardCharsets.UTF_8)));
    }

    private static Key control(int code) {
        return switch (code) {
            case '\r', '\n' -> Key.ENTER;
            case '\t' -> new Key("Tab");
            case 0x7f, '\b' -> Key.BACKSPACE;
            default -> Key.control((char) (code + 0x40));
        };
    }

    private static Token escape(byte[] bytes, int length) {
        if (length == 1) {
            return INCOMPLETE;
        }
        return switch (bytes[1]) {
            case '[' -> controlSequence(bytes, length);
            case 'O' -> length < 3 ? INCOMPLETE : letter(3, (char) bytes[2]);
            case ']', 'P', '_', '^', 'X' -> string(bytes, length);
            default -> key(1, Key.ESCAPE);
        };
    }

    /** CSI: parameter bytes 0x30-0x3f, intermediate bytes 0x20-0x2f, one final byte (ECMA-48 5.4). */
    private static Token controlSequence(byte[] bytes, int length) {
        if (length > 2 && bytes[2] == 'M') {
            return length < 6 ? INCOMPLETE : new Token(6, Optional.empty()); // X10 mouse: three raw bytes
        }
        if (length > 2 && bytes[2] == '[') {
            return length < 4 ? INCOMPLETE : linuxFunctionKey((char) bytes[3]);
        }
        int end = 2;
        while (end < length && bytes[end] >= 0x20 && bytes[end] <= 0x3f) {
            end++;
        }
        if (end == length) {
            return INCOMPLETE;
        }
        String parameters = new String(bytes, 2, end - 2, StandardCharsets.US_ASCII);
        if (bytes[end] == '~' && parameters.equals("200")) {
            return new Token(end + 1, Optional.empty(), true);
        }
        if (parameters.startsWith("<") && (bytes[end] == 'M' || bytes[end] == 'm')) {
            return mouse(end + 1, parameters.substring(1).split(";", -1), bytes[end] == 'M');
        }
        boolean broken = bytes[end] < 0x40 || bytes[end] == 0x7f;
        return broken ? new Token(end, Optional.empty()) : sequence(end + 1, parameters, (char) bytes[end]);
    }

    /** CSI &lt; button ; column ; row M (pressed) or m (let go): the left button and the wheel mean something. */
    private static Token mouse(int length, String[] numbers, boolean pressed) {
        boolean whole = numbers.length == 3 && isNumber(numbers[0]) && isNumber(numbers[1]) && isNumber(numbers[2]);
        if (!whole || !pressed) {
            return new Token(length, Optional.empty());
        }
        int column = Math.max(0, Integer.parseInt(numbers[1]) - 1);
        int row = Math.max(0, Integer.parseInt(numbers[2]) - 1);
        return switch (Integer.parseInt(numbers[0])) {
            case 0 -> new Token(length, Optional.of(new Message.Clicked(column, row)));
            case 64 -> new Token(length, Optional.of(new Message.Wheeled(true)));
            case 65 -> new Token(length, Optional.of(new Message.Wheeled(false)));
            default -> new Token(length, Optional.empty());
        };
    }

    private static Token sequence(int length, String parameters, char last) {
        String[] numbers = parameters.split(";", -1);
        boolean plain = numbers.length < 2 || numbers[1].isEmpty() || numbers[1].equals("1");
        if (last == '~' && plain && isNumber(numbers[0])) {
            return named(length, NUMBERS.get(Integer.parseInt(numbers[0])));
        }
        if (last == 'u' && isNumber(numbers[0])) {
            return unicode(length, Integer.parseInt(numbers[0]), numbers);
        }
        // CSI R is a cursor report more often than F3, CSI M a mouse.
        if (plain && last != 'R' && last != 'M' && (parameters.isEmpty() || isNumber(numbers[0]))) {
            return letter(length, last);
        }
        return new Token(length, Optional.empty());
    }

    /** CSI code ; 1 + modifiers u, which programs may have left switched on: Ctrl is 4. */
    private static Token unicode(int length, int code, String[] numbers) {
        int modifiers = numbers.length > 1 && isNumber(numbers[1]) ? Integer.parseInt(numbers[1]) - 1 : 0;
        if (code < 0x80 && code != 0x1b && modifiers == 4 && Character.isLetter(code)) {
            return key(length, Key.control(Character.toUpperCase((char) code)));
        }
        if (code == 0x1b) {
            return key(length, Key.ESCAPE);
        }
        boolean single = modifiers <= 1 && code < 0x80;
        return single
                ? key(length, code < 0x20 || code == 0x7f ? control(code) : Key.typed(code))
                : named(length, null);
    }

    /** CSI [ A to E: F1 to F5 on the console of Linux (console_codes(4)). */
    private static Token linuxFunctionKey(char letter) {
        return named(4, letter >= 'A' && letter <= 'E' ? "F" + (letter - 'A' + 1) : null);
    }

    private static Token letter(int length, char letter) {
        return named(length, LETTERS.get(letter));
    }

    private static Token named(int length, String name) {
        return new Token(length, Optional.ofNullable(name).map(n -> new Message.KeyPressed(new Key(n))));
    }

    /** OSC, DCS, APC, PM, SOS: up to BEL or ESC \; always an answer to somebody else's question. */
    private static Token string(byte[] bytes, int length) {
        for (int i = 2; i < length; i++) {
            if (bytes[i] == 0x07) {
                return new Token(i + 1, Optional.empty());
            }
            if (bytes[i] == ESC && i + 1 < length) {
                return new Token(bytes[i + 1] == '\\' ? i + 2 : i, Optional.empty());
            }
        }
        return INCOMPLETE;
    }

    private static Token key(int length, Key key) {
        return new Token(length, Optional.of(new Message.KeyPressed(key)));
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.length() < 8 && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }
}
