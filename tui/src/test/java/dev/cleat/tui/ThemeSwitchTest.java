package dev.cleat.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.Appearance;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Role;
import dev.cleat.tui.theme.Themes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThemeSwitchTest {

    @TempDir
    private Path folder;

    private final BlockingQueue<Message> told = new LinkedBlockingQueue<>();

    @Test
    void a_file_that_changes_is_shown_a_broken_one_is_told_and_the_old_look_stays() throws Exception {
        write("base", "palette: {accent: red}\n");
        write("mine", "extends: base\nroles:\n  title: {fg: accent}\n");
        Themes themes = new Themes(List.of(folder));
        try (ThemeSwitch looks = new ThemeSwitch(themes, themes.load("mine"), theme -> false)) {
            looks.watch(told::add);
            write("base", "palette: {accent: yellow}\nthresholds: {cpu: {warn: 12}}\nglyphs: ascii\n");
            assertThat(next()).isInstanceOf(Message.ThemeRead.class);
            assertThat(looks.take().orElseThrow().theme().thresholds().cpuWarn())
                    .isEqualTo(12);

            write("mine", "extends: base\nroles:\n  titel: {fg: accent}\n");
            assertThat(next())
                    .isInstanceOfSatisfying(
                            Message.ThemeRefused.class,
                            refused -> assertThat(refused.why()).startsWith("mine.yaml:3: unknown role"));
            assertThat(looks.take()).isEmpty();

            write("mine", "extends: base\nroles:\n  title: {fg: accent, attr: [bold]}\n");
            assertThat(next()).isInstanceOf(Message.ThemeRead.class);
            assertThat(looks.take().orElseThrow().theme().style(Role.TITLE).attributes())
                    .isNotEmpty();
        }
    }

    @Test
    void the_first_pattern_that_fits_a_host_chooses_its_theme() {
        Map<String, String> themes = new LinkedHashMap<>();
        themes.put("prod-test*", "light");
        themes.put("prod-?*", "production");
        Appearance appearance = new Appearance(Optional.of("mono"), themes);

        assertThat(appearance.themeOf("prod-3")).contains("production");
        assertThat(appearance.themeOf("prod-test1")).contains("light");
        assertThat(appearance.themeOf("prod-")).isEmpty();
        assertThat(appearance.themeOf("xprod-3")).isEmpty();
    }

    private Message next() throws InterruptedException {
        return told.poll(10, TimeUnit.SECONDS);
    }

    private void write(String name, String text) throws Exception {
        Path fresh = Files.writeString(folder.resolve(name + ".new"), text);
        Files.move(fresh, folder.resolve(name + ".yaml"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
}
