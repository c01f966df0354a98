package dev.cleat.engine.terminal;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Finds the detach keys in what an operator types.
 *
 * <p>Keys that may become the detach keys are held back until that is decided, at most {@link #KEY_WAIT}: a key held for
 * good is what users of other tools complain of. The first key typed twice is that key once. The beginning of an escape
 * sequence is held for {@link #ESCAPE_WAIT} only, so that the Escape key stays quick.
 */
final class DetachMatcher {

    /** How long a key that begins the sequence waits for the next one, in nanoseconds. */
    static final long KEY_WAIT = 600_000_000L;
    /** How long an incomplete escape sequence waits for its rest, which a terminal sends at once, in nanoseconds. */
    static final long ESCAPE_WAIT = 25_000_000L;

    private static final byte ESCAPE = 0x1b;

    private final List<Integer> keys;
    private final ByteArrayOutputStream passed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private byte[] incomplete = new byte[0];
    private byte[] rest = new byte[0];
    private int matched;
    private int firstKeyLength;
    private long due;

    DetachMatcher(DetachKeys keys) {
        this.keys = keys.codes();
    }

    /**
     * Takes typed bytes.
     *
     * @return bytes for the command: earlier ones that were held, then these, without those that are held now
     */
    byte[] feed(byte[] typed, long nowNanos) {
        if (keys.isEmpty()) {
            return typed;
        }
        byte[] bytes = join(incomplete, typed);
        incomplete = new byte[0];
        int at = 0;
        while (at < bytes.length && !isComplete()) {
            at = plain(bytes, at);
            if (at < bytes.length) {
                at = key(bytes, at, nowNanos);
            }
        }
        rest = Arrays.copyOfRange(bytes, at, bytes.length);
        return drain();
    }

    /** Passes on bytes that begin neither the detach keys nor an escape sequence; returns where they end. */
    private int plain(byte[] bytes, int from) {
        int at = from;
        while (matched == 0 && at < bytes.length && bytes[at] != ESCAPE && bytes[at] != keys.get(0)) {
            at++;
        }
        passed.write(bytes, from, at - from);
        return at;
    }

    private int key(byte[] bytes, int at, long nowNanos) {
        KeyToken token = KeyToken.at(bytes, at);
        if (token.length() == 0) {
            incomplete = Arrays.copyOfRange(bytes, at, bytes.length);
            due = nowNanos + ESCAPE_WAIT;
            return bytes.length;
        }
        match(Arrays.copyOfRange(bytes, at, at + token.length()), token.code(), nowNanos);
        return at + token.length();
    }

    private void match(byte[] key, int code, long nowNanos) {
        if (code == KeyToken.SILENT) {
            (matched > 0 ? held : passed).writeBytes(key);
        } else if (code == keys.get(matched)) {
            held.writeBytes(key);
            matched++;
            firstKeyLength = matched == 1 ? key.length : firstKeyLength;
            due = nowNanos + KEY_WAIT;
        } else if (matched == 1 && code == keys.get(0)) {
            passed.write(held.toByteArray(), 0, firstKeyLength);
            forget();
        } else {
            boolean again = matched > 0;
            passed.writeBytes(held.toByteArray());
            forget();
            if (again) {
                match(key, code, nowNanos);
            } else {
                passed.writeBytes(key);
            }
        }
    }

    /** When {@link #release} has to be called, as System.nanoTime; empty while nothing is held. */
    Optional<Long> due() {
        return held.size() > 0 || incomplete.length > 0 ? Optional.of(due) : Optional.empty();
    }

    /** Gives up: everything that is held, for the command. */
    byte[] release() {
        passed.writeBytes(held.toByteArray());
        passed.writeBytes(incomplete);
        incomplete = new byte[0];
        forget();
        return drain();
    }

    /** Bytes that are held now. */
    int heldBytes() {
        return held.size() + incomplete.length;
    }

    /** True once the detach keys were typed; {@link #rest} follows them. */
    boolean isComplete() {
        return !keys.isEmpty() && matched == keys.size();
    }

    /** What was typed behind the detach keys. */
    byte[] rest() {
        return rest;
    }

    private void forget() {
        held.reset();
        matched = 0;
    }

    private byte[] drain() {
        byte[] bytes = passed.toByteArray();
        passed.reset();
        return bytes;
    }

    private static byte[] join(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
