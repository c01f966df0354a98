package dev.cleat.tui.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.Pilot;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Failure;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Dialogs whose text is longer than the terminal is high. */
class LongDialogsTest {

    private static final int COLUMNS = 40;
    private static final int ROWS = 8;

    private static Pilot pilot() {
        return Pilot.on(new FakeEngine(FakeContainers.mixed()), COLUMNS, ROWS, false, false);
    }

    @Test
    void bad_news_are_read_line_by_line_and_what_to_do_is_at_their_end() throws Exception {
        Failure failure = new Failure(
                "cannot kill web: " + "one reason after the other ".repeat(9), Optional.of("wait"), Optional.empty());
        try (Pilot pilot = pilot()) {
            pilot.send(new Message.ActionFailed("Cannot kill web", failure));
            assertThat(pilot.screen()).contains("▼ ", "Enter closes this").doesNotContain("→ wait");
            pilot.press("PgDn", "PgDn", "PgDn", "PgDn", "PgDn");
            assertThat(pilot.screen())
                    .contains("→ wait", "▲ ", "Enter closes this")
                    .doesNotContain("▼ ");
            pilot.press("Up");
            assertThat(pilot.screen()).contains("▼ 1");
            pilot.press("Enter");
            assertThat(pilot.model().dialog()).isEmpty();
        }
    }

    @Test
    void a_question_is_answered_wherever_its_text_is_scrolled_to() throws Exception {
        try (Pilot pilot = pilot()) {
            pilot.press("G", "Up", "Up", "D", "Down", "Down");
            assertThat(pilot.screen()).contains("▲ 2", "[ Cancel ]");
            pilot.press("Tab");
            assertThat(pilot.screen()).contains("▲ 2", "[ Destroy ]");
            pilot.press("Esc", "D");
            assertThat(pilot.screen()).contains("hello").doesNotContain("▲");
        }
    }

    @Test
    void a_text_that_is_seen_whole_takes_no_key() throws Exception {
        try (Pilot pilot = pilot()) {
            pilot.press("t", "Down");
            assertThat(pilot.model().dialog()).isEmpty();
        }
    }
}
