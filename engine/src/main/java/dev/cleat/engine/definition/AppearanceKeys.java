package dev.cleat.engine.definition;

import dev.cleat.engine.api.Appearance;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys of {@code ui:} in the host's configuration. */
final class AppearanceKeys {

    private static final ScalarType<String> NAME = Scalars.matching(
            "a name of a theme: letters, digits, _ and -", "", text -> text.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,63}"));

    private static final Key<Optional<String>> THEME =
            Key.maybe("theme", NAME, "how the console looks: the name of a theme; default dark");
    private static final Key<Map<String, String>> THEMES = Key.of(
            "themes",
            new MapOf<>(
                    Scalars.matching(
                            "a pattern of names of hosts, as prod-*",
                            "",
                            text -> text.matches("[A-Za-z0-9._*?-]{1,253}")),
                    NAME),
            Map.of(),
            "as prod-*: production; the first pattern that fits this host's name counts");

    static final Key<Appearance> UI = Key.of(
            "ui",
            new Section<>(
                    List.of(THEME, THEMES), Set.of(), values -> new Appearance(values.get(THEME), values.get(THEMES))),
            Appearance.DEFAULT,
            "the console");

    private AppearanceKeys() {}
}
