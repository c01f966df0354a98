package dev.cleat.tui.model;

import java.time.Instant;
import java.util.Optional;

/**
 * Which lines of a log are shown.
 *
 * @param filter only those that match; {@code !x}: that do not; empty text: all
 * @param since only what was written from then on; lines without a time belong to the one before
 */
public record LogChoice(String filter, LogRange range, Optional<Instant> since) {

    public static final LogChoice ALL = new LogChoice("", LogRange.ALL, Optional.empty());

    public LogChoice filtered(String next) {
        return new LogChoice(next, range, since);
    }

    public LogChoice ranging(LogRange next, Instant now) {
        return new LogChoice(filter, next, next.since(now));
    }

    public boolean isEverything() {
        return filter.isEmpty() && since.isEmpty();
    }
}
