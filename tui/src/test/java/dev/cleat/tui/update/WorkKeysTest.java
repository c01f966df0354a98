package dev.cleat.tui.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.StepProgress;
import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.Pilot;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Deed;
import dev.cleat.tui.model.Failure;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Work;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is under way; here it never ends by itself. */
class WorkKeysTest {

    private final FakeEngine engine = new FakeEngine(FakeContainers.mixed());

    @Test
    void a_stop_shows_its_steps_and_for_how_long_it_is_under_way() {
        try (Pilot pilot = with(Work.Kind.STOP, "Stopping web", "web", 1)) {
            pilot.send(new Message.StepBegun(1, step(1, "send it SIGPWR")))
                    .send(new Message.StepBegun(1, step(2, "wait for its end (10 s)")))
                    .send(new Message.Ticked(FakeContainers.NOW.plusSeconds(3)));

            assertThat(pilot.screen())
                    .contains(
                            "─ Stopping web ─",
                            "3 s",
                            "✓  1/4 send it SIGPWR",
                            "▸  2/4 wait for its end (10 s)",
                            "Ctrl-C leaves it running   K kills it now   Esc leaves it to itself");
        }
    }

    @Test
    void k_kills_what_does_not_want_to_stop() {
        try (Pilot pilot = with(Work.Kind.STOP, "Stopping api-gateway", "api-gateway", 1)) {
            pilot.press("K");
            assertThat(engine.calls()).containsExactly("stop api-gateway kill");
        }
    }

    @Test
    void it_is_called_back_once_and_then_told_so() {
        try (Pilot pilot = with(Work.Kind.STOP, "Stopping web", "web", 1)) {
            assertThat(pilot.press("Ctrl-C").screen())
                    .contains("being called back")
                    .doesNotContain("Ctrl-C leaves it");
            assertThat(pilot.model().works().all().get(0).calledBack()).isTrue();
        }
    }

    @Test
    void what_cannot_be_left_half_done_has_no_key_for_it() {
        try (Pilot pilot = with(Work.Kind.WHOLE, "Destroying web", "web", 1)) {
            assertThat(pilot.screen()).doesNotContain("Ctrl-C");
            pilot.press("Ctrl-C", "K");
            assertThat(pilot.model().works().all().get(0).calledBack()).isFalse();
            assertThat(engine.calls()).isEmpty();
        }
    }

    @Test
    void left_to_itself_it_stands_in_the_header_and_b_brings_it_back() {
        try (Pilot pilot = with(Work.Kind.STOP, "Stopping web", "web", 1)) {
            assertThat(pilot.press("Esc").footer()).isEqualTo("web is left to itself; b shows it");
            pilot.send(new Message.Ticked(FakeContainers.NOW.plusSeconds(7)));
            assertThat(pilot.lines().get(0)).contains("stopping web 7 s");
            assertThat(pilot.press("b").screen()).contains("─ Stopping web ─");

            pilot.send(new Message.WorkEnded(1));
            assertThat(pilot.model().dialog()).isEmpty();
            assertThat(pilot.lines().get(0)).doesNotContain("stopping");
            assertThat(pilot.press("b").footer()).isEqualTo("nothing is under way");
        }
    }

    @Test
    void however_long_it_is_the_header_keeps_it_apart_from_what_stands_at_the_right() {
        for (int length = 1; length <= 40; length++) {
            String name = "w".repeat(length);
            try (Pilot pilot = with(Work.Kind.STOP, "Stopping " + name, name, 1)) {
                String header = pilot.press("Esc").lines().get(0);
                assertThat(header).doesNotContainPattern("stopping w+ [0-9]+ s([^ ]| [0-9]+ run)");
            }
        }
    }

    @Test
    void what_is_typed_meanwhile_is_not_for_the_list_below() {
        try (Pilot pilot = with(Work.Kind.STOP, "Stopping web", "web", 1)) {
            Model before = pilot.model();
            pilot.press("j", "t", "y", "D", "q");
            assertThat(pilot.model().table().selected())
                    .isEqualTo(before.table().selected());
            assertThat(engine.calls()).isEmpty();
        }
    }

    @Test
    void q_does_not_leave_the_box_so_that_it_quits_nothing_when_the_box_closes_a_moment_earlier() {
        try (Pilot pilot = with(Work.Kind.STOP, "Stopping web", "web", 1)) {
            assertThat(pilot.press("q").screen()).contains("─ Stopping web ─");
        }
    }

    @Test
    void of_several_it_is_told_how_many_are_through_and_tab_shows_the_next() {
        try (Pilot pilot = with(Work.Kind.EACH, "Stopping 5 containers", "5 containers", 5)) {
            pilot.send(new Message.WorkAdvanced(1, 3));
            assertThat(pilot.screen()).contains("3 of 5 done", "Ctrl-C leaves those that have not begun");

            pilot.press("Esc", "t", "y"); // one more, which is over at once
            assertThat(pilot.lines().get(0)).contains("stopping 5 containers");
        }
    }

    @Test
    void one_that_a_service_carries_out_can_be_hurried_and_not_called_back_and_says_so() {
        try (Pilot pilot = with(Work.Kind.SERVICE_STOP, "Stopping db", "db", 1)) {
            assertThat(pilot.screen())
                    .contains("its runtime goes on with this by itself", "K kills it now")
                    .doesNotContain("Ctrl-C");
        }
    }

    @Test
    void who_leaves_while_something_is_under_way_is_asked() {
        try (Pilot pilot = with(Work.Kind.COMMAND, "Running trace on web", "trace", 1)) {
            assertThat(pilot.press("Esc", "q").screen()).contains("What is under way");
            assertThat(pilot.press("n").model().end()).isEmpty();
            assertThat(pilot.press(":").type("q!").press("Enter").model().end()).contains(0);
        }
    }

    @Test
    void a_failure_keeps_the_steps_that_led_to_it() {
        try (Pilot pilot = with(Work.Kind.START, "Starting web", "web", 1)) {
            pilot.send(new Message.StepBegun(1, step(1, "read the definition")))
                    .send(new Message.StartFailed(1, "web", Failure.of("no such file")))
                    .send(new Message.WorkEnded(1));
            assertThat(pilot.screen()).contains("Cannot start web", "×  1/4 read the definition", "no such file");
            assertThat(pilot.press("Enter").model().dialog()).isEmpty();
        }
    }

    @Test
    void of_a_deed_that_was_called_back_those_that_had_not_begun_are_told_and_stay_marked() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("Space", "Space")
                    .send(new Message.DeedEnded(Deed.STOP, List.of("api-gateway"), Map.of(), List.of("batch-7"), ""));
            assertThat(pilot.footer()).isEqualTo("1 of 2 stopped, the others were left as they were");
            assertThat(pilot.model().table().marked()).containsExactly("batch-7");
        }
    }

    private Pilot with(Work.Kind kind, String title, String subject, int total) {
        return Pilot.on(engine).begin(kind, title, subject, total);
    }

    private static StepProgress step(int number, String title) {
        return new StepProgress(number, 4, "STEP", title);
    }
}
