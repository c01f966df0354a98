package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.cli.CommandLineFixture.Result;
import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.SessionInfo;
import dev.cleat.engine.api.SessionInfo.State;
import dev.cleat.engine.api.SessionInfo.Who;
import dev.cleat.engine.api.UnknownContainerException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SessionsVerbTest {

    private static final String ID = "01a201ea-3c49-757d-aadb-6c7968575f6e";

    private final CommandLineFixture cleat = new CommandLineFixture();

    private static SessionInfo session(String container, List<String> command, State state, OptionalInt status) {
        return new SessionInfo(
                ID,
                container,
                state,
                new Who(
                        "al",
                        0,
                        Optional.of(1000L),
                        List.of("al", "root"),
                        Optional.of("/dev/pts/3"),
                        Optional.of("10.0.0.1 4711 10.0.0.2 22")),
                command,
                Instant.parse("2026-01-01T00:00:00Z"),
                Duration.ofSeconds(61),
                5,
                2048,
                List.of("CAP"),
                Optional.of("a repair"),
                Optional.of(Path.of("/r/x.cast")),
                status);
    }

    @Test
    void the_table_tells_who_does_what_where() {
        cleat.engine.sessions.add(session("web", List.of("vi", "/etc/hosts"), State.DETACHED, OptionalInt.empty()));
        Result result = cleat.run("sessions");
        assertThat(result.status()).isZero();
        assertThat(result.out())
                .contains(ID.substring(0, 13), "web", "detached", "al(0) from 10.0.0.1 on pts/3", "1m", "2.0K", "CAP")
                .contains("vi /etc/hosts");
    }

    @Test
    void what_others_chose_the_words_of_moves_no_cursor_and_forges_no_line() {
        String hostile = "\u001b]0;pwn\u0007\u001b[2J\nroot\u202e\u009b31m";
        cleat.engine.sessions.add(session(hostile, List.of(hostile), State.ATTACHED, OptionalInt.empty()));
        Result result = cleat.run("sessions");
        assertThat(result.status()).isZero();
        assertThat(result.out().lines()).hasSize(2);
        assertThat(result.out()).doesNotContain("\u001b", "\u0007", "\u202e", "\u009b");
    }

    @Test
    void one_that_has_ended_is_listed_when_it_is_asked_for_and_mentioned_otherwise() {
        cleat.engine.sessions.add(session("web", List.of("make"), State.ENDED, OptionalInt.of(137)));
        Result live = cleat.run("sessions");
        assertThat(live.out()).doesNotContain("web", "137");
        assertThat(live.err()).contains("1 session has ended with nobody there: cleat sessions -a");
        assertThat(cleat.run("sessions", "-q").err()).isEmpty();
        assertThat(cleat.run("sessions", "--json").out()).isEqualTo("[ ]\n");
        Result all = cleat.run("sessions", "-a");
        assertThat(all.out()).contains("web", "ended 137", "done");
        assertThat(all.err()).isEmpty();
    }

    @Test
    void the_list_says_whether_what_is_shown_now_is_recorded() {
        cleat.engine.sessions.add(session("web", List.of("sh"), State.DETACHED, OptionalInt.empty()));
        assertThat(cleat.run("sessions").out()).containsPattern("CAP +kept +sh");
        assertThat(cleat.run("sessions", "--json").out()).contains("\"recordingState\" : \"KEPT\"");
        cleat.engine.sessions.set(0, session("web", List.of("sh"), State.ATTACHED, OptionalInt.empty()));
        assertThat(cleat.run("sessions").out()).containsPattern("CAP +yes +sh");
        assertThat(cleat.run("sessions", "--json").out()).contains("\"recordingState\" : \"LIVE\"");
    }

    @Test
    void json_has_stable_names() {
        cleat.engine.sessions.add(session("web", List.of("sh"), State.ENDED, OptionalInt.of(7)));
        Result result = cleat.run("sessions", "--json", "-a");
        assertThat(result.status()).isZero();
        assertThat(result.out())
                .contains("\"id\" : \"" + ID + "\"", "\"state\" : \"ENDED\"", "\"exitStatus\" : 7")
                .contains("\"loginUid\" : 1000", "\"sudoChain\" : [ \"al\", \"root\" ]", "\"bytesOut\" : 2048")
                .contains("\"since\" : \"2026-01-01T00:00:00Z\"", "\"idleSeconds\" : 61", "\"reason\" : \"a repair\"");
    }

    @Test
    void each_word_asks_the_engine() {
        assertThat(cleat.run("sessions", "kill", "a", "b").status()).isZero();
        assertThat(cleat.run("sessions", "kill", "-k", "c").status()).isZero();
        assertThat(cleat.run("sessions", "watch", "d").status()).isZero();
        cleat.engine.outcome = new CommandOutcome.Exited(9);
        assertThat(cleat.run("sessions", "attach", "e", "--detach-keys", "ctrl-x,x")
                        .status())
                .isEqualTo(9);
        assertThat(cleat.engine.calls)
                .containsExactly(
                        "killSession a 2000ms",
                        "killSession b 2000ms",
                        "killSession c 0ms",
                        "watchSession d ctrl-a,q|ctrl-a,d",
                        "attachSession e ctrl-x,x");
    }

    @Test
    void who_leaves_a_session_is_told_how_to_come_back() {
        cleat.engine.outcome = new CommandOutcome.Detached(Optional.of(ID));
        Result result = cleat.run("sessions", "attach", ID);
        assertThat(result.status()).isZero();
        assertThat(result.err()).contains("cleat sessions attach " + ID);
        Result left = cleat.run("attach", "web");
        assertThat(left.status()).isZero();
        assertThat(left.err()).contains("left session " + ID);
        assertThat(left.out()).isEmpty();
    }

    @Test
    void begun_with_nobody_at_it_its_id_is_the_result() {
        cleat.engine.outcome = new CommandOutcome.Detached(Optional.of(ID));
        Result result = cleat.run("attach", "-d", "web", "--", "make");
        assertThat(result.status()).isZero();
        assertThat(result.out()).isEqualTo(ID + "\n");
        assertThat(cleat.engine.attach.detached()).isTrue();
    }

    @Test
    void failures_have_their_numbers() {
        cleat.engine.failures.put("attachSession", new BusyException("somebody is at it", null));
        cleat.engine.failures.put("killSession", new UnknownContainerException("no session x", null));
        assertThat(cleat.run("sessions", "attach", "x").status()).isEqualTo(ExitStatus.BUSY);
        assertThat(cleat.run("sessions", "kill", "x").status()).isEqualTo(ExitStatus.UNKNOWN);
        assertThat(cleat.run("sessions", "kill").status()).isEqualTo(ExitStatus.WRONG_USAGE);
        assertThat(cleat.run("sessions", "attach", "a", "b").status()).isEqualTo(ExitStatus.WRONG_USAGE);
        Result wrong = cleat.run("sessions", "wach", "a");
        assertThat(wrong.status()).isEqualTo(ExitStatus.WRONG_USAGE);
        assertThat(wrong.err()).contains("watch");
    }
}
