package dev.cleat.tui.model;

import java.util.Optional;

/**
 * A line being typed at the bottom.
 *
 * @param before what the text was, for Esc; of a command: what was typed of it, without what Tab and Up put there; of a
 *     name to import as: where from
 * @param about the file that is to be saved; empty: what is shown then
 */
public record Prompt(Purpose purpose, String text, String before, Optional<String> about) {

    /** The longest text, characters. */
    public static final int LIMIT = 200;

    /** What the line is for. */
    public enum Purpose {
        FILTER,
        SEARCH,
        COMMAND,
        LOG_FILTER,
        SAVE,
        IMPORT,
        IMPORT_AS,
        STORE_AS
    }

    /** About what is shown. */
    public Prompt(Purpose purpose, String text, String before) {
        this(purpose, text, before, Optional.empty());
    }

    public Prompt withText(String next) {
        String kept = next.length() > LIMIT ? next.substring(0, LIMIT) : next;
        return new Prompt(purpose, kept, purpose == Purpose.COMMAND ? kept : before, about);
    }
}
