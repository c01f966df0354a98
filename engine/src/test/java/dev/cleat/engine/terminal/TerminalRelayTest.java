package dev.cleat.engine.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.linux.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TerminalRelayTest {

    private static final DetachKeys CTRL_A_Q = DetachKeys.of(1, (int) 'q');

    @TempDir
    Path directory;

    @Test
    void what_is_typed_reaches_the_command_and_what_it_writes_is_shown() throws Exception {
        try (RelayedCommand session = new RelayedCommand("stty -echo; echo ready; cat")) {
            session.operator().await("ready");

            session.operator().type("hello\r");
            session.operator().await("hello\r\n");
            session.operator().type("\u0004");

            RelayEnd end = session.end();
            assertThat(end.reason()).isEqualTo(RelayEnd.Reason.COMMAND_ENDED);
            assertThat(end.toCommand()).isEqualTo(7);
            assertThat(end.fromCommand()).isEqualTo("ready\r\nhello\r\n".length());
            assertThat(session.operator().screen()).isEqualTo("ready\r\nhello\r\n");
        }
    }

    @Test
    void what_an_operator_asks_of_us_is_answered_in_the_title_and_the_command_hears_nothing_of_it() throws Exception {
        DetachKeys keys = DetachKeys.parse(dev.cleat.engine.api.AttachRequest.DEFAULT_DETACH_KEYS);
        try (RelayedCommand session = new RelayedCommand("stty -echo -icanon; echo ready; head -c 3; echo end", keys)) {
            session.operator().await("ready");
            session.operator().type("\u0001rx\u0001m");
            session.operator().await("\u001b]2;no mark: this session is not recorded\u0007");
            session.operator().type("\u0001ay");
            session.operator().await("\u001b[23;2t"); // at the end the title is as it was found
            assertThat(session.end().toCommand()).isEqualTo(3);
            assertThat(session.operator().screen()).containsSubsequence("x", "\u0001y", "end");
        }
    }

    @Test
    void twenty_megabytes_of_text_pass_the_terminal_unchanged() throws Exception {
        Path file = directory.resolve("text");
        byte[] text = "0123456789 abcdef\n".repeat(20_000_000 / 18).getBytes(StandardCharsets.US_ASCII);
        Files.write(file, text);

        try (RelayedCommand session = new RelayedCommand("stty -opost; cat " + file)) {
            session.operator().awaitBytes(text.length);

            assertThat(session.end().fromCommand()).isEqualTo(text.length);
            assertThat(session.operator().bytes()).isEqualTo(text);
        }
    }

    @Test
    void a_tap_hears_exactly_what_the_command_writes_and_what_it_is_given() throws Exception {
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        List<String> typed = new ArrayList<>();
        Tap tap = new Tap() {
            @Override
            public void output(Buffer bytes, int offset, int length) {
                byte[] copy = new byte[length];
                bytes.get(offset, copy, 0, length);
                heard.writeBytes(copy);
            }

            @Override
            public void input(byte[] bytes) {
                typed.add(new String(bytes, StandardCharsets.US_ASCII));
            }
        };

        try (RelayedCommand session = new RelayedCommand("stty -echo; echo ready; read line; echo got $line", tap)) {
            session.operator().await("ready");
            session.operator().type("x\r");
            session.end();
        }
        assertThat(heard.toString(StandardCharsets.US_ASCII)).isEqualTo("ready\r\ngot x\r\n");
        assertThat(String.join("", typed)).isEqualTo("x\r");
    }

    @Test
    void the_command_has_the_size_of_the_operators_terminal_from_the_first_line_on() throws Exception {
        try (Operator operator = new Operator(new TerminalSize(41, 133));
                RelayedCommand session = new RelayedCommand(operator, "stty size")) {
            session.end();
            operator.await("41 133");
        }
    }

    @Test
    void a_change_of_size_reaches_the_command() throws Exception {
        try (RelayedCommand session =
                new RelayedCommand("trap 'stty size; exit' WINCH; echo ready; while :; do read x; done")) {
            session.operator().await("ready");

            session.operator().resize(new TerminalSize(50, 200));

            session.end();
            session.operator().await("50 200");
        }
    }

    @Test
    void what_was_typed_before_the_session_is_given_to_the_command_first() throws Exception {
        try (Operator operator = new Operator()) {
            operator.terminal().unread("early ".getBytes(StandardCharsets.US_ASCII), 0, 6);
            operator.type("late\r");
            try (RelayedCommand session = new RelayedCommand(operator, "stty -echo; read line; echo \"<$line>\"")) {
                session.end();
                operator.await("<early late>");
            }
        }
    }

    @Test
    void a_lone_prefix_is_given_to_the_command_after_a_while() throws Exception {
        try (RelayedCommand session =
                new RelayedCommand("stty raw -echo; echo ready; head -c 1 | od -An -tx1", CTRL_A_Q)) {
            session.operator().await("ready");

            session.operator().type("\u0001");

            session.end();
            session.operator().await(" 01");
        }
    }

    @Test
    void a_slow_terminal_holds_back_the_command_but_not_the_detach_keys() throws Exception {
        try (RelayedCommand session = new RelayedCommand("echo ready; exec yes", CTRL_A_Q)) {
            session.operator().await("ready");
            assertThat(session.command().process().awaitEnd(Duration.ofMillis(300)))
                    .isFalse();

            session.operator().type("\u0001q");
            while (!session.hasEnded()) {
                session.operator().look(Duration.ofMillis(10)); // the terminal's own queue has to give way for nothing
            }

            RelayEnd end = session.end();
            assertThat(end.reason()).isEqualTo(RelayEnd.Reason.DETACHED);
            assertThat(end.fromCommand()).isLessThan(1 << 20);
        }
    }
}
