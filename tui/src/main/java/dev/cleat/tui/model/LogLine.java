package dev.cleat.tui.model;

import java.time.Instant;
import java.util.Optional;

/**
 * One line of a log.
 *
 * @param source whose log, as an index into the screen's names; {@link #MARK} for a line that the operator drew
 * @param place where it begins
 * @param written when it was written: what the line itself says, else when it was seen coming; empty: not known
 * @param text without escape sequences; still hostile
 */
public record LogLine(int source, LogPlace place, Optional<Instant> written, String text) {

    /** Not from a log. */
    public static final int MARK = -1;

    /** Drawn by the operator at {@code now}. */
    public static LogLine mark(Instant now) {
        return new LogLine(MARK, LogPlace.NOWHERE, Optional.of(now), "");
    }

    public boolean isMark() {
        return source == MARK;
    }

    public LogLine seen(Instant now) {
        return written.isPresent() ? this : new LogLine(source, place, Optional.of(now), text);
    }
}
