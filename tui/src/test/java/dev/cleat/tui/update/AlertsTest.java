package dev.cleat.tui.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.FakePane;
import dev.cleat.tui.Pilot;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Deed;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.Failure;
import dev.cleat.tui.model.Work;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Boxes that nobody asked for, and who types meanwhile. */
class AlertsTest {

    private final FakePane pane = new FakePane(false, "$ ls");
    private final FakeEngine engine = new FakeEngine(FakeContainers.mixed()).showIn(pane);

    @Test
    void bad_news_is_a_box_at_once_where_nobody_types() {
        try (Pilot pilot = Pilot.on(engine).send(failed("web"))) {
            assertThat(pilot.screen()).contains("Cannot stop web", "no such process");
        }
    }

    @Test
    void who_types_into_a_pane_keeps_the_keys_and_sees_the_box_when_he_goes_back() {
        try (Pilot pilot = Pilot.on(engine).press("A")) {
            pilot.send(new Message.Typed("rm -r /tmp/a")).send(failed("web")).send(new Message.Typed("bc\r"));
            assertThat(pane.calls()).endsWith("rm -r /tmp/a", "bc\r");
            assertThat(pilot.model().dialog()).isEmpty();

            pilot.send(new Message.Typed("\u0001")).press("Tab");
            assertThat(pilot.screen()).contains("Cannot stop web", "no such process");
        }
    }

    @Test
    void what_is_being_typed_is_typed_to_its_end_and_the_news_is_said_meanwhile() {
        try (Pilot pilot = Pilot.on(engine).press("/").type("ba").send(failed("web"))) {
            assertThat(pilot.model().dialog()).isEmpty();
            assertThat(pilot.model().notice().orElseThrow().text()).isEqualTo("Cannot stop web");
            pilot.type("t").press("Enter");
            assertThat(pilot.model().filter().text()).isEqualTo("bat");
            assertThat(pilot.screen()).contains("no such process");
        }
    }

    @Test
    void a_question_is_answered_before_the_box_of_something_else() {
        try (Pilot pilot = Pilot.on(engine).press("D")) {
            Dialog asked = pilot.model().dialog().orElseThrow();
            pilot.send(new Message.DeedEnded(Deed.STOP, List.of(), Map.of("db", Failure.of("busy")), List.of(), ""));
            assertThat(pilot.model().dialog()).contains(asked);
            assertThat(pilot.press("Esc").model().dialog()).get().isInstanceOf(Dialog.Report.class);
        }
    }

    @Test
    void the_box_of_work_that_failed_gives_way_and_that_of_other_work_does_not() {
        try (Pilot pilot = Pilot.on(engine)
                .begin(Work.Kind.STOP, "Stopping db", "db", 1)
                .begin(Work.Kind.STOP, "Stopping web", "web", 1)) {
            pilot.send(failed("db")).send(new Message.WorkEnded(1));
            assertThat(pilot.screen()).contains("─ Stopping web ─");
            pilot.send(failed("web")).send(new Message.WorkEnded(2));
            assertThat(pilot.screen()).contains("Cannot stop db");
            assertThat(pilot.press("Enter").screen()).contains("Cannot stop web");
            assertThat(pilot.press("Enter").model().dialog()).isEmpty();
        }
    }

    @Test
    void only_enter_and_esc_close_what_nobody_asked_for() {
        try (Pilot pilot = Pilot.on(engine).send(failed("web"))) {
            pilot.press("q", "Space", "Ctrl-C", "y", "n");
            assertThat(pilot.model().dialog()).isPresent();
            assertThat(pilot.model().end()).isEmpty();
            assertThat(pilot.press("Esc").model().dialog()).isEmpty();
        }
    }

    @Test
    void of_very_many_the_latest_wait() {
        try (Pilot pilot = Pilot.on(engine).press("/")) {
            for (int i = 0; i < 100; i++) {
                pilot.send(failed("c" + i));
            }
            assertThat(pilot.press("Esc").screen()).contains("Cannot stop c80");
            for (int i = 0; i < 20; i++) {
                pilot.press("Enter");
            }
            assertThat(pilot.model().dialog()).isEmpty();
        }
    }

    private static Message failed(String name) {
        return new Message.ActionFailed("Cannot stop " + name, Failure.of("no such process"));
    }
}
