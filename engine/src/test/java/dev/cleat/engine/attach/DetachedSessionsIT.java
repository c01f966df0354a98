package dev.cleat.engine.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.SessionInfo.State;
import dev.cleat.engine.api.UnknownContainerException;
import dev.cleat.engine.api.WrongStateException;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.EngineProgram;
import dev.cleat.engine.testing.TerminalProgram;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions that are left and come back to. */
@Timeout(120)
class DetachedSessionsIT extends SessionFixture {

    @Test
    void what_was_shown_before_can_be_looked_at_by_who_began_it_and_by_who_comes_back() throws Exception {
        try (Attached operator = new Attached(
                bench, request("seq 1 100; read x; seq 200 300; read x").build())) {
            operator.operator().await("100\r\n");
            operator.operator().type("\u0001[g");
            operator.operator().await("scrollback 1-23 of 100");
            operator.operator().type("q\r");
            operator.operator().await("300\r\n");
            operator.operator().type(LEAVE);
            String id = id(operator.outcome());
            try (Attached back = attached(id)) {
                back.operator().await("300\r\n");
                back.operator().type("\u0001[/42\r");
                back.operator().await("\"42\": 2 of 2"); // 42 and 242
                back.operator().type("nq\r");
                assertThat(back.outcome()).isEqualTo(new CommandOutcome.Exited(0));
            }
        }
    }

    @Test
    void one_that_was_begun_with_nobody_at_it_gives_whoever_comes_its_screen_and_later_its_status() throws Exception {
        String id = detached("echo begun; read line; echo got $line; exit 7");
        Awaiting.until("output", () -> session(id).bytesOut() > 0);
        assertThat(session(id).state()).isEqualTo(State.DETACHED);
        assertThat(container.summary().sessions()).isEqualTo(1);

        try (Attached operator = attached(id)) {
            operator.operator().await("begun");
            Awaiting.until("attached", () -> session(id).state() == State.ATTACHED);
            operator.operator().type("words\r");

            assertThat(operator.outcome()).isEqualTo(new CommandOutcome.Exited(7));
            assertThat(operator.operator().screen()).contains("got words");
        }
        assertThat(bench.engine().sessions()).isEmpty();
        assertThat(directory.resolve("state/sessions").toFile().list()).isNullOrEmpty();
    }

    @Test
    void one_that_is_left_and_come_back_to_goes_on_where_it_was() throws Exception {
        String id;
        try (Attached first = new Attached(
                bench,
                request("echo begun; while read line; do echo got $line; done").build())) {
            first.operator().await("begun");
            first.operator().type("one\r");
            first.operator().await("got one");
            first.operator().type(LEAVE);
            id = id(first.outcome());
        }
        for (String word : List.of("two", "three")) {
            try (Attached next = attached(id)) {
                next.operator().await("got one");
                next.operator().type(word + "\r");
                next.operator().await("got " + word);
                next.operator().type(LEAVE);
                assertThat(id(next.outcome())).isEqualTo(id);
            }
        }
        assertThat(session(id).bytesIn()).isGreaterThanOrEqualTo(14);
    }

    @Test
    void one_whose_client_is_killed_runs_on_with_its_screen_and_its_status() throws Exception {
        String[] line = {"attach", container.name(), "AUTO", "-", "/bin/sh", "-c", "echo shown; read x; exit 5"};
        try (TerminalProgram client = new TerminalProgram("exec \"$@\"", EngineProgram.commandLine(bench, line))) {
            client.await("shown");
            client.process().destroyForcibly().waitFor();
        }
        Awaiting.until("detached", () -> bench.engine().sessions().get(0).state() == State.DETACHED);
        String id = bench.engine().sessions().get(0).id();
        try (Attached operator = attached(id)) {
            operator.operator().await("shown");
            operator.operator().type("\r");
            assertThat(operator.outcome()).isEqualTo(new CommandOutcome.Exited(5));
        }
    }

    @Test
    void one_whose_client_is_asked_to_end_ends() throws Exception {
        String[] line = {"attach", container.name(), "AUTO", "-", "/bin/sh", "-c", "echo shown; exec sleep 1000"};
        try (TerminalProgram client = new TerminalProgram("exec \"$@\"", EngineProgram.commandLine(bench, line))) {
            client.await("shown");
            client.process().destroy();
            client.process().waitFor();
        }
        Awaiting.until("no session", () -> bench.engine().sessions().isEmpty());
        Awaiting.until("the command's end", () -> container.processes().size() == 1);
    }

    @Test
    void one_whose_terminal_has_gone_ends() throws Exception {
        Attached operator =
                new Attached(bench, request("echo shown; exec sleep 1000").build());
        operator.operator().await("shown");
        operator.operator().seat().close();
        Awaiting.until("the end of the attach", operator::hasEnded);
        Awaiting.until("no session", () -> bench.engine().sessions().isEmpty());
    }

    @Test
    void one_that_ended_with_nobody_at_it_tells_its_last_screen_and_its_status_once() throws Exception {
        String id = detached("echo last words; kill -TERM $$");
        Awaiting.until("its end", () -> session(id).state() == State.ENDED);
        assertThat(container.summary().sessions()).isZero();
        assertThatThrownBy(() -> bench.engine().watchSession(id, KEYS, Optional.empty()))
                .isInstanceOf(WrongStateException.class);

        try (Attached operator = attached(id)) {
            assertThat(operator.outcome().exitStatus()).isEqualTo(143);
            assertThat(operator.operator().screen()).contains("last words");
        }
        assertThatThrownBy(() -> bench.engine().attachSession(id, KEYS, Optional.empty()))
                .isInstanceOf(UnknownContainerException.class);
    }

    /** Asked again, an operator's terminal would answer into a program that expects no answer. */
    @Test
    void a_screen_that_is_shown_again_asks_the_terminal_nothing_and_does_not_touch_its_clipboard() throws Exception {
        String id = detached(
                "printf 'A\\033[6n\\033[cB\\033]52;c;ZXZpbA==\\007C\\033]11;?\\007\\007\\033[31mD\\n'; exec sleep 1000");
        Awaiting.until("output", () -> session(id).bytesOut() > 0);
        try (Attached operator = attached(id)) {
            operator.operator().await("D");
            assertThat(operator.operator().screen()).contains("ABC\u001b[31mD").doesNotContain("\u0007");
            operator.operator().type(LEAVE);
            operator.outcome();
            assertThat(operator.operator().screen()).contains("\u001b[0m"); // the colour does not stay
        }
    }

    @Test
    void a_screen_that_is_longer_than_what_is_remembered_is_drawn_anew_by_its_program() throws Exception {
        String id = detached("trap 'echo drawn anew' WINCH; seq 1 200000; echo end; while :; do sleep 0.1; done");
        Awaiting.until("all of it", () -> session(id).bytesOut() >= 1_488_900);
        try (Attached operator = attached(id)) {
            operator.operator().await("end");
            operator.operator().await("drawn anew");
            assertThat(operator.operator().screen().length()).isLessThan(300_000);
        }
    }

    @Test
    void of_two_who_come_at_once_one_is_its_operator() throws Exception {
        String id = detached("echo up; read x; exit 2");
        Awaiting.until("output", () -> session(id).bytesOut() > 0);
        try (Attached one = attached(id);
                Attached other = attached(id)) {
            Awaiting.until("one is told", () -> one.hasEnded() || other.hasEnded());
            Attached refused = one.hasEnded() ? one : other;
            assertThatThrownBy(refused::outcome).isInstanceOf(BusyException.class);
            Attached operator = refused == one ? other : one;
            operator.operator().await("up");
            operator.operator().type("\r");
            assertThat(operator.outcome()).isEqualTo(new CommandOutcome.Exited(2));
        }
    }
}
