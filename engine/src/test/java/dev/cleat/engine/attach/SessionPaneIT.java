package dev.cleat.engine.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.SessionInfo.State;
import dev.cleat.engine.api.SessionPane;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.testing.Awaiting;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions in a part of a screen. */
@Timeout(120)
class SessionPaneIT extends SessionFixture {

    private static final TerminalSize SIZE = new TerminalSize(10, 40);

    @Test
    void keys_go_in_and_cells_come_out_in_the_size_of_the_pane_until_its_command_ends() throws Exception {
        String id = detached("stty size; while read line; do echo got $line; stty size; done; exit 3");
        AtomicInteger changes = new AtomicInteger();
        try (SessionPane pane = bench.engine().openPane(id, false, SIZE, changes::incrementAndGet)) {
            awaitText(pane, "10 40", "\r");
            type(pane, "größe\r");
            awaitText(pane, "got größe");
            pane.resize(new TerminalSize(12, 50));
            Awaiting.until("the new size", () -> {
                type(pane, "x\r");
                return text(pane).contains("12 50");
            });
            assertThat(session(id).state()).isEqualTo(State.ATTACHED);
            assertThatThrownBy(() -> bench.engine().attachSession(id, KEYS, Optional.empty()))
                    .isInstanceOf(BusyException.class);
            type(pane, "\u0004");
            Awaiting.until("the end", () -> pane.end().isPresent());
            assertThat(pane.end()).contains(new CommandOutcome.Exited(3));
            assertThat(changes.get()).isPositive();
        }
        assertThat(bench.engine().sessions()).isEmpty();
    }

    @Test
    void one_that_is_left_runs_on_and_is_come_back_to_in_another_pane() throws Exception {
        String id = detached("echo begun; while read line; do echo got $line; done");
        try (SessionPane pane = bench.engine().openPane(id, false, SIZE, () -> {})) {
            type(pane, "one\r");
            awaitText(pane, "got one");
        }
        Awaiting.until("detached", () -> session(id).state() == State.DETACHED);
        try (SessionPane pane = bench.engine().openPane(id, false, SIZE, () -> {})) {
            awaitText(pane, "got one");
        }
    }

    @Test
    void who_watches_sees_the_sessions_own_size_and_types_nothing() throws Exception {
        String id = detached("echo begun; while read line; do echo got $line; done");
        try (SessionPane operator = bench.engine().openPane(id, false, new TerminalSize(15, 70), () -> {})) {
            type(operator, "one\r");
            awaitText(operator, "got one");
            try (SessionPane watcher = bench.engine().openPane(id, true, SIZE, () -> {})) {
                awaitText(watcher, "got one");
                assertThat(watcher.image().size()).isEqualTo(new TerminalSize(15, 70));
                type(watcher, "unheard\r");
                type(operator, "two\r");
                awaitText(watcher, "got two");
                assertThat(text(operator)).doesNotContain("unheard");
            }
        }
    }

    @Test
    void what_a_session_asks_of_the_keyboard_is_known_and_what_scrolls_away_is_kept() throws Exception {
        String id =
                detached("printf '\\033[?1h\\033[?2004h'; for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo line $i; done; "
                        + "echo done; read x");
        try (SessionPane pane = bench.engine().openPane(id, false, SIZE, () -> {})) {
            awaitText(pane, "done");
            assertThat(pane.cursorKeys()).isTrue();
            assertThat(pane.bracketedPaste()).isTrue();
            Awaiting.until("scrolled lines", () -> pane.scrolled().contains("line 1"));
        }
    }

    private static void awaitText(SessionPane pane, String text) throws Exception {
        Awaiting.until("the pane shows " + text, () -> text(pane).contains(text));
    }

    private static void awaitText(SessionPane pane, String text, String nudge) throws Exception {
        type(pane, nudge);
        awaitText(pane, text);
    }

    private static void type(SessionPane pane, String keys) {
        pane.type(keys.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(SessionPane pane) {
        return String.join("\n", pane.image().text()) + pane.problem().orElse("");
    }
}
