package dev.cleat.cli;

import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.TerminalSize;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * A terminal of the archive's training run: shows nothing, waits until it was to show a row and a little longer, types a few
 * keys one by one, then hangs up.
 */
final class TrainingTerminal implements OperatorTerminal {

    private static final byte[] KEYS = "jk?\u001b/x\r:q\r".getBytes(StandardCharsets.US_ASCII);
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(10);

    /** A few refreshes. */
    private static final long LONGER = TimeUnit.MILLISECONDS.toNanos(400);

    private final String row;
    private final Semaphore woken = new Semaphore(0);
    private final StringBuilder shown = new StringBuilder();
    private long keysFrom = System.nanoTime() + PATIENCE;
    private boolean seen;
    private int typed;

    /** @param row a text of the row */
    TrainingTerminal(String row) {
        this.row = row;
    }

    @Override
    public TerminalSize size() {
        return new TerminalSize(24, 80);
    }

    @Override
    public int read(byte[] into, Duration atMost) {
        long left = keysFrom - System.nanoTime();
        if (left > 0) {
            await(atMost.isNegative() ? left : Math.min(left, atMost.toNanos()));
            return 0;
        }
        if (typed == KEYS.length) {
            return -1;
        }
        into[0] = KEYS[typed++];
        return 1;
    }

    private void await(long nanos) {
        try {
            woken.tryAcquire(nanos, TimeUnit.NANOSECONDS);
            woken.drainPermits();
        } catch (InterruptedException e) {
            keysFrom = System.nanoTime();
        }
    }

    @Override
    public void unread(byte[] bytes, int offset, int length) {
        typed -= length;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
        if (!seen) {
            shown.append(new String(bytes, offset, length, StandardCharsets.UTF_8));
            seen = shown.indexOf(row) >= 0;
            keysFrom = seen ? System.nanoTime() + LONGER : keysFrom;
        }
    }

    @Override
    public void wake() {
        woken.release();
    }

    @Override
    public boolean takeResized() {
        return false;
    }

    @Override
    public void leaveRaw() {
        // It has no modes.
    }

    @Override
    public void setFarewell(java.util.function.Supplier<byte[]> bytes) {
        // Nothing ends it in between.
    }

    @Override
    public void enterRaw() {
        // It has no modes.
    }

    @Override
    public void close() {
        // It holds nothing.
    }
}
