package dev.cleat.tui.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.Pilot;
import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.message.Action;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.message.PaletteWord;
import dev.cleat.tui.model.Scope;
import dev.cleat.tui.model.Thresholds;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PaletteTest {

    private final FakeEngine engine = new FakeEngine(FakeContainers.mixed());

    @ParameterizedTest
    @CsvSource({
        "ct, CONTAINERS",
        "containers, CONTAINERS",
        "ns, NAMESPACES",
        "cg, CGROUPS",
        "def, DEFINITIONS",
        "ses, SESSIONS",
        "ev, EVENTS",
        "l, LOG",
        "logs, LOG",
        "detail, DETAIL",
        "help, HELP",
        "keys, HELP"
    })
    void every_screen_has_a_name_after_the_colon(String word, Scope screen) {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press(":").type(word).press("Enter");

            assertThat(pilot.model().prompt()).isEmpty();
            assertThat(pilot.model().screen().scope()).isEqualTo(screen);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_word_means_one_thing_on_a_screen(Scope scope) {
        try (Pilot pilot = Pilot.on(engine)) {
            Map<String, PaletteWord> seen = new HashMap<>();
            for (PaletteWord word : PaletteWord.all(scope, pilot.model().facts())) {
                assertThat(seen.put(word.word(), word)).isNull();
                word.aliases()
                        .forEach(alias -> assertThat(seen.put(alias, word)).isNull());
            }
            Arrays.stream(Action.values())
                    .filter(action -> action.worksIn(scope) && action != Action.PALETTE && action != Action.CANCEL)
                    .forEach(action -> assertThat(seen).containsKey(action.id()));
        }
    }

    @Test
    void an_action_does_after_the_colon_what_its_key_does() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press(":").type("stop").press("Enter");
            assertThat(pilot.screen()).contains("Stop api-gateway?");

            pilot.press("y");
            assertThat(engine.calls()).containsExactly("stop api-gateway");
        }
    }

    @Test
    void tab_completes_and_goes_round() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press(":").type("na").press("Tab");
            assertThat(pilot.footer()).isEqualTo(":namespaces");

            pilot.press("Ctrl-U").type("st").press("Tab");
            assertThat(pilot.footer()).isEqualTo(":start");
            pilot.press("Tab");
            assertThat(pilot.footer()).isEqualTo(":stop");
            pilot.press("Tab");
            assertThat(pilot.footer()).isEqualTo(":start");
            pilot.press("Shift-Tab");
            assertThat(pilot.footer()).isEqualTo(":stop");
        }
    }

    @Test
    void the_words_that_fit_are_shown_with_their_keys_while_one_is_typed() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press(":").type("re");
            assertThat(pilot.screen()).contains("restart", "refresh", "redraw", "F5", "read everything again");

            assertThat(pilot.type("zzz").screen()).contains("nothing begins like this");
        }
    }

    @Test
    void up_brings_older_commands_back_each_once() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press(":").type("ns").press("Enter");
            pilot.press(":").type("cg").press("Enter");
            pilot.press(":").type("ns").press("Enter");

            assertThat(pilot.model().recall().commands()).containsExactly("ns", "cg");
            assertThat(pilot.press(":", "Up").footer()).isEqualTo(":ns");
            assertThat(pilot.press("Up").footer()).isEqualTo(":cg");
            assertThat(pilot.press("Up").footer()).isEqualTo(":cg");
            assertThat(pilot.press("Down", "Down").footer()).isEqualTo(":");
        }
    }

    @Test
    void an_unknown_word_names_the_nearest_and_is_not_kept() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press(":").type("sotp").press("Enter");
            assertThat(pilot.footer()).isEqualTo("no action or screen is called \"sotp\" (did you mean \"stop\"?)");

            pilot.press("3", ":").type("wrap").press("Enter");
            assertThat(pilot.footer()).isEqualTo(":wrap does nothing on this screen");
            assertThat(pilot.model().recall().commands()).isEmpty();
        }
    }

    @Test
    void a_theme_is_asked_for_by_name_and_its_names_are_completed() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press(":").type("th").press("Tab");
            assertThat(pilot.footer()).isEqualTo(":theme");
            pilot.type("m").press("Tab");
            assertThat(pilot.footer()).isEqualTo(":theme mono");
            pilot.press("Enter");
            assertThat(pilot.onScreen()).containsExactly(new Effect.UseTheme("mono"));

            pilot.send(new Message.ThemeRead("mono", new Thresholds(1, 2, 3, 4), false));
            assertThat(pilot.model().facts().thresholds().cpuWarn()).isEqualTo(1);
            pilot.send(new Message.ThemeRefused("no theme \"x\"; there are dark"));
            assertThat(pilot.footer()).isEqualTo("cannot use the theme: no theme \"x\"; there are dark");
        }
    }

    @Test
    void q_leaves_the_console() {
        try (Pilot pilot = Pilot.on(engine)) {
            assertThat(pilot.press(":").type("q").press("Enter").model().end()).contains(0);
        }
    }

    @Test
    void in_read_only_mode_what_changes_something_cannot_be_typed() {
        try (Pilot pilot = Pilot.on(engine, 80, 24, true, false)) {
            assertThat(pilot.press(":").type("st").screen()).doesNotContain("halt signal");

            pilot.type("op").press("Enter");
            assertThat(pilot.footer()).isEqualTo("read-only: stop is switched off");
            assertThat(pilot.model().dialog()).isEmpty();
        }
    }

    @Test
    void the_minus_goes_back_and_forth_between_two_views() {
        try (Pilot pilot = Pilot.on(engine)) {
            assertThat(pilot.press("-").footer()).isEqualTo("no other screen was open yet");

            pilot.press("3", "Esc", "j", "Enter", "-");
            assertThat(pilot.model().screen().scope()).isEqualTo(Scope.CONTAINERS);
            pilot.press("-");
            assertThat(pilot.model().screen().scope()).isEqualTo(Scope.DETAIL);
            assertThat(pilot.model().subject()).contains("batch-7");
            pilot.press("4", "-");
            assertThat(pilot.model().screen().scope()).isEqualTo(Scope.DETAIL);
            assertThat(List.of(pilot.model().screens().size())).containsExactly(2);
        }
    }

    @Test
    void all_keys_of_all_screens_are_listed_with_the_names_that_a_file_uses() {
        try (Pilot pilot = Pilot.on(engine, 120, 100, false, false)) {
            pilot.press(":").type("keys").press("Enter");

            Arrays.stream(Action.values())
                    .forEach(action -> assertThat(pilot.screen()).contains(action.id()));
        }
    }

    @Test
    void the_help_is_narrowed_to_the_words_that_are_looked_for() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("?", "/").type("sort left");
            assertThat(pilot.screen())
                    .contains("sort by the column to the left")
                    .doesNotContain("to the right");
            pilot.press("Enter");
            assertThat(pilot.lines().get(0)).contains("/sort left");

            pilot.press("Esc");
            assertThat(pilot.screen()).contains("open what is selected");
            pilot.press("/").type("f4").press("Enter", "Esc", "Esc");
            assertThat(pilot.model().isHome()).isTrue();
        }
    }

    @Test
    void freeze_and_thaw_do_what_they_say_and_never_the_other() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press(":").type("thaw").press("Enter");
            assertThat(pilot.footer()).isEqualTo("api-gateway is running");
            assertThat(engine.calls()).isEmpty();

            pilot.press(":").type("freeze").press("Enter");
            assertThat(engine.calls()).containsExactly("freeze api-gateway");
        }
        try (Pilot pilot = Pilot.on(engine, 80, 24, true, false)) {
            pilot.press(":").type("freeze").press("Enter");
            assertThat(pilot.footer()).isEqualTo("read-only: freeze is switched off");
        }
    }

    @ParameterizedTest
    @CsvSource({"80, 24", "40, 8"})
    void long_news_are_told_whole(int columns, int rows) {
        try (Pilot pilot = Pilot.on(engine, columns, rows, false, false)) {
            pilot.send(
                    new Message.ThemeRefused("no theme \"mine\"; there are dark, deuteranopia, high-contrast, light, "
                            + "mono, transparent, tritanopia"));
            assertThat(pilot.lines()).hasSize(rows);
            assertThat(pilot.screen()).contains("cannot use the theme", "high-contrast", "tritanopia");

            pilot.send(new Message.ThemeRefused("much ".repeat(500)));
            assertThat(pilot.footer()).endsWith("much…");
        }
    }
}
