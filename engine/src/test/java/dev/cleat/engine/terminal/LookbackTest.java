package dev.cleat.engine.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.screen.VirtualScreen;
import dev.cleat.engine.testing.Awaiting;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ctrl-A [ in a session: what was shown before, while it goes on. */
@Timeout(60)
class LookbackTest {

    private static final TerminalSize SIZE = new TerminalSize(24, 80);
    private static final String LOOK_BACK = "\u0001[";

    @TempDir
    Path directory;

    private static RelayedCommand session(String script) throws Exception {
        return new RelayedCommand(script, DetachKeys.parse(AttachRequest.DEFAULT_DETACH_KEYS));
    }

    /** What a terminal shows that was told all this. */
    private static List<String> screen(RelayedCommand session) {
        VirtualScreen screen = VirtualScreen.of(SIZE);
        screen.write(new String(session.operator().bytes(), StandardCharsets.UTF_8));
        return screen.lines();
    }

    private static void awaitLine(RelayedCommand session, int row, String start) throws Exception {
        Awaiting.until(start + " in row " + row + " of " + screen(session), () -> {
            session.operator().look(Duration.ofMillis(20));
            return screen(session).get(row).startsWith(start);
        });
    }

    @Test
    void it_is_looked_at_while_the_session_goes_on_and_then_the_session_is_there_as_if_nobody_had() throws Exception {
        Path go = directory.resolve("go");
        Path gone = directory.resolve("gone");
        String script =
                "stty -echo; i=0; while [ $i -lt 100 ]; do i=$((i+1)); echo line $i; done; while [ ! -e %s ]; do sleep"
                        + " 0.02; done; printf 'later\\nand $ '; : > %s; read x; echo got $x";
        try (RelayedCommand session = session(script.formatted(go, gone))) {
            session.operator().await("line 100");
            session.operator().type(LOOK_BACK + "g");
            awaitLine(session, 0, "line 1");
            awaitLine(session, 23, " scrollback 1-23 of 100");

            Files.createFile(go);
            Awaiting.until("the session to go on", () -> Files.exists(gone));
            session.operator().type("j");
            awaitLine(session, 0, "line 2");
            assertThat(session.operator().screen()).doesNotContain("later");

            session.operator().type("qword\r");
            session.operator().await("got word");
            session.end();
            List<String> last = screen(session);
            assertThat(last.subList(18, 23))
                    .containsExactly("line 98", "line 99", "line 100", "later", "and $ got word");
        }
    }

    @Test
    void keys_typed_in_one_burst_reach_whom_they_are_meant_for() throws Exception {
        try (RelayedCommand session = session("stty -echo; echo ready; read x; echo \"<$x>\"")) {
            session.operator().await("ready");
            session.operator().type("abc" + LOOK_BACK + "gGjkqdef\r");
            session.operator().await("<abcdef>");
        }
    }

    @Test
    void should_all_end_meanwhile_the_terminal_is_left_on_a_line_of_its_own_behind_the_session() throws Exception {
        try (RelayedCommand session = session("stty -echo; printf 'a\\n$ '; read x")) {
            session.operator().await("$ ");
            session.operator().type(LOOK_BACK);
            awaitLine(session, 23, " scrollback");

            session.operator().terminal().suspend(); // writes what the end of the JVM writes
            byte[] host = "H$".getBytes(StandardCharsets.US_ASCII);
            session.operator().terminal().write(host, 0, host.length);

            awaitLine(session, 2, "H$");
            assertThat(screen(session).subList(0, 2)).containsExactly("a", "$");
        }
    }

    @Test
    void a_program_on_the_other_screen_is_drawn_anew() throws Exception {
        String script = "stty -echo; seq 101 200; printf '\\033[?1049h\\033[2J\\033[3;5Hfull\\033[?2004h'; read x;"
                + " printf '\\033[?2004l\\033[?1049l'; echo after";
        try (RelayedCommand session = session(script)) {
            session.operator().await("full");
            session.operator().type(LOOK_BACK);
            awaitLine(session, 23, " scrollback");
            session.operator().type("g");
            awaitLine(session, 0, "101");
            session.operator().type("q");
            awaitLine(session, 2, "    full");
            session.operator().type("\r");
            session.operator().await("after");
            session.end();
            assertThat(screen(session).subList(21, 23)).containsExactly("200", "after");
        }
    }

    @Test
    void what_a_session_shows_meanwhile_is_shown_once_it_is_seen_again_even_when_it_is_more_than_is_remembered()
            throws Exception {
        Path go = directory.resolve("go");
        String script =
                "stty -echo; echo begin; while [ ! -e %s ]; do sleep 0.02; done; seq 1 200000; : > %s.done; read x; echo"
                        + " got $x";
        try (RelayedCommand session = session(script.formatted(go, go))) {
            session.operator().await("begin");
            session.operator().type(LOOK_BACK);
            awaitLine(session, 23, " scrollback");
            Files.createFile(go);
            Awaiting.until("all of it", () -> Files.exists(directory.resolve("go.done")));
            session.operator().type("q");
            session.operator().await("200000");
            session.operator().type("x\r");
            session.operator().await("got x");
            assertThat(screen(session).subList(20, 23)).containsExactly("199999", "200000", "got x");
            assertThat(session.operator().bytes().length).isLessThan(400_000);
        }
    }

    @Test
    void nothing_that_the_session_wrote_reaches_the_terminal_a_second_time_but_as_letters() throws Exception {
        String hostile = "\\033]52;c;cHduZWQ=\\007\\033[6n\\033P$qm\\033\\134\\033[5i\\033]0;owned\\007text";
        try (RelayedCommand session = session("stty -echo raw; printf '" + hostile + "'; head -c 1 >/dev/null")) {
            session.operator().await("text");
            int first = session.operator().bytes().length;
            session.operator().type(LOOK_BACK);
            awaitLine(session, 23, " scrollback");
            session.operator().type("q");
            session.operator().type(" ");
            session.end();
            session.operator().look(Duration.ZERO);
            String later = session.operator().screen().substring(first);
            assertThat(later).contains("text").doesNotContain("]52", "[6n", "$qm", "[5i", "owned");
        }
    }

    @Test
    void a_session_that_ends_meanwhile_is_seen_to_its_end() throws Exception {
        Path go = directory.resolve("go");
        try (RelayedCommand session =
                session("stty -echo; echo begin; while [ ! -e %s ]; do sleep 0.02; done; echo the end".formatted(go))) {
            session.operator().await("begin");
            session.operator().type(LOOK_BACK);
            awaitLine(session, 23, " scrollback");
            Files.createFile(go);
            assertThat(session.command().process().awaitEnd(Duration.ofSeconds(20)))
                    .isTrue();
            session.operator().look(Relay.GRACE.multipliedBy(3)); // nothing is shown, and the relay stays
            assertThat(session.hasEnded()).isFalse();
            session.operator().type("qls\r");
            session.end();
            session.operator().await("the end");
            byte[] next = new byte[10];
            int count = session.operator().terminal().read(next, Duration.ofSeconds(5));
            assertThat(new String(next, 0, count, StandardCharsets.US_ASCII)).isEqualTo("ls\r"); // the shell's
        }
    }

    @Test
    void a_session_is_left_from_there_and_the_terminal_is_as_it_was() throws Exception {
        try (RelayedCommand session = session("echo begin; sleep 1000")) {
            session.operator().await("begin");
            session.operator().type(LOOK_BACK);
            awaitLine(session, 23, " scrollback");
            session.operator().type("\u0001q");
            assertThat(session.end().reason()).isEqualTo(RelayEnd.Reason.DETACHED);
            session.operator().look(Duration.ofMillis(100));
            assertThat(screen(session)).startsWith("begin", "");
        }
    }

    @Test
    void below_a_prompt_that_was_left_the_next_words_have_a_line_of_their_own() throws Exception {
        try (RelayedCommand session = session("printf 'prompt# '; sleep 1000")) {
            session.operator().await("prompt# ");
            session.operator().type("\u0001q");
            session.end();
            session.operator().look(Duration.ofMillis(100));
            assertThat(session.operator().screen()).endsWith("prompt# \r\n");
        }
    }
}
