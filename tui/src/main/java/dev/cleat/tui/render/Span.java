package dev.cleat.tui.render;

import dev.cleat.engine.api.ScreenImage;
import dev.cleat.tui.model.Role;
import java.util.Optional;

/**
 * A piece of text of one style. Whatever text comes in, only {@linkplain SafeText safe} text is kept.
 *
 * @param role what it is
 * @param ground what it lies on: header, body or dialog
 * @param look how a cell of an emulated terminal looks; goes before the role
 */
public record Span(String text, Role role, Role ground, Optional<ScreenImage.Style> look) {

    public Span {
        text = SafeText.of(text);
    }

    public Span(String text, Role role, Role ground) {
        this(text, role, ground, Optional.empty());
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
        return new Span(next, role, ground, look);
    }
}
