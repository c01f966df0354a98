package dev.cleat.engine.terminal;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds the keys that are ours in what an operator types.
 *
 * <p>Keys that may become ours are held back until that is decided, at most {@link #KEY_WAIT}: a key held for
 * good is what users of other tools complain of. The first key typed twice is that key once. The beginning of an escape
 * sequence is held for {@link #ESCAPE_WAIT} only, so that the Escape key stays quick.
 */
final class DetachMatcher {

    /** How long a key that begins the sequence waits for the next one, in nanoseconds. */
    static final long KEY_WAIT = 600_000_000L;
    /** How long an incomplete escape sequence waits for its rest, which a terminal sends at once, in nanoseconds. */
    static final long ESCAPE_WAIT = 25_000_000L;

    private static final byte ESCAPE = 0x1b;

    private final DetachKeys keys;
    private final Set<Integer> firsts;
    private final ByteArrayOutputStream passed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream held = new ByteArrayOutputStream();
    private byte[] incomplete = new byte[0];
    private byte[] rest = new byte[0];
    private final List<Integer> typed = new ArrayList<>();
    private final List<PrefixCommand> asked = new ArrayList<>();
    private int firstKeyLength;
    private boolean left;
    private long due;

    DetachMatcher(DetachKeys keys) {
        this.keys = keys;
        this.firsts = keys.bindings().keySet().stream()
                .map(sequence -> sequence.get(0))
                .collect(Collectors.toSet());
    }

    /**
     * Takes typed bytes.
     *
     * @return bytes for the command: earlier ones that were held, then these, without those that are held now
     */
    byte[] feed(byte[] arrived, long nowNanos) {
        if (firsts.isEmpty()) {
            return arrived;
        }
        byte[] bytes = join(incomplete, arrived);
        incomplete = new byte[0];
        int at = 0;
        while (at < bytes.length && !isComplete() && !isDiverted()) {
            at = plain(bytes, at);
            if (at < bytes.length) {
                at = key(bytes, at, nowNanos);
            }
        }
        rest = Arrays.copyOfRange(bytes, at, bytes.length);
        return drain();
    }

    /** Passes on bytes that begin neither keys of ours nor an escape sequence; returns where they end. */
    private int plain(byte[] bytes, int from) {
        int at = from;
        while (typed.isEmpty() && at < bytes.length && bytes[at] != ESCAPE && !firsts.contains((int) bytes[at])) {
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
            (typed.isEmpty() ? passed : held).writeBytes(key);
            return;
        }
        List<Integer> first = List.copyOf(typed);
        typed.add(code);
        Optional<PrefixCommand> meaning = keys.meaning(typed);
        if (meaning.isPresent()) {
            obey(meaning.get());
        } else if (keys.begin(typed)) {
            held.writeBytes(key);
            firstKeyLength = first.isEmpty() ? key.length : firstKeyLength;
            due = nowNanos + KEY_WAIT;
        } else if (first.equals(List.of(code))) {
            obey(PrefixCommand.LITERAL);
        } else {
            passed.writeBytes(held.toByteArray());
            forget();
            if (first.isEmpty()) {
                passed.writeBytes(key);
            } else {
                match(key, code, nowNanos);
            }
        }
    }

    private void obey(PrefixCommand command) {
        switch (command) {
            case LEAVE -> left = true;
            case LITERAL -> passed.write(held.toByteArray(), 0, firstKeyLength);
            case LOOK_BACK, MARK, RECORDING, HELP -> asked.add(command);
        }
        forget();
    }

    /** What is typed next may not be for the command. */
    private boolean isDiverted() {
        return asked.contains(PrefixCommand.LOOK_BACK);
    }

    /** What was asked of us since the last call. */
    List<PrefixCommand> takeAsked() {
        List<PrefixCommand> taken = List.copyOf(asked);
        asked.clear();
        return taken;
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
        return left;
    }

    /** What was typed behind the detach keys, or behind those after which it is asked again whose the rest is. */
    byte[] rest() {
        return rest;
    }

    private void forget() {
        held.reset();
        typed.clear();
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
