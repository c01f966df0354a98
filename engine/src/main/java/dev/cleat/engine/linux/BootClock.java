package dev.cleat.engine.linux;

import com.sun.jna.Memory;

/** CLOCK_BOOTTIME (clock_gettime(2)): goes on while the host sleeps, and nobody sets it. */
public final class BootClock {

    private static final int CLOCK_BOOTTIME = 7;

    private BootClock() {}

    /** Microseconds since the host was booted. */
    public static long microseconds() {
        try (Memory time = new Memory(16)) {
            Libc.clock_gettime(CLOCK_BOOTTIME, time);
            return time.getLong(0) * 1_000_000 + time.getLong(8) / 1000;
        }
    }
}
