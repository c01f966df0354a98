package dev.cleat.engine.recording;

import java.util.Arrays;

/** Cuts bytes that come as they come at the ends of UTF-8 characters: one whose rest is missing waits for it, 50 ms. */
final class WholeCharacters {

    /** A character whose rest does not come is none. */
    private static final long PATIENCE_MICROS = 50_000;

    private static final byte[] NOTHING = {};

    private byte[] waiting = NOTHING;
    private long since;
    private byte[] bytes = NOTHING;
    private int length;

    /** Takes {@code more}; {@link #length} of {@link #bytes} are whole now. */
    void add(long micros, byte[] more, int count) {
        bytes = more;
        length = count;
        if (waiting.length > 0) {
            bytes = Arrays.copyOf(waiting, waiting.length + count);
            System.arraycopy(more, 0, bytes, waiting.length, count);
            length = bytes.length;
        }
        int rest = Utf8.unfinished(bytes, 0, length);
        length -= rest;
        waiting = rest == 0 ? NOTHING : Arrays.copyOfRange(bytes, length, length + rest);
        since = micros;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /** True when the rest should have come. */
    boolean isOverdue(long nowMicros) {
        return waiting.length > 0 && nowMicros - since >= PATIENCE_MICROS;
    }

    /** What waits; nothing does any more. */
    byte[] give() {
        byte[] half = waiting;
        waiting = NOTHING;
        return half;
    }

    /** When the last of it came. */
    long since() {
        return since;
    }
}
