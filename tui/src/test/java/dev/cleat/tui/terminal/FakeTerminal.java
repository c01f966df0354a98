package dev.cleat.tui.terminal;

import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.TerminalSize;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** A terminal in memory: bursts to be read one after the other, what was written, and a clock that a read moves on. */
final class FakeTerminal implements OperatorTerminal {

    private final Deque<byte[]> bursts = new ArrayDeque<>();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private TerminalSize size = new TerminalSize(24, 80);
    private boolean resized;
    private boolean gone;
    private int writes;
    private long nanos;
    private int givenBack;

    /** Bytes that arrive in one piece; an empty piece is a read that times out. */
    FakeTerminal typed(String... pieces) {
        for (String piece : pieces) {
            bursts.add(piece.getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    FakeTerminal typed(byte[] piece) {
        bursts.add(piece);
        return this;
    }

    FakeTerminal hungUp() {
        gone = true;
        return this;
    }

    FakeTerminal resized(int rows, int columns) {
        size = new TerminalSize(rows, columns);
        resized = true;
        return this;
    }

    long nanoTime() {
        return nanos;
    }

    int writes() {
        return writes;
    }

    String written() {
        return written.toString(StandardCharsets.UTF_8);
    }

    /** How many bytes were taken from the terminal that were not for who took them. */
    int givenBack() {
        return givenBack;
    }

    /** What nobody has read. */
    String left() {
        StringBuilder left = new StringBuilder();
        bursts.forEach(piece -> left.append(new String(piece, StandardCharsets.UTF_8)));
        return left.toString();
    }

    @Override
    public TerminalSize size() {
        return size;
    }

    @Override
    public int read(byte[] into, Duration atMost) {
        if (bursts.isEmpty() || bursts.peek().length == 0) {
            bursts.poll();
            nanos += atMost.toNanos();
            return bursts.isEmpty() && gone ? -1 : 0;
        }
        byte[] piece = bursts.poll();
        int count = Math.min(piece.length, into.length);
        System.arraycopy(piece, 0, into, 0, count);
        if (count < piece.length) {
            bursts.addFirst(Arrays.copyOfRange(piece, count, piece.length));
        }
        return count;
    }

    @Override
    public void unread(byte[] bytes, int offset, int length) {
        givenBack += length;
        bursts.addFirst(Arrays.copyOfRange(bytes, offset, offset + length));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        writes++;
        written.write(bytes, offset, length);
    }

    @Override
    public void wake() {}

    @Override
    public boolean takeResized() {
        boolean was = resized;
        resized = false;
        return was;
    }

    @Override
    public void leaveRaw() {}

    @Override
    public void setFarewell(java.util.function.Supplier<byte[]> bytes) {
        // Nothing ends it in between.
    }

    @Override
    public void enterRaw() {}

    @Override
    public void close() {}
}
