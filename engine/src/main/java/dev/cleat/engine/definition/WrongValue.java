package dev.cleat.engine.definition;

import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A scalar's text is not a value of its type. The message completes {@code "TEXT" ...}: {@code is not a size}. */
final class WrongValue extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<String> known;

    WrongValue(String message) {
        this(message, List.of());
    }

    /** @param known the words that would have been right */
    WrongValue(String message, Collection<String> known) {
        super(message, null, false, false);
        this.known = List.copyOf(known);
    }

    /** What most likely was meant: the only right word, or the one nearest to {@code text}. */
    Optional<String> suggestion(String text) {
        return known.size() == 1 ? Optional.of(known.get(0)) : Nearest.of(text, known);
    }
}
