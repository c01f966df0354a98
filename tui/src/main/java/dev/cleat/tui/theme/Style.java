package dev.cleat.tui.theme;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextColor;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * How a role looks. What is empty shows through from below.
 *
 * @param foreground {@code ANSI.DEFAULT} is the terminal's own
 */
public record Style(Optional<TextColor> foreground, Optional<TextColor> background, Set<SGR> attributes) {

    public static final Style NONE = new Style(Optional.empty(), Optional.empty(), Set.of());

    public Style {
        attributes = Set.copyOf(attributes);
    }

    /** {@code above} laid over this one. */
    public Style under(Style above) {
        EnumSet<SGR> both = EnumSet.noneOf(SGR.class);
        both.addAll(attributes);
        both.addAll(above.attributes);
        return new Style(above.foreground.or(() -> foreground), above.background.or(() -> background), both);
    }

    public boolean isReversed() {
        return attributes.contains(SGR.REVERSE);
    }
}
