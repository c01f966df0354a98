package dev.cleat.tui.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ScreenImage;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.FakePane;
import dev.cleat.tui.Pilot;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Dialog;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PaneKeysTest {

    private static final String PREFIX = "\u0001";

    private final FakePane fake = new FakePane(true, "$ ls", "etc  home");
    private final FakeEngine engine = new FakeEngine(FakeContainers.mixed()).showIn(fake);

    @Test
    void a_session_is_opened_below_the_list_gets_what_is_typed_and_is_left_running() {
        try (Pilot pilot = opened(engine)) {
            assertThat(engine.calls()).contains("attach api-gateway", "pane session-of-api-gateway 13x80");
            assertThat(pilot.lines()).hasSize(24);
            assertThat(pilot.lines().get(10)).contains("1 api-gateway").contains("Ctrl-a q leave");
            assertThat(pilot.lines().get(12)).isEqualTo("$ ls");

            type(pilot, "größe\r");
            type(pilot, "q");
            assertThat(fake.calls()).containsSequence("größe\r", "q");

            type(pilot, PREFIX);
            assertThat(pilot.screen()).contains("Ctrl-a: q leave");
            pilot.press("q");
            assertThat(fake.calls()).endsWith("left");
            assertThat(pilot.screen()).doesNotContain("$ ls").contains("sessions attach session-of-api-gateway");
            assertThat(pilot.model().size()).isEqualTo(new TerminalSize(24, 80));
        }
    }

    @Test
    void the_prefix_twice_is_typed_once_and_another_key_after_it_tells_the_keys() {
        try (Pilot pilot = opened(engine)) {
            type(pilot, PREFIX);
            pilot.press("Ctrl-A");
            assertThat(fake.calls()).endsWith(PREFIX);
            type(pilot, PREFIX);
            assertThat(pilot.press("y").screen()).contains("Ctrl-a then: q leave it");
        }
    }

    @Test
    void keys_go_between_the_list_and_the_pane_and_the_list_works_while_it_is_open() {
        try (Pilot pilot = opened(engine)) {
            type(pilot, PREFIX);
            pilot.press("Tab", "j");
            assertThat(pilot.model().table().selected()).contains("batch-7");
            assertThat(pilot.screen()).contains("Tab goes there").contains("$ ls");
            pilot.press("Tab");
            type(pilot, "x");
            assertThat(fake.calls()).endsWith("x");
        }
    }

    @Test
    void several_sessions_are_tabs_and_one_that_is_there_is_gone_to() {
        try (Pilot pilot = opened(engine)) {
            type(pilot, PREFIX);
            pilot.press("Tab", "j", "A");
            shown(pilot, 2);
            assertThat(pilot.lines().get(10)).contains("1 api-gateway").contains("2 batch-7");
            type(pilot, PREFIX);
            pilot.press("p");
            assertThat(pilot.model().panes().active()).isZero();
            type(pilot, PREFIX);
            pilot.press("Tab", "A");
            assertThat(pilot.model().panes().tabs()).hasSize(2);
            assertThat(pilot.model().panes().active()).isEqualTo(1);
        }
    }

    @Test
    void the_pane_stands_beside_where_there_is_room_and_alone_where_there_is_little() {
        try (Pilot pilot = opened(engine)) {
            pilot.send(new Message.Resized(new TerminalSize(40, 200)));
            assertThat(pilot.model().size()).isEqualTo(new TerminalSize(40, 90));
            assertThat(fake.calls()).endsWith("39x109");
            assertThat(pilot.lines().get(2)).contains("api-gateway").endsWith("│$ ls");

            pilot.send(new Message.Resized(new TerminalSize(12, 60)));
            assertThat(fake.calls()).endsWith("11x60");
            assertThat(pilot.lines()).hasSize(12).noneMatch(line -> line.contains("NAME"));
            type(pilot, PREFIX);
            assertThat(pilot.press("Tab").screen()).contains("NAME");
        }
    }

    @Test
    void what_has_scrolled_away_is_looked_at_and_left_by_any_other_key() {
        try (Pilot pilot = opened(engine)) {
            type(pilot, PREFIX);
            pilot.press("[");
            assertThat(pilot.screen()).contains("oldest").contains("scrolled back 3 lines");
            pilot.press("Down");
            assertThat(pilot.screen()).doesNotContain("oldest").contains("older");
            pilot.press("q");
            type(pilot, "z");
            assertThat(fake.calls()).endsWith("z");
        }
    }

    @Test
    void a_click_gives_the_keys_to_what_was_clicked_and_the_wheel_scrolls_what_has_them() {
        try (Pilot pilot = opened(engine)) {
            pilot.send(new Message.Wheeled(true));
            assertThat(pilot.screen()).contains("scrolled back 3 lines");
            pilot.send(new Message.Clicked(5, 3));
            assertThat(pilot.model().panes().focused()).isFalse();
            assertThat(pilot.model().table().selected()).contains("batch-7");
            pilot.send(new Message.Clicked(5, 15));
            assertThat(pilot.model().panes().focused()).isTrue();
        }
    }

    @Test
    void cursor_keys_and_pasted_text_come_as_the_program_wants_them() {
        try (Pilot pilot = opened(engine)) {
            type(pilot, "\u001b[A\u001b[1;5C\u001b[200~pasted\u001b[201~");
            assertThat(fake.calls()).endsWith("\u001bOA\u001b[1;5Cpasted");
        }
    }

    @Test
    void a_session_that_has_ended_says_so_and_is_closed_by_enter() {
        try (Pilot pilot = opened(engine)) {
            fake.endWith(new CommandOutcome.Exited(3));
            pilot.send(new Message.PaneEnded(1, "ended with status 3"));
            assertThat(pilot.screen())
                    .contains("1 api-gateway ended with status 3")
                    .contains("Enter closes it");
            type(pilot, "\r");
            assertThat(pilot.model().panes().isOpen()).isFalse();
        }
    }

    @Test
    void one_that_was_closed_before_it_was_there_is_left_as_soon_as_it_is() {
        try (Pilot pilot = opened(engine)) {
            pilot.with(model -> model.withPanes(model.panes().without(1)));
            pilot.send(new Message.PaneOpened(1, "session-of-api-gateway"));
            assertThat(fake.calls()).endsWith("left");
            assertThat(pilot.footer()).contains("left before it was shown");
        }
    }

    @Test
    void what_cannot_be_opened_is_told_and_leaves_no_pane() {
        try (Pilot pilot = Pilot.on(new FakeEngine(FakeContainers.mixed())).press("A")) {
            assertThat(pilot.model().panes().isOpen()).isFalse();
            assertThat(pilot.model().dialog()).get().isInstanceOf(Dialog.Problem.class);
        }
    }

    @Test
    void read_only_opens_no_shell_and_what_does_not_run_has_none() {
        try (Pilot pilot = Pilot.on(engine, 80, 24, true, false).press("A")) {
            assertThat(pilot.footer()).contains("read-only");
        }
        try (Pilot pilot = Pilot.on(engine).press("j", "j", "j", "j", "j", "A")) {
            assertThat(pilot.footer()).contains("does not run");
        }
        assertThat(engine.calls()).isEmpty();
    }

    private Pilot opened(FakeEngine on) {
        Pilot pilot = Pilot.on(on).press("A");
        shown(pilot, 1);
        return pilot;
    }

    /** As the pane tells it some milliseconds later. */
    private void shown(Pilot pilot, int id) {
        ScreenImage image = fake.image();
        pilot.send(new Message.PaneShown(id, image, List.of("oldest", "older", "old"), true, false));
        assertThat(pilot.model().panes().tab(id).orElseThrow().session()).isNotEqualTo(Optional.empty());
    }

    private static void type(Pilot pilot, String keys) {
        byte[] bytes = keys.getBytes(StandardCharsets.UTF_8);
        pilot.send(new Message.Typed(new String(bytes, StandardCharsets.ISO_8859_1)));
    }
}
