package dev.cleat.engine.definition;

import java.util.OptionalLong;

/**
 * How large the log of attach -L becomes: {@code ptyLog:} of the host's configuration.
 *
 * @param bytes a new file is begun above it; empty: never
 * @param keep how many older files are kept; 0: the log itself begins anew
 */
public record RawLogLimits(OptionalLong bytes, int keep) {

    /** As large as it becomes. */
    public static final RawLogLimits NONE = new RawLogLimits(OptionalLong.empty(), 0);
}
