package dev.cleat.tui;

import dev.cleat.engine.api.Appearance;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.tui.model.Choices;
import dev.cleat.tui.theme.Theme;
import dev.cleat.tui.theme.ThemeException;
import dev.cleat.tui.theme.Themes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How the console looks when it is started. Who asks for a theme gets it: on the command line, in the environment
 * ({@code CLEAT_THEME}), the configuration for this host; then what was chosen in the console, and what the configuration says for
 * all hosts.
 */
final class FirstLook {

    private final ConsoleOptions options;
    private final Map<String, String> environment;
    private final Choices choices;
    private final Theme theme;
    private final boolean ofHost;
    private final Optional<String> problem;

    private FirstLook(
            ConsoleOptions options,
            Map<String, String> environment,
            Choices choices,
            Theme theme,
            boolean ofHost,
            Optional<String> problem) {
        this.options = options;
        this.environment = environment;
        this.choices = choices;
        this.theme = theme;
        this.ofHost = ofHost;
        this.problem = problem;
    }

    /**
     * <p><b>Errors.</b> {@link InvalidDefinitionException} when somebody asks for a theme that cannot be used; one that was only
     * remembered is a {@link #problem}.
     *
     * @param choices what was chosen in the console
     */
    static FirstLook of(
            ConsoleOptions options,
            Map<String, String> environment,
            Choices choices,
            Themes themes,
            Appearance appearance,
            String host)
            throws ContainerException {
        Optional<String> ofHost = appearance.themeOf(host);
        Optional<String> asked = options.theme()
                .or(() -> Optional.ofNullable(environment.get("CLEAT_THEME")).filter(name -> !name.isEmpty()))
                .or(() -> ofHost);
        Optional<String> problem = Optional.empty();
        Optional<Theme> chosen = Optional.empty();
        if (asked.isEmpty() && choices.theme().isPresent()) {
            try {
                chosen = Optional.of(themes.load(choices.theme().get()));
            } catch (ThemeException e) {
                problem = Optional.of("the theme that was chosen last cannot be used: " + e.getMessage());
            }
        }
        Theme theme = chosen.isPresent() ? chosen.get() : load(themes, asked.or(appearance::theme));
        return new FirstLook(options, environment, choices, theme, ofHost.isPresent(), problem);
    }

    private static Theme load(Themes themes, Optional<String> name) throws InvalidDefinitionException {
        try {
            // Without its files the console still works, as long as nobody asks for one of them.
            return name.isEmpty() && !themes.has(Themes.DEFAULT)
                    ? Theme.PLAIN
                    : themes.load(name.orElse(Themes.DEFAULT));
        } catch (ThemeException e) {
            throw new InvalidDefinitionException("cannot use the theme: " + e.getMessage(), null);
        }
    }

    Theme theme() {
        return theme;
    }

    /** The configuration says the theme for this host. */
    boolean isOfHost() {
        return ofHost;
    }

    /** Why it is not the theme that was chosen. */
    Optional<String> problem() {
        return problem;
    }

    /** Whether only ASCII is drawn with {@code any} theme; other characters are not chosen where the locale has none. */
    boolean isAscii(Theme any) {
        boolean utf8 = isUtf8(environment);
        return options.ascii()
                || choices.ascii().filter(only -> only || utf8).or(any::ascii).orElse(!utf8);
    }

    /** As setlocale(3) decides: LC_ALL, else LC_CTYPE, else LANG. */
    private static boolean isUtf8(Map<String, String> environment) {
        for (String name : List.of("LC_ALL", "LC_CTYPE", "LANG")) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                String lower = value.toLowerCase(Locale.ROOT);
                return lower.contains("utf-8") || lower.contains("utf8");
            }
        }
        return false;
    }
}
