package dev.cleat.tui.render;

import dev.cleat.tui.model.Role;

/**
 * A piece of text of one style. Whatever text comes in, only {@linkplain SafeText safe} text is kept.
 *
 * @param role what it is
 * @param ground what it lies on: header, body or dialog
 */
public record Span(String text, Role role, Role ground) {

    public Span {
        text = SafeText.of(text);
    }

    /** Text on the body. */
    public static Span of(String text, Role role) {
        return new Span(text, role, Role.BODY);
    }

    /** Text without a role of its own, on the body. */
    public static Span plain(String text) {
        return of(text, Role.BODY);
    }

    /** Cells. */
    public int width() {
        return TextWidth.of(text);
    }

    public Span withText(String next) {
        return new Span(next, role, ground);
    }
}
