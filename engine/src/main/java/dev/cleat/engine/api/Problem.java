package dev.cleat.engine.api;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One thing wrong with a definition.
 *
 * @param line first line is 1; 0 when the whole file is meant
 * @param column first column is 1; 0 when the whole line is meant
 * @param message lower-case start, no full stop
 * @param suggestion the nearest known key or value
 */
public record Problem(Path file, int line, int column, String message, Optional<String> suggestion) {

    /** {@code FILE:LINE:COLUMN: message (did you mean "x"?)}. */
    @Override
    public String toString() {
        String place = line == 0 ? file.toString() : file + ":" + line + ":" + column;
        return place + ": " + message
                + suggestion.map(s -> " (did you mean \"" + s + "\"?)").orElse("");
    }
}
