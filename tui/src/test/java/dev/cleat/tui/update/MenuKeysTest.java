package dev.cleat.tui.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.Pilot;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.Scope;
import java.util.List;
import org.junit.jupiter.api.Test;

class MenuKeysTest {

    private final FakeEngine engine = new FakeEngine(FakeContainers.mixed());

    @Test
    void the_menu_names_what_can_be_done_with_the_key_of_each() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("x");

            assertThat(pilot.screen())
                    .contains("─ api-gateway ─", "a    shell inside", "t    stop it", "K    kill", "l    log of")
                    .doesNotContain("u    start it", "mark everything");
        }
    }

    @Test
    void its_key_does_an_action_in_the_menu_too() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("x", "t");

            assertThat(pilot.screen()).contains("Stop api-gateway?");
        }
    }

    @Test
    void the_cursor_and_enter_do_it_too() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("x", "Enter");
            assertThat(pilot.model().screen().scope()).isEqualTo(Scope.DETAIL);

            pilot.press("Esc", "x", "Up", "Down");
            for (int i = 0; i < 20 && !pilot.screen().contains("▸ t "); i++) {
                pilot.press("Down");
            }
            pilot.press("Enter");
            assertThat(pilot.screen()).contains("Stop api-gateway?");
        }
    }

    @Test
    void a_key_that_is_not_in_it_does_nothing_and_esc_leaves_it() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("x", "u", "3", "z", ":");
            assertThat(pilot.model().dialog()).get().isInstanceOf(Dialog.Menu.class);
            assertThat(pilot.press("Esc").model().dialog()).isEmpty();
            assertThat(pilot.press("x", "x").model().dialog()).isEmpty();
            assertThat(engine.calls()).isEmpty();
        }
    }

    @Test
    void of_several_it_says_how_many() {
        try (Pilot pilot = Pilot.on(engine)) {
            assertThat(pilot.press("Space", "Space", "x").screen())
                    .contains("─ 2 marked ─")
                    .doesNotContain("shell inside");
        }
    }

    @Test
    void in_read_only_mode_what_changes_something_is_not_in_it() {
        try (Pilot pilot = Pilot.on(engine, 80, 24, true, false)) {
            pilot.press("x");
            assertThat(pilot.screen()).contains("log of the container").doesNotContain("stop it", "kill", "shell");

            for (String key : List.of("t", "K", "a", "D", "u", "p", "r")) {
                pilot.press(key);
            }
            assertThat(engine.calls()).isEmpty();
            assertThat(pilot.model().dialog()).get().isInstanceOf(Dialog.Menu.class);
        }
    }

    @Test
    void on_an_empty_host_there_is_nothing_to_do_something_to() {
        try (Pilot pilot = Pilot.on(new FakeEngine(List.of()))) {
            assertThat(pilot.press("x").footer()).isEqualTo("nothing is selected");
        }
    }
}
