package dev.cleat.engine.recording;

import java.nio.charset.StandardCharsets;

/** Writes bytes as a JSON string (RFC 8259); what is not UTF-8 becomes U+FFFD. */
final class JsonText {

    private static final byte[] REPLACEMENT = "\ufffd".getBytes(StandardCharsets.UTF_8);
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private JsonText() {}

    /** Appends the string with its quotes; false when something had to be replaced. */
    static boolean write(byte[] bytes, int start, int end, ByteSink out) {
        boolean exact = true;
        out.write('"');
        int plain = start;
        int at = start;
        while (at < end) {
            if (isPlain(bytes[at])) { // nearly all of them: this loop decides how fast a session can be recorded
                at++;
                continue;
            }
            int character = Utf8.at(bytes, at, end);
            if (character > 1) {
                at += character;
                continue;
            }
            out.write(bytes, plain, at - plain);
            if (character > 0) {
                escape(bytes[at], out);
                at++;
            } else {
                out.write(REPLACEMENT, 0, REPLACEMENT.length);
                at += Utf8.wrong(bytes, at, end);
                exact = false;
            }
            plain = at;
        }
        out.write(bytes, plain, end - plain);
        out.write('"');
        return exact;
    }

    static void write(String text, ByteSink out) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length, out);
    }

    private static boolean isPlain(byte character) {
        return character >= ' ' && character != '"' && character != '\\' && character != 0x7f;
    }

    private static void escape(byte character, ByteSink out) {
        out.write('\\');
        switch (character) {
            case '"', '\\' -> out.write(character);
            case '\n' -> out.write('n');
            case '\r' -> out.write('r');
            case '\t' -> out.write('t');
            case '\b' -> out.write('b');
            default -> {
                out.ascii("u00");
                out.write(HEX[character >> 4]);
                out.write(HEX[character & 0xf]);
            }
        }
    }
}
