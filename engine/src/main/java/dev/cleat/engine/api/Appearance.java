package dev.cleat.engine.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How the console is to look, as the configuration says.
 *
 * @param theme name of a theme
 * @param themes names of themes by pattern of a host's name ({@code *} and {@code ?}); the first that fits goes before
 *     {@code theme} and before what an operator has chosen
 */
public record Appearance(Optional<String> theme, Map<String, String> themes) {

    /** Without a configuration. */
    public static final Appearance DEFAULT = new Appearance(Optional.empty(), Map.of());

    public Appearance {
        themes = Collections.unmodifiableMap(new LinkedHashMap<>(themes));
    }

    /** The theme for this very host, which nobody should take for another one. */
    public Optional<String> themeOf(String host) {
        return themes.entrySet().stream()
                .filter(entry -> fits(entry.getKey(), host))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private static boolean fits(String pattern, String host) {
        StringBuilder regex = new StringBuilder();
        for (char c : pattern.toCharArray()) {
            regex.append(c == '*' ? ".*" : c == '?' ? "." : java.util.regex.Pattern.quote(String.valueOf(c)));
        }
        return host.matches(regex.toString());
    }
}
