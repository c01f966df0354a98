package dev.cleat.tui.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.Pilot;
import dev.cleat.tui.message.Action;
import dev.cleat.tui.message.Key;
import dev.cleat.tui.model.KeyMap;
import dev.cleat.tui.model.OperatorHome;
import dev.cleat.tui.model.Scope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysFileTest {

    private static final Path FILE = Path.of("keys.yaml");

    @Test
    void every_action_has_a_name_of_its_own() {
        assertThat(Arrays.stream(Action.values()).map(Action::id)).doesNotHaveDuplicates();
        assertThat(Action.named("log")).contains(Action.LOG_OF);
        assertThat(Action.named("definitions")).contains(Action.GO_DEFINITIONS);
        assertThat(Action.named("help")).contains(Action.HELP_ON);
    }

    @Test
    void what_the_file_does_not_name_keeps_its_usual_keys() throws Exception {
        KeyMap keys = KeysFile.read(FILE, "version: 1\nkeys:\n  stop: S\n  kill: [F9, X]\n");

        assertThat(Action.STOP.keys(keys)).containsExactly(new Key("S"));
        assertThat(Action.KILL.keys(keys)).containsExactly(new Key("F9"), new Key("X"));
        assertThat(Action.ATTACH.keys(keys)).isEqualTo(Action.ATTACH.keys());
        assertThat(Action.of(keys, Scope.CONTAINERS, new Key("t"))).isEmpty();
    }

    @Test
    void names_of_keys_are_read_in_small_and_large_letters() throws Exception {
        KeyMap keys = KeysFile.read(FILE, "keys: {refresh: [ctrl-w, SPACE, pgup], page-up: ü, mark: F6}");

        assertThat(Action.REFRESH.keys(keys)).containsExactly(new Key("Ctrl-W"), new Key(" "), new Key("PgUp"));
        assertThat(Action.PAGE_UP.keys(keys)).containsExactly(new Key("ü"));
    }

    @Test
    void a_file_without_any_key_changes_nothing() throws Exception {
        assertThat(KeysFile.read(FILE, "# later\n")).isEqualTo(KeyMap.USUAL);
        assertThat(KeysFile.read(FILE, "keys:\n")).isEqualTo(KeyMap.USUAL);
    }

    @Test
    void unknown_words_are_told_with_their_place_and_the_nearest_known_ones() {
        assertThat(refusal("version: 1\nkeys:\n  stopp: S\n  kill: [F9, Retrun]\n  filter: Esv\n"))
                .containsExactly(
                        "keys.yaml:3:3: unknown action \"stopp\" (did you mean \"stop\"?)",
                        "keys.yaml:4:14: unknown key \"Retrun\"",
                        "keys.yaml:5:11: unknown key \"Esv\" (did you mean \"Esc\"?)");
        assertThat(refusal("kesy:\n  stop: S\n"))
                .containsExactly("keys.yaml:1:1: unknown key \"kesy\" (did you mean \"keys\"?)");
    }

    @Test
    void a_key_that_terminals_cannot_send_is_refused_with_the_reason() {
        assertThat(refusal("keys:\n  stop: Ctrl-I\n"))
                .singleElement()
                .asString()
                .startsWith("keys.yaml:2:9: unknown key \"Ctrl-I\": terminals send the byte of Tab");
    }

    @Test
    void a_key_for_two_actions_is_refused_where_the_file_says_so() {
        assertThat(refusal("keys:\n  kill: [F9, a]\n"))
                .containsExactly("keys.yaml:2:14: \"a\" means \"attach\" already, on: Containers, Container, Log");
        assertThat(refusal("keys:\n  redraw: F7\n  kill: F7\n"))
                .containsExactly("keys.yaml:3:9: \"F7\" means \"redraw\" already, on: Containers, Container, Log");
        assertThat(refusal("keys:\n  stop: [F7, F7]\n")).containsExactly("keys.yaml:2:14: \"F7\" is named twice");
        assertThat(refusal("keys:\n  refresh: q\n"))
                .containsExactly("keys.yaml:2:12: \"q\" means \"back\" already, everywhere");
    }

    @Test
    void two_actions_may_change_places() throws Exception {
        KeyMap keys = KeysFile.read(FILE, "keys: {kill: a, attach: K}");

        assertThat(Action.of(keys, Scope.DETAIL, new Key("a"))).contains(Action.KILL);
        assertThat(Action.of(keys, Scope.DETAIL, new Key("K"))).contains(Action.ATTACH);
    }

    @Test
    void what_is_no_such_file_is_refused_with_its_place() {
        assertThat(refusal("keys: [a, b]\n").get(0)).startsWith("keys.yaml:1:7: ");
        assertThat(refusal("- a\n").get(0)).startsWith("keys.yaml:1:1: ");
        assertThat(refusal("version: 2\n")).containsExactly("keys.yaml:1:10: version must be 1");
        assertThat(refusal("keys:\n  filter: *\n").get(0)).startsWith("keys.yaml:2:");
        assertThat(refusal("keys:\n  stop: S\n  stop: T\n").get(0)).startsWith("keys.yaml:3:");
        assertThat(refusal("keys:\n  stop: {a: b}\n").get(0)).startsWith("keys.yaml:2:9: one key");
    }

    @Test
    void the_first_folder_that_has_a_file_wins(@TempDir Path folder) throws Exception {
        Path own = Files.createDirectories(folder.resolve("own/cleat"));
        Path system = Files.createDirectories(folder.resolve("system"));
        Files.writeString(system.resolve("keys.yaml"), "keys: {stop: F7}");
        assertThat(KeysFile.find(List.of(own, system)).chosen()).containsKey("stop");

        Files.writeString(own.resolve("keys.yaml"), "keys: {kill: F8}");
        assertThat(KeysFile.find(List.of(own, system)).chosen()).containsOnlyKeys("kill");
        assertThat(KeysFile.find(List.of(folder))).isEqualTo(KeyMap.USUAL);
    }

    @Test
    void the_file_stands_beside_the_configuration() {
        assertThat(new SettingsFolders(Map.of("HOME", "/home/ada")).configuration())
                .containsExactly(Path.of("/home/ada/.config/cleat"), Path.of("/etc/cleat"));
        assertThat(new SettingsFolders(Map.of("HOME", "/home/ada", "XDG_CONFIG_HOME", "/c")).configuration())
                .containsExactly(Path.of("/c/cleat"), Path.of("/etc/cleat"));
        assertThat(new SettingsFolders(Map.of("CLEAT_CONFIG", "/x/config.yaml")).configuration())
                .containsExactly(Path.of("/x"));
        assertThat(new SettingsFolders(Map.of("CLEAT_CONFIG", "config.yaml")).configuration())
                .containsExactly(Path.of("").toAbsolutePath());
    }

    @Test
    void themes_stand_beside_the_configuration_too() {
        assertThat(new SettingsFolders(Map.of("HOME", "/home/ada")).themes())
                .containsExactly(Path.of("/home/ada/.config/cleat/themes"), Path.of("/etc/cleat/themes"));
        assertThat(new SettingsFolders(Map.of("CLEAT_CONFIG", "/x/config.yaml")).themes())
                .containsExactly(Path.of("/x/themes"));
    }

    @Test
    void a_home_that_is_no_absolute_path_is_the_password_database_s() {
        Path entry = Path.of(System.getProperty("user.home"));
        assertThat(OperatorHome.of(Map.of("HOME", "ada"))).isEqualTo(entry);
        assertThat(OperatorHome.of(Map.of())).isEqualTo(entry);
        assertThat(OperatorHome.of(Map.of("HOME", "/home/ada"))).isEqualTo(Path.of("/home/ada"));
    }

    @Test
    void dispatch_footer_help_and_sentences_follow_the_file() throws Exception {
        KeyMap keys = KeysFile.read(FILE, "keys: {stop: F8, attach: F7, kill: [], start: F9, definitions: F10}");
        FakeEngine engine = new FakeEngine(FakeContainers.mixed());
        try (Pilot pilot = Pilot.on(engine, 120, 40, false, false, keys)) {
            assertThat(pilot.footer())
                    .contains("F8 stop", "F7 attach", "F10 definitions")
                    .doesNotContain("t stop", "K kill", ":kill");
            pilot.press("t", "K");
            assertThat(pilot.model().dialog()).isEmpty();
            assertThat(pilot.press("F9").footer()).contains("F10 shows what else can be started");
            assertThat(pilot.press("F8").screen()).contains("Stop api-gateway?");
            assertThat(pilot.press("n", "?").screen()).contains("\n F8   ", ":kill", "F7");
        }
    }

    private static List<String> refusal(String text) {
        InvalidDefinitionException refusal =
                catchThrowableOfType(InvalidDefinitionException.class, () -> KeysFile.read(FILE, text));
        return refusal.problems().stream().map(Object::toString).toList();
    }
}
