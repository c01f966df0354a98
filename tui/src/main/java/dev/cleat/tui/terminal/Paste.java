package dev.cleat.tui.terminal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What the terminal brackets as pasted (mode 2004), in as many pieces as it comes in: none of it is a key before its end has
 * come, or the terminal has been silent for so long that it never will.
 */
final class Paste {

    /** What one message holds at most, bytes. */
    static final int PIECE = 1 << 16;

    private static final byte[] END = "\u001b[201~".getBytes(StandardCharsets.US_ASCII);
    private static final long SILENCE = 2_000_000_000; // nanoseconds

    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean open;
    private long until;

    void begin(long now) {
        kept.reset();
        open = true;
        until = now + SILENCE;
    }

    /** False when what comes next is a key. */
    boolean isOpen(long now) {
        open &= now - until < 0;
        return open;
    }

    boolean isFull() {
        return kept.size() >= PIECE;
    }

    /** Takes what has come; the number of bytes that stand behind the end. */
    int add(byte[] bytes, int length, long now) {
        until = now + SILENCE;
        int before = kept.size();
        kept.write(bytes, 0, length);
        byte[] all = kept.toByteArray();
        int end = indexOfEnd(all, Math.max(0, before - END.length));
        if (end < 0) {
            return 0;
        }
        open = false;
        kept.reset();
        kept.write(all, 0, end);
        return all.length - end - END.length;
    }

    private static int indexOfEnd(byte[] bytes, int from) {
        for (int at = from; at + END.length <= bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + END.length, END, 0, END.length)) {
                return at;
            }
        }
        return -1;
    }

    /** What is known to be pasted; the beginning of a character, or of the end, waits for the rest of it. */
    String take() {
        byte[] all = kept.toByteArray();
        int whole = open ? all.length - unfinished(all) : all.length;
        kept.reset();
        kept.write(all, whole, all.length - whole);
        return new String(all, 0, whole, StandardCharsets.UTF_8);
    }

    private static int unfinished(byte[] bytes) {
        for (int tail = Math.min(END.length - 1, bytes.length); tail > 0; tail--) {
            int at = bytes.length - tail;
            boolean isEnd = Arrays.equals(bytes, at, bytes.length, END, 0, tail);
            if (isEnd || lengthOfCharacter(bytes[at]) > tail) {
                return tail;
            }
        }
        return 0;
    }

    /** By its first byte (RFC 3629). */
    private static int lengthOfCharacter(byte first) {
        int lead = first & 0xff;
        return lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
    }
}
