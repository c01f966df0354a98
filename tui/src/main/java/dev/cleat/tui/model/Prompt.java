package dev.cleat.tui.model;

/**
 * A line being typed at the bottom.
 *
 * @param before what the text was, for Esc
 */
public record Prompt(Purpose purpose, String text, String before) {

    /** The longest text, characters. */
    public static final int LIMIT = 200;

    /** What the line is for. */
    public enum Purpose {
        FILTER,
        SEARCH
    }

    public Prompt withText(String next) {
        return new Prompt(purpose, next.length() > LIMIT ? next.substring(0, LIMIT) : next, before);
    }
}
