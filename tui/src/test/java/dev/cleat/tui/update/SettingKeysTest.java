package dev.cleat.tui.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.Pilot;
import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Choices;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.Remembered;
import dev.cleat.tui.model.Setup;
import dev.cleat.tui.model.Thresholds;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SettingKeysTest {

    private final FakeEngine engine = new FakeEngine(FakeContainers.mixed());

    @Test
    void f2_shows_what_can_be_set_and_what_it_is_now() {
        try (Pilot pilot = Pilot.on(engine)) {
            assertThat(pilot.press("F2").screen())
                    .contains("─ Settings ─", "▸ theme          dark", "mouse          off", "figures every  1 s");
            assertThat(pilot.press("F2").model().dialog()).isEmpty();
        }
    }

    @Test
    void the_theme_is_another_one_at_once_and_the_box_stays() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("F2", "Right");
            assertThat(pilot.onScreen()).containsExactly(new Effect.UseTheme("light"));
            pilot.send(new Message.ThemeRead("light", Thresholds.DEFAULT, false));
            assertThat(pilot.screen()).contains("theme          light");
            pilot.press("Left", "Left");
            assertThat(pilot.onScreen()).endsWith(new Effect.UseTheme("dark"), new Effect.UseTheme("dark"));
        }
    }

    @Test
    void glyphs_mouse_and_pace_are_asked_of_the_screen() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("F2", "Down", "Space", "Down", "Space", "Down", "Right", "Right", "Left");
            assertThat(pilot.onScreen())
                    .containsExactly(
                            new Effect.UseGlyphs(true),
                            new Effect.ToggleMouse(),
                            new Effect.RefreshEvery(Duration.ofSeconds(2)),
                            new Effect.RefreshEvery(Duration.ofSeconds(5)),
                            new Effect.RefreshEvery(Duration.ofSeconds(2)));
            assertThat(pilot.screen()).contains("figures every  2 s");
            pilot.send(new Message.MouseSwitched(true));
            assertThat(pilot.screen()).contains("mouse          on");
        }
    }

    @Test
    void what_is_chosen_here_is_known_at_the_next_start_and_what_an_option_says_is_not() {
        Remembered left;
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("F2", "Down", "Space", "Down", "Space", "Down", "Right");
            assertThat(pilot.remembered().orElseThrow().choices())
                    .isEqualTo(new Choices(Optional.empty(), Optional.of(true), Optional.of(Duration.ofSeconds(2))));
            pilot.send(new Message.ThemeRead("dark", Thresholds.DEFAULT, true));
            assertThat(Remembered.of(pilot.model()).choices().theme()).isEmpty();
            pilot.send(new Message.ThemeRead("light", Thresholds.DEFAULT, true)).send(new Message.MouseSwitched(true));
            left = pilot.remembered().orElseThrow();
        }
        assertThat(left.choices().theme()).contains("light");
        assertThat(left.mouse()).isTrue();
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("z");
            assertThat(pilot.remembered().orElseThrow().choices()).isEqualTo(Choices.NONE);
        }
    }

    @Test
    void a_theme_that_the_configuration_says_for_this_host_is_marked() {
        try (Pilot pilot = Pilot.on(engine)) {
            assertThat(pilot.press("F2").screen()).doesNotContain(" *");
            Setup ofHost = new Setup("dark", true, false, Duration.ofSeconds(1), Choices.NONE);
            pilot.with(model -> model.withFacts(model.facts().withSetup(ofHost)));
            assertThat(pilot.screen()).contains("dark *", "* set in config.yaml");
        }
    }

    @Test
    void nothing_is_shorter_than_the_shortest_pace() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("F2", "Down", "Down", "Down", "Left", "Left", "Left");
            assertThat(pilot.screen()).contains("figures every  500 ms");
            assertThat(pilot.onScreen()).hasSize(1);
        }
    }

    @Test
    void what_the_list_shows_is_set_here_too_and_remembered() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("F2", "End", "Up", "Up", "Space");
            assertThat(pilot.screen()).contains("stopped ones   hidden");
            assertThat(pilot.model().table().hideStopped()).isTrue();
            assertThat(pilot.remembered()).isPresent();
            assertThat(pilot.press("Down", "Enter").screen()).contains("columns        all there is room for");
            assertThat(pilot.press("Down", "Enter").model().dialog()).get().isInstanceOf(Dialog.Columns.class);
        }
    }
}
