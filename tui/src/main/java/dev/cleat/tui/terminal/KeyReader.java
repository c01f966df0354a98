package dev.cleat.tui.terminal;

import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.tui.message.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * One key at a time from the operator's terminal. What follows it stays in the terminal, so a relay that takes over after
 * this key finds everything that was typed for it, and so does the shell after the last one. Used by the UI thread only.
 */
public final class KeyReader {

    private static final Duration ESCAPE = Duration.ofMillis(50);
    private static final Duration ESCAPE_OVER_SSH = Duration.ofMillis(100);
    private static final Duration LATE = Duration.ofMillis(200);

    /** No key has more bytes; what is longer is a paste, or an answer of the terminal. */
    private static final int LONGEST_KEY = 32;

    private static final byte PREFIX = 1;
    private static final byte ESCAPE_BYTE = 0x1b;

    private final OperatorTerminal terminal;
    private final Duration escape;
    private final LongSupplier nanoTime;
    private final Paste paste = new Paste();
    private byte[] bytes = new byte[4096];
    private long lateUntil;

    /**
     * @param overSsh keys may come in pieces, so a lone ESC is waited for longer
     * @param nanoTime a clock as {@link System#nanoTime}
     */
    public KeyReader(OperatorTerminal terminal, boolean overSsh, LongSupplier nanoTime) {
        this.terminal = terminal;
        this.escape = overSsh ? ESCAPE_OVER_SSH : ESCAPE;
        this.nanoTime = nanoTime;
        this.lateUntil = nanoTime.getAsLong();
    }

    /**
     * The next key, paste, change of size or hang-up; empty when none came in {@code atMost}, when the terminal was woken,
     * or when what came means nothing.
     */
    public Optional<Message> next(Duration atMost) {
        return paste.isOpen(nanoTime.getAsLong()) ? pasted(atMost) : key(atMost);
    }

    private Optional<Message> key(Duration atMost) {
        byte[] first = new byte[1];
        int length = terminal.read(first, atMost);
        if (length < 0) {
            return Optional.of(new Message.HungUp());
        }
        if (length == 0) {
            return terminal.takeResized() ? Optional.of(new Message.Resized(terminal.size())) : Optional.empty();
        }
        bytes[0] = first[0];
        KeyDecoder.Token token = KeyDecoder.decode(bytes, length, false);
        long deadline = nanoTime.getAsLong() + patience().toNanos();
        while (token.length() == 0) {
            int more = readMore(length, deadline);
            length += Math.max(0, more);
            boolean waited = more < 0 || more == 0 && nanoTime.getAsLong() >= deadline;
            token = KeyDecoder.decode(bytes, length, waited);
            deadline = more > 0 ? nanoTime.getAsLong() + patience().toNanos() : deadline;
        }
        giveBack(length, length - token.length());
        if (token.beginsPaste()) {
            paste.begin(nanoTime.getAsLong());
            return pasted(patience());
        }
        return token.message();
    }

    /** The last {@code count} of {@code length} bytes are for who reads next. */
    private void giveBack(int length, int count) {
        if (count > 0) {
            terminal.unread(bytes, length - count, count);
        }
    }

    /** As much of a paste as comes without a pause. */
    private Optional<Message> pasted(Duration atMost) {
        Duration wait = atMost;
        boolean goesOn = true;
        while (goesOn && !paste.isFull()) {
            int length = terminal.read(bytes, wait);
            if (length < 0) {
                return Optional.of(new Message.HungUp());
            }
            if (length > 0) {
                giveBack(length, paste.add(bytes, length, nanoTime.getAsLong()));
            }
            goesOn = length > 0 && paste.isOpen(nanoTime.getAsLong());
            wait = patience();
        }
        String text = paste.take();
        if (text.isEmpty()) {
            return terminal.takeResized() ? Optional.of(new Message.Resized(terminal.size())) : Optional.empty();
        }
        return Optional.of(new Message.Pasted(text));
    }

    /** Bytes as they come, up to a Ctrl-A, which comes alone; else as {@link #next}. */
    public Optional<Message> bytes(Duration atMost) {
        int length = terminal.read(bytes, atMost);
        if (length < 0) {
            return Optional.of(new Message.HungUp());
        }
        if (length == 0) {
            return terminal.takeResized() ? Optional.of(new Message.Resized(terminal.size())) : Optional.empty();
        }
        if (length > 2 && bytes[0] == ESCAPE_BYTE && bytes[1] == '[' && bytes[2] == '<') {
            terminal.unread(bytes, 0, length);
            return next(Duration.ZERO); // the mouse is the console's
        }
        int end = bytes[0] == PREFIX ? 1 : 0;
        while (end < length && bytes[0] != PREFIX && bytes[end] != PREFIX) {
            end++;
        }
        if (end < length) {
            terminal.unread(bytes, end, length - end);
        }
        return Optional.of(new Message.Typed(new String(bytes, 0, end, StandardCharsets.ISO_8859_1)));
    }

    /**
     * To be called after a program in a container had the terminal: the answers to what it asked may still be on their way,
     * in pieces, and must not be taken for keys.
     */
    public void expectLateReplies() {
        lateUntil = nanoTime.getAsLong() + LATE.toNanos();
    }

    private Duration patience() {
        return nanoTime.getAsLong() < lateUntil ? LATE : escape;
    }

    private int readMore(int length, long deadline) {
        byte[] more = new byte[length < LONGEST_KEY ? 1 : 4096];
        Duration left = Duration.ofNanos(Math.max(0, deadline - nanoTime.getAsLong()));
        int count = terminal.read(more, left);
        if (count > 0) {
            if (bytes.length < length + count) {
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + count));
            }
            System.arraycopy(more, 0, bytes, length, count);
        }
        return count;
    }
}
