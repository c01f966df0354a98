package dev.cleat.engine.state;

import java.time.Instant;
import java.util.OptionalInt;

/**
 * How a container ended: exit.json, written by the keeper.
 *
 * @param exitCode init's exit status; empty when a signal killed it or nobody saw it end
 * @param signal the signal that killed init
 */
public record ExitRecord(OptionalInt exitCode, OptionalInt signal, Instant ended) {

    /** {@code ended with status 0}, for lists. */
    public String describe() {
        if (exitCode.isPresent()) {
            return "ended with status " + exitCode.getAsInt();
        }
        return signal.isPresent() ? "killed by signal " + signal.getAsInt() : "its keeper was killed";
    }
}
