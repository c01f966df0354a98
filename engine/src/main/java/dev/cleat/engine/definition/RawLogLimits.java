package dev.cleat.engine.definition;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How large the log of attach -L becomes, and how soon it is on the disk: {@code ptyLog:} of the host's configuration.
 *
 * @param bytes a new file is begun above it; empty: never
 * @param keep how many older files are kept; 0: the log itself begins anew
 * @param sync how often it is brought to the disk, zero: each piece; empty: at the end
 */
public record RawLogLimits(OptionalLong bytes, int keep, Optional<Duration> sync) {

    /** As large as it becomes, on the disk at the end. */
    public static final RawLogLimits NONE = new RawLogLimits(OptionalLong.empty(), 0, Optional.empty());

    /** The same, brought to the disk as often as {@code wanted} says, if it says anything. */
    public RawLogLimits synced(Optional<Duration> wanted) {
        return wanted.isEmpty() ? this : new RawLogLimits(bytes, keep, wanted);
    }
}
