package dev.cleat.engine.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.linux.Buffer;
import dev.cleat.engine.linux.Fd;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RelayEndTest {

    private static final DetachKeys CTRL_A_Q = DetachKeys.of(1, (int) 'q');

    @Test
    void the_last_output_is_shown_when_the_command_ends_at_once() throws Exception {
        for (int i = 0; i < 50; i++) {
            try (RelayedCommand session = new RelayedCommand("echo last words")) {
                session.end();
                session.operator().await("last words\r\n");
            }
        }
    }

    @Test
    void a_hang_up_of_the_operator_hangs_up_the_command() throws Exception {
        Fd.Pipe report = Fd.pipe();
        try (Fd read = report.read();
                Fd write = report.write();
                RelayedCommand session =
                        new RelayedCommand("trap 'echo hup >&3; exit' HUP; echo ready; sleep 30 & wait", write)) {
            session.operator().await("ready");

            session.operator().hangUp();

            assertThat(session.end().reason()).isEqualTo(RelayEnd.Reason.HUNG_UP);
            try (Buffer buffer = new Buffer(16)) {
                assertThat(new String(buffer.bytes(read.read(buffer)), StandardCharsets.US_ASCII))
                        .isEqualTo("hup\n");
            }
        }
    }

    @Test
    void a_child_that_keeps_the_terminal_does_not_keep_the_relay() throws Exception {
        try (RelayedCommand session = new RelayedCommand("trap '' HUP; sleep 30 & echo done")) {
            assertThat(session.end().reason()).isEqualTo(RelayEnd.Reason.COMMAND_ENDED);
            session.operator().await("done");
        }
    }

    @Test
    void a_child_that_writes_for_ever_does_not_keep_the_relay() throws Exception {
        try (Operator operator = new Operator();
                RelayedCommand session = new RelayedCommand(operator, "trap '' HUP; yes & echo done")) {
            while (!session.hasEnded()) {
                operator.look(Duration.ofMillis(10));
            }
            assertThat(session.end().reason()).isEqualTo(RelayEnd.Reason.COMMAND_ENDED);
        }
    }

    @Test
    void an_idle_relay_uses_no_processor_even_when_nobody_holds_the_terminal() throws Exception {
        try (RelayedCommand session = new RelayedCommand("exec <&- >&- 2>&-; sleep 1")) {
            session.end();
            assertThat(session.cpuNanos()).isLessThan(Duration.ofMillis(400).toNanos());
        }
    }

    @Test
    void the_detach_keys_leave_the_command_alone_and_are_not_given_to_it() throws Exception {
        try (RelayedCommand session = new RelayedCommand("stty raw -echo; echo ready; cat", CTRL_A_Q)) {
            session.operator().await("ready");

            session.operator().type("ab\u0001q");

            RelayEnd end = session.end();
            assertThat(end.reason()).isEqualTo(RelayEnd.Reason.DETACHED);
            assertThat(end.toCommand()).isEqualTo(2);
            assertThat(session.command().process().awaitEnd(Duration.ZERO)).isFalse();
        }
    }

    @Test
    void what_is_typed_behind_the_detach_keys_is_for_the_next_reader() throws Exception {
        try (RelayedCommand session = new RelayedCommand("stty raw -echo; echo ready; cat", CTRL_A_Q)) {
            session.operator().await("ready");

            session.operator().type("\u0001qjjk");
            session.end();

            byte[] next = new byte[16];
            int count = session.operator().terminal().read(next, Duration.ofSeconds(5));
            assertThat(new String(next, 0, Math.max(0, count), StandardCharsets.US_ASCII))
                    .isEqualTo("jjk");
        }
    }

    @Test
    void detaching_resets_what_the_session_has_changed() throws Exception {
        try (RelayedCommand session =
                new RelayedCommand("printf '\\033[?1049h\\033[?2004h'; echo ready; cat", CTRL_A_Q)) {
            session.operator().await("ready");
            session.operator().type("\u0001q");
            session.end();
            session.operator().await("\u001b[>4;0m");
            assertThat(session.operator().screen()).contains("\u001b[?1049l").contains("\u001b[?2004l");
        }
    }

    @Test
    void answers_that_come_after_the_end_are_not_typed_into_the_next_reader() throws Exception {
        try (RelayedCommand session = new RelayedCommand("stty -echo; printf '\\033[c\\033[21t'")) {
            session.operator().await("\u001b[c\u001b[21t");
            session.operator().type("\u001b[?62;22cls\u001b]lpwn\u001b\\");
            session.end();

            byte[] next = new byte[64];
            int count = session.operator().terminal().read(next, Duration.ofMillis(100));
            assertThat(new String(next, 0, Math.max(0, count), StandardCharsets.US_ASCII))
                    .isIn("ls", ""); // "": typed before the end, so the command's
        }
    }
}
