package dev.cleat.engine.definition;

import java.util.Collection;
import java.util.List;

/** A scalar's text is not a value of its type. The message completes {@code "TEXT" ...}: {@code is not a size}. */
final class WrongValue extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<String> known;

    WrongValue(String message) {
        this(message, List.of());
    }

    WrongValue(String message, Collection<String> known) {
        super(message, null, false, false);
        this.known = List.copyOf(known);
    }

    /** Words that would have been right; empty when there is no list of them. */
    List<String> known() {
        return known;
    }
}
