package dev.cleat.engine.linux;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import java.time.Duration;

/**
 * A set of descriptors for poll(2), in slots that stay where they are; belongs to one thread. A slot is switched off by
 * asking for no descriptor.
 */
public final class Poll implements AutoCloseable {

    public static final int IN = 0x1;
    public static final int OUT = 0x4;
    public static final int ERROR = 0x8;
    public static final int HANG_UP = 0x10;

    private static final int SLOT = 8;

    private final Memory slots;
    private final int count;

    /** @param count number of slots, all switched off */
    public Poll(int count) {
        this.count = count;
        this.slots = new Memory((long) count * SLOT);
        for (int slot = 0; slot < count; slot++) {
            ignore(slot);
        }
    }

    /** Slot {@code slot} watches {@code fd} for {@code events} ({@link #IN}, {@link #OUT}; hang-up and error always). */
    public void watch(int slot, int fd, int events) {
        slots.setInt((long) slot * SLOT, fd);
        slots.setShort((long) slot * SLOT + 4, (short) events);
        slots.setShort((long) slot * SLOT + 6, (short) 0);
    }

    /** Switches the slot off. */
    public void ignore(int slot) {
        watch(slot, -1, 0);
    }

    /**
     * Waits for an event.
     *
     * @param atMost rounded up to milliseconds; negative: for ever
     * @return number of slots with events; 0 when the time is up or a signal came
     */
    public int await(Duration atMost) {
        int millis =
                atMost.isNegative() ? -1 : (int) Math.min(Integer.MAX_VALUE, (atMost.toNanos() + 999_999) / 1_000_000);
        int ready = Libc.poll(slots, count, millis);
        if (ready < 0 && Native.getLastError() != Errno.EINTR) {
            throw new IllegalStateException("poll: " + Errno.describe(Native.getLastError()));
        }
        return Math.max(0, ready);
    }

    /** True when any of {@code events} was reported for the slot at the last {@link #await}. */
    public boolean has(int slot, int events) {
        return (slots.getShort((long) slot * SLOT + 6) & events) != 0;
    }

    @Override
    public void close() {
        slots.close();
    }
}
