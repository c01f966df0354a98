package dev.cleat.engine.terminal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Typed bytes as single keys: a character, or the whole of an escape sequence (ECMA-48, 5.4), a character per byte. */
final class PagerKeys {

    private static final char ESCAPE = 0x1b;

    private PagerKeys() {}

    static List<String> of(byte[] typed) {
        String bytes = new String(typed, StandardCharsets.ISO_8859_1);
        List<String> keys = new ArrayList<>();
        for (int at = 0; at < bytes.length(); ) {
            int end = end(bytes, at);
            keys.add(bytes.substring(at, end));
            at = end;
        }
        return keys;
    }

    /** What was typed behind the first {@code count} keys. */
    static byte[] behind(byte[] typed, List<String> keys, int count) {
        int at = keys.subList(0, count).stream().mapToInt(String::length).sum();
        return Arrays.copyOfRange(typed, at, typed.length);
    }

    private static int end(String bytes, int at) {
        boolean isSequence = bytes.charAt(at) == ESCAPE && at + 1 < bytes.length();
        if (isSequence && bytes.charAt(at + 1) == 'O') {
            return Math.min(bytes.length(), at + 3);
        }
        if (!isSequence || bytes.charAt(at + 1) != '[') {
            return at + 1;
        }
        int last = at + 2;
        while (last < bytes.length() && bytes.charAt(last) < '@') {
            last++;
        }
        return Math.min(bytes.length(), last + 1);
    }
}
