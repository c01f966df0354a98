package dev.cleat.tui.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.Pilot;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Deed;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.Failure;
import dev.cleat.tui.model.Screen;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeedsTest {

    private final FakeEngine engine = new FakeEngine(FakeContainers.mixed());

    @Test
    void several_are_stopped_after_one_question_and_reported_once() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("Space", "Space", "t");
            assertThat(pilot.screen()).contains("Stop 2 containers", "api-gateway, batch-7", "y stop");

            pilot.press("y");
            assertThat(engine.calls()).containsExactlyInAnyOrder("stop api-gateway", "stop batch-7");
            assertThat(pilot.footer()).isEqualTo("api-gateway, batch-7 stopped (cleat stop api-gateway batch-7)");
            assertThat(pilot.model().table().marked()).isEmpty();
        }
    }

    @Test
    void anything_but_a_yes_leaves_them_alone() {
        try (Pilot pilot = Pilot.on(engine)) {
            for (String key : new String[] {"Enter", "n", "Esc", "q", " ", "t"}) {
                pilot.press("g", "U", "Space", "Space", "t", key);
                assertThat(pilot.model().dialog()).isEmpty();
            }
            assertThat(engine.calls()).isEmpty();
        }
    }

    @Test
    void what_failed_is_told_with_its_reason_and_stays_marked() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("Space", "Space", "Space", "t", "y");

            assertThat(pilot.screen())
                    .contains("Cannot stop all of them", "2 of 3 stopped", "it belongs to docker; stop it with that");
            assertThat(pilot.model().table().marked()).containsExactly("buildkit");
            pilot.press("t", "x");
            assertThat(pilot.model().dialog()).get().isInstanceOf(Dialog.Report.class);
            assertThat(pilot.press("Enter").model().dialog()).isEmpty();
        }
    }

    @Test
    void to_kill_several_their_number_has_to_be_typed() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("Space", "Space", "K");
            assertThat(pilot.screen()).contains("Type \"kill 2\" and Enter");

            pilot.press("Enter");
            assertThat(pilot.model().dialog()).isEmpty();
            pilot.press("K").type("kill 3").press("Enter");
            assertThat(pilot.model().dialog()).isPresent();
            assertThat(engine.calls()).isEmpty();

            pilot.press("Backspace").type("2").press("Enter");
            assertThat(engine.calls()).containsExactlyInAnyOrder("stop api-gateway kill", "stop batch-7 kill");
        }
    }

    @Test
    void to_destroy_one_that_runs_its_name_has_to_be_typed() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("D");
            assertThat(pilot.screen()).contains("It runs, and is stopped", "Type \"api-gateway\"");

            pilot.type("api-gatewa").press("Enter").type("y").press("Enter");
            assertThat(engine.calls()).containsExactly("destroy api-gateway stop");
            assertThat(pilot.footer()).isEqualTo("api-gateway destroyed (cleat destroy -f api-gateway)");
            assertThat(pilot.screen()).doesNotContain(" api-gateway  ");
        }
    }

    @Test
    void to_destroy_one_that_does_not_run_the_focus_has_to_be_moved() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("/").type("hello").press("Enter", "D", "Enter");
            assertThat(engine.calls()).isEmpty();

            pilot.press("D", "Tab", "Enter");
            assertThat(engine.calls()).containsExactly("destroy hello");
        }
    }

    @Test
    void only_those_in_a_state_for_it_are_meant_and_the_others_are_counted() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("*", "u");
            assertThat(engine.calls()).containsExactlyInAnyOrder("start hello", "start web-staging");

            pilot.press("U", "G", "Up", "Up", "Up", "Space", "Space", "Space", "K");
            assertThat(pilot.screen()).contains("Kill 3 containers");
        }
    }

    @Test
    void p_freezes_the_marked_that_run_and_thaws_them_when_none_runs() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("Space", "Space", "p");
            assertThat(engine.calls()).containsExactlyInAnyOrder("freeze api-gateway", "freeze batch-7");
        }
    }

    @Test
    void the_one_that_is_marked_is_meant_and_not_the_one_under_the_cursor() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("Space", "t");
            assertThat(pilot.screen()).contains("Stop api-gateway?");
            pilot.press("n", "D");
            assertThat(pilot.screen()).contains("Type \"api-gateway\"");
        }
    }

    @Test
    void in_read_only_mode_nothing_of_it_is_asked() {
        try (Pilot pilot = Pilot.on(engine, 80, 24, true, false)) {
            pilot.press("Space", "Space");
            for (String key : new String[] {"u", "t", "K", "r", "p", "D"}) {
                assertThat(pilot.press(key).footer()).startsWith("read-only:");
                assertThat(pilot.model().dialog()).isEmpty();
            }
            assertThat(engine.calls()).isEmpty();
        }
    }

    @Test
    void the_logs_of_several_are_shown_as_one() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("Space", "Space", "l");

            assertThat(pilot.model().screen())
                    .isInstanceOfSatisfying(
                            Screen.Log.class,
                            log -> assertThat(log.names()).containsExactlyInAnyOrder("api-gateway", "batch-7"));
        }
    }

    @Test
    void a_reason_of_several_lines_is_told_in_as_many() {
        try (Pilot pilot = Pilot.on(engine)) {
            Failure why = Failure.of("bad.yaml:1:1: key \"rootfs\" is missing\nbad.yaml:2:1: unknown key");
            pilot.send(new Message.DeedEnded(Deed.START, List.of("web"), Map.of("bad", why), List.of(), ""));
            assertThat(pilot.screen())
                    .contains("│ bad.yaml:1:1: key \"rootfs\" is missing ", "│ bad.yaml:2:1: unknown key ");
        }
    }

    @Test
    void what_only_its_own_runtime_can_do_is_not_even_asked() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("/").type("buildkit").press("Enter");
            for (String key : new String[] {"D", "r", "p"}) {
                assertThat(pilot.press(key).footer()).isEqualTo("buildkit belongs to docker");
                assertThat(pilot.model().dialog()).isEmpty();
            }
            pilot.press("Esc", "g", "Space", "Space", "Space", "D");
            assertThat(pilot.screen()).contains("Destroy 2 containers", "Left out: buildkit belongs to docker.");
            assertThat(pilot.press("Esc", "g", "Space", "Space", "p").footer()).isEqualTo("buildkit belongs to docker");
            assertThat(engine.calls()).isEmpty();
        }
    }
}
