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
    void definitions_are_marked_by_themselves_and_a_filter_keeps_the_star_to_what_it_shows() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("Space", "5", "/").type("^web").press("Enter", "*", "Esc");

            assertThat(pilot.lines().get(0)).contains("Definitions", "1 marked");
            assertThat(pilot.press("G", "Space").lines().get(0)).contains("2 marked");
            assertThat(pilot.screen()).contains("\n▌web ");
            assertThat(pilot.press("U").lines().get(0)).doesNotContain("marked");
            assertThat(pilot.press("1").lines().get(0)).contains("1 marked");
        }
    }

    @Test
    void where_there_are_no_marks_the_key_says_which_lists_have_them() {
        try (Pilot pilot = Pilot.on(engine)) {
            assertThat(pilot.press("3", "Space").footer())
                    .isEqualTo("only containers (1) and definitions (5) can be marked");
        }
    }
}
