package dev.cleat.engine.recording;

import java.time.Duration;
import java.util.Optional;

/** When what was written is to be brought to the disk, so that a crash of the host costs no more than what came since. */
final class DiskSync {

    private final long everyMicros;
    private long lastMicros;
    private long lastBytes;

    /** @param every zero: whenever something was written; empty: never */
    DiskSync(Optional<Duration> every) {
        this.everyMicros = every.map(time -> time.toNanos() / 1000).orElse(Long.MAX_VALUE);
    }

    /**
     * True when it is time; asked again it is not.
     *
     * @param bytes written so far
     */
    boolean isDue(long nowMicros, long bytes) {
        if (bytes == lastBytes || nowMicros - lastMicros < everyMicros) {
            return false;
        }
        lastBytes = bytes;
        lastMicros = nowMicros;
        return true;
    }
}
