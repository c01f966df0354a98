package dev.cleat.engine.state;

import dev.cleat.engine.definition.Signals;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a container ended: exit.json, written by the keeper.
 *
 * @param exitCode init's exit status; empty when a signal killed it or nobody saw it end
 * @param signal the signal that killed init
 * @param started when init's program began; empty when nobody saw it end
 * @param logBytesLost of the console, which its log lacks because the disk was full
 */
public record ExitRecord(
        OptionalInt exitCode, OptionalInt signal, Instant ended, Optional<Instant> started, long logBytesLost) {

    /** {@code ended with status 0}, for lists. */
    public String describe() {
        if (exitCode.isPresent()) {
            return "ended with status " + exitCode.getAsInt();
        }
        return signal.isPresent() ? "killed by " + Signals.name(signal.getAsInt()) : "its keeper was killed";
    }

    static ExitRecord read(byte[] text) throws IOException {
        JsonTree exit = JsonTree.of(text);
        long started = exit.number("startedAtSeconds", 0);
        return new ExitRecord(
                exit.optionalNumber("exitCode"),
                exit.optionalNumber("signal"),
                Instant.ofEpochSecond(exit.number("endedAtSeconds")),
                started == 0 ? Optional.empty() : Optional.of(Instant.ofEpochSecond(started)),
                exit.number("logBytesLost", 0));
    }
}
