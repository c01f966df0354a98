package dev.cleat.tui.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.Pilot;
import dev.cleat.tui.message.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

class MarkKeysTest {

    private final FakeEngine engine = new FakeEngine(FakeContainers.mixed());

    @Test
    void space_marks_and_goes_on_and_takes_a_mark_away() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("Space", "Space");
            assertThat(pilot.model().subjects()).containsExactly("api-gateway", "batch-7");
            assertThat(pilot.lines().get(0)).contains("2 marked");

            pilot.press("Up", "Space");
            assertThat(pilot.model().subjects()).containsExactly("api-gateway");
        }
    }

    @Test
    void the_star_marks_what_is_shown_and_nothing_else() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("/").type("^b").press("Enter", "*", "Esc");
            assertThat(pilot.model().subjects()).containsExactly("batch-7", "buildkit");

            pilot.press("U");
            assertThat(pilot.model().table().marked()).isEmpty();
            assertThat(pilot.model().subjects()).hasSize(1);
        }
    }

    @Test
    void a_mark_goes_with_its_container() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("*").send(new Message.ContainersListed(List.of(FakeContainers.stopped("hello"))));

            assertThat(pilot.model().table().marked()).containsExactly("hello");
        }
    }

    @Test
    void on_another_screen_marks_do_not_count() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("*", "g", "Enter");

            assertThat(pilot.model().subjects()).containsExactly("api-gateway");
        }
    }

    @Test
    void on_the_definitions_a_mark_says_why_there_is_none() {
        try (Pilot pilot = Pilot.on(engine)) {
            assertThat(pilot.press("5", "*").footer())
                    .isEqualTo("only containers can be marked (1); here u starts the selected one");
            assertThat(pilot.press("3", "Space").footer()).isEqualTo("only containers can be marked (1)");
        }
    }
}
