package dev.cleat.tui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.Appearance;
import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.tui.model.Choices;
import dev.cleat.tui.theme.Themes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FirstLookTest {

    private static final Map<String, String> UTF8 = Map.of("LANG", "en_GB.UTF-8");
    private static final Map<String, String> LATIN = Map.of("LANG", "C");

    @TempDir
    private Path folder;

    private Themes themes;

    @BeforeEach
    void write() throws Exception {
        for (String name : List.of("dark", "light", "mono", "production", "night")) {
            Files.writeString(folder.resolve(name + ".yaml"), "version: 1\nname: " + name + "\n");
        }
        Files.writeString(folder.resolve("plain.yaml"), "version: 1\nname: plain\nglyphs: ascii\n");
        themes = new Themes(List.of(folder));
    }

    @Test
    void an_option_goes_before_the_environment_the_host_a_choice_and_the_configuration() throws Exception {
        Appearance all = new Appearance(Optional.of("mono"), Map.of("prod-*", "production"));
        Map<String, String> environment = Map.of("LANG", "C.UTF-8", "CLEAT_THEME", "light");

        assertThat(look(asking("night"), environment, chosen("light"), all, "prod-3")
                        .theme()
                        .name())
                .isEqualTo("night");
        assertThat(look(ConsoleOptions.DEFAULT, environment, chosen("night"), all, "prod-3")
                        .theme()
                        .name())
                .isEqualTo("light");
        FirstLook ofHost = look(ConsoleOptions.DEFAULT, UTF8, chosen("night"), all, "prod-3");
        assertThat(ofHost.theme().name()).isEqualTo("production");
        assertThat(ofHost.isOfHost()).isTrue();
        FirstLook elsewhere = look(ConsoleOptions.DEFAULT, UTF8, chosen("night"), all, "web-1");
        assertThat(elsewhere.theme().name()).isEqualTo("night");
        assertThat(elsewhere.isOfHost()).isFalse();
        assertThat(look(ConsoleOptions.DEFAULT, UTF8, Choices.NONE, all, "web-1")
                        .theme()
                        .name())
                .isEqualTo("mono");
        assertThat(look(ConsoleOptions.DEFAULT, UTF8, Choices.NONE, Appearance.DEFAULT, "web-1")
                        .theme()
                        .name())
                .isEqualTo("dark");
    }

    @Test
    void a_theme_that_is_only_remembered_and_has_gone_is_told_and_the_usual_one_shown() throws Exception {
        FirstLook look = look(ConsoleOptions.DEFAULT, UTF8, chosen("gone"), Appearance.DEFAULT, "web-1");

        assertThat(look.theme().name()).isEqualTo("dark");
        assertThat(look.problem()).get().asString().contains("the theme that was chosen last", "gone");
        assertThatThrownBy(() -> look(asking("gone"), UTF8, Choices.NONE, Appearance.DEFAULT, "web-1"))
                .isInstanceOf(InvalidDefinitionException.class);
    }

    @Test
    void glyphs_that_were_chosen_go_before_the_theme_and_not_before_the_option_and_the_locale() throws Exception {
        assertThat(ascii(ConsoleOptions.DEFAULT, UTF8, Optional.empty(), "dark"))
                .isFalse();
        assertThat(ascii(ConsoleOptions.DEFAULT, LATIN, Optional.empty(), "dark"))
                .isTrue();
        assertThat(ascii(ConsoleOptions.DEFAULT, UTF8, Optional.empty(), "plain"))
                .isTrue();
        assertThat(ascii(ConsoleOptions.DEFAULT, UTF8, Optional.of(true), "dark"))
                .isTrue();
        assertThat(ascii(ConsoleOptions.DEFAULT, UTF8, Optional.of(false), "plain"))
                .isFalse();
        assertThat(ascii(ConsoleOptions.DEFAULT, LATIN, Optional.of(false), "dark"))
                .isTrue();
        ConsoleOptions only = new ConsoleOptions(Optional.empty(), false, Optional.empty(), "auto", true);
        assertThat(ascii(only, UTF8, Optional.of(false), "dark")).isTrue();
    }

    private boolean ascii(
            ConsoleOptions options, Map<String, String> environment, Optional<Boolean> chosen, String theme)
            throws Exception {
        Choices choices = new Choices(Optional.of(theme), chosen, Optional.empty());
        FirstLook look = look(options, environment, choices, Appearance.DEFAULT, "web-1");
        return look.isAscii(look.theme());
    }

    private FirstLook look(
            ConsoleOptions options,
            Map<String, String> environment,
            Choices choices,
            Appearance appearance,
            String host)
            throws Exception {
        return FirstLook.of(options, environment, choices, themes, appearance, host);
    }

    private static ConsoleOptions asking(String theme) {
        return new ConsoleOptions(Optional.of(theme), false, Optional.of(Duration.ofSeconds(1)), "auto", false);
    }

    private static Choices chosen(String theme) {
        return Choices.NONE.withTheme(theme);
    }
}
