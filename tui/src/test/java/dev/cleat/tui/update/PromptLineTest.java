package dev.cleat.tui.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.Pilot;
import dev.cleat.tui.render.FrameRenderer;
import org.junit.jupiter.api.Test;

/** What stands in the last line while something is typed there. */
class PromptLineTest {

    private final FakeEngine engine = new FakeEngine(FakeContainers.mixed());

    @Test
    void what_is_wrong_with_a_filter_stands_beside_it_where_there_is_room() {
        try (Pilot pilot = Pilot.on(engine, 120, 40, false, false)) {
            pilot.press("/").type("a(");
            assertThat(pilot.footer()).startsWith("filter /a(   ");
        }
    }

    @Test
    void where_there_is_none_it_is_told_whole_above_it() {
        try (Pilot wide = Pilot.on(engine, 200, 40, false, false);
                Pilot pilot = Pilot.on(engine, 40, 12, false, false)) {
            String typed = "state:running cpu>much";
            String why = wide.press("/")
                    .type(typed)
                    .footer()
                    .substring(("filter /" + typed).length())
                    .strip();
            pilot.press("/").type(typed);

            assertThat(why).isEqualTo("\"much\" is no number");
            assertThat(pilot.footer()).isEqualTo("filter /" + typed);
            assertThat(String.join(" ", pilot.lines()).replaceAll("\\s+", " ")).contains(why);
        }
    }

    @Test
    void of_a_text_that_is_longer_than_the_line_its_end_is_shown_with_the_cursor_behind_it() {
        try (Pilot pilot = Pilot.on(engine, 40, 12, false, false)) {
            pilot.press("/").type("one|two|three|four|five|six|seven|eight|nine");
            assertThat(pilot.footer()).startsWith("filter /…").endsWith("|eight|nine");
            assertThat(FrameRenderer.render(pilot.model())
                            .cursor()
                            .orElseThrow()
                            .column())
                    .isEqualTo(39);
            pilot.press("Backspace");
            assertThat(pilot.footer()).endsWith("|eight|nin");
        }
    }
}
