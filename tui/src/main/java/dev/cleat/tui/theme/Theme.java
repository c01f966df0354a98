package dev.cleat.tui.theme;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextColor;
import dev.cleat.engine.api.TerminalColours;
import dev.cleat.tui.model.Role;
import dev.cleat.tui.model.Thresholds;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A look: a style for each role, when figures become alarming, and which characters to draw with.
 *
 * @param ascii whether to draw with ASCII only; empty: as the locale allows
 * @param chain names of the themes it is made of, the one that is extended first
 */
public record Theme(
        String name, Map<Role, Style> styles, Thresholds thresholds, Optional<Boolean> ascii, List<String> chain) {

    /** Works on every terminal and needs no file: attributes only. */
    public static final Theme PLAIN =
            new Theme("plain", plainStyles(), Thresholds.DEFAULT, Optional.empty(), List.of());

    public Theme {
        styles = Map.copyOf(styles);
        chain = List.copyOf(chain);
    }

    public Style style(Role role) {
        return styles.getOrDefault(role, Style.NONE);
    }

    /** Letters and ground of what is no part of anything; empty where the terminal's own are seen, which nobody knows. */
    public Optional<TerminalColours> colours() {
        Optional<Integer> letters = style(Role.BODY).foreground().flatMap(Theme::rgb);
        Optional<Integer> ground = style(Role.BODY).background().flatMap(Theme::rgb);
        return letters.isPresent() && ground.isPresent()
                ? Optional.of(new TerminalColours(letters.get(), ground.get()))
                : Optional.empty();
    }

    private static Optional<Integer> rgb(TextColor colour) {
        return colour == TextColor.ANSI.DEFAULT
                ? Optional.empty()
                : Optional.of(colour.getRed() << 16 | colour.getGreen() << 8 | colour.getBlue());
    }

    private static Map<Role, Style> plainStyles() {
        Map<Role, Style> styles = new EnumMap<>(Role.class);
        Style bold = new Style(Optional.empty(), Optional.empty(), Set.of(SGR.BOLD));
        Style reverse = new Style(Optional.empty(), Optional.empty(), Set.of(SGR.REVERSE));
        for (Role role : new Role[] {Role.TITLE, Role.HINT_KEY, Role.USAGE_CRITICAL, Role.STATE_FAILED}) {
            styles.put(role, bold);
        }
        for (Role role : new Role[] {Role.TABLE_CURSOR, Role.LOG_MATCH, Role.TAB_ACTIVE, Role.HEADER}) {
            styles.put(role, reverse);
        }
        return styles;
    }
}
