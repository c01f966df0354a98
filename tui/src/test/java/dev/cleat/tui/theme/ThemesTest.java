package dev.cleat.tui.theme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.googlecode.lanterna.SGR;
import com.googlecode.lanterna.TextColor;
import dev.cleat.tui.model.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThemesTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dark",
                "light",
                "mono",
                "transparent",
                "high-contrast",
                "deuteranopia",
                "tritanopia",
                "production"
            })
    void every_theme_that_ships_can_be_used(String name) throws ThemeException {
        Theme theme = new Themes(List.of(shipped())).load(name);

        assertThat(theme.style(Role.TITLE).attributes()).contains(SGR.BOLD);
        assertThat(theme.style(Role.TABLE_CURSOR)).isNotEqualTo(Style.NONE);
    }

    @Test
    void mono_has_no_colour() throws ThemeException {
        Theme mono = new Themes(List.of(shipped())).load("mono");

        for (Role role : Role.values()) {
            assertThat(mono.style(role).foreground().orElse(TextColor.ANSI.DEFAULT))
                    .isEqualTo(TextColor.ANSI.DEFAULT);
        }
    }

    @Test
    void a_theme_extends_another_and_changes_its_palette() throws IOException, ThemeException {
        write("base", "palette: {accent: red}", "roles:", "  title: {fg: accent, attr: [bold]}");
        write("mine", "extends: base", "palette: {accent: '#010203'}", "thresholds: {cpu: {warn: 50}}");

        Theme theme = new Themes(List.of(folder)).load("mine");

        assertThat(theme.style(Role.TITLE).foreground()).contains(new TextColor.RGB(1, 2, 3));
        assertThat(theme.thresholds().cpuWarn()).isEqualTo(50);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "roles:;  titel: {fg: red}|mine.yaml:2: unknown role \"titel\"",
                "roles:;  title: {fg: reddish}|mine.yaml:2: unknown colour \"reddish\"",
                "roles:;  title: {fg: '@256'}|mine.yaml:2: unknown colour \"@256\"",
                "roles:;  title: {attr: [loud]}|mine.yaml:2: unknown attribute \"loud\"",
                "colour: blue|mine.yaml:1: unknown key \"colour\"",
                "roles: red|mine.yaml:1: keys with values are wanted here",
                "version: 2|mine.yaml:1: version must be 1",
                "extends: nowhere|no theme \"nowhere\"",
                "extends: ../../etc/passwd|\"../../etc/passwd\" is no theme name",
                "extends: mine|mine.yaml: extends itself",
                "roles: {|mine.yaml:"
            })
    void a_mistake_is_told_with_its_line(String text, String message) throws IOException {
        write("mine", text.split(";"));

        assertThatThrownBy(() -> new Themes(List.of(folder)).load("mine"))
                .isInstanceOf(ThemeException.class)
                .hasMessageStartingWith(message);
    }

    private void write(String name, String... lines) throws IOException {
        Files.write(folder.resolve(name + ".yaml"), List.of(lines));
    }

    /** The folder that ships, from the module's directory. */
    private static Path shipped() {
        Path beside = Path.of("..", "themes");
        return Files.isDirectory(beside) ? beside : Path.of("themes");
    }

    @Test
    void what_is_no_readable_file_is_no_theme() throws IOException, InterruptedException {
        write("mine", "roles: {}");
        Files.createDirectory(folder.resolve("folder.yaml"));
        new ProcessBuilder("mkfifo", folder.resolve("fifo.yaml").toString())
                .start()
                .waitFor();

        assertThat(new Themes(List.of(folder)).names()).containsExactly("mine");
    }
}
