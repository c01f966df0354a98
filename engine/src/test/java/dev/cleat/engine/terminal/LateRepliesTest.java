package dev.cleat.engine.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LateRepliesTest {

    private static final Duration LONG = Duration.ofSeconds(10);

    @Test
    void answers_are_swallowed_and_keys_are_kept() throws Exception {
        try (Operator operator = new Operator()) {
            operator.type("l\u001b[?62;22cs\u001b[A\u001b]lpwn\u001b\\\r");

            LateReplies.drop(operator.terminal(), 2, LONG);

            assertThat(next(operator)).isEqualTo("ls\u001b[A\r");
        }
    }

    @Test
    void an_answer_behind_the_detach_keys_is_swallowed_as_well() throws Exception {
        try (Operator operator = new Operator()) {
            operator.terminal().unread("\u001b[5;1".getBytes(StandardCharsets.US_ASCII), 0, 5);
            operator.type("Rjj");

            LateReplies.drop(operator.terminal(), 1, LONG);

            assertThat(next(operator)).isEqualTo("jj");
        }
    }

    @Test
    void a_terminal_that_does_not_answer_is_waited_for_shortly() throws Exception {
        try (Operator operator = new Operator()) {
            operator.type("k\u001b");
            LateReplies.drop(operator.terminal(), 1, Duration.ofMillis(50));
            assertThat(next(operator)).isEqualTo("k\u001b");
        }
    }

    @Test
    void without_a_question_nothing_is_read() throws Exception {
        try (Operator operator = new Operator()) {
            operator.type("\u001b[?62c");
            LateReplies.drop(operator.terminal(), 0, LONG);
            assertThat(operator.terminal().hasUnread()).isFalse();
        }
    }

    private static String next(Operator operator) {
        byte[] buffer = new byte[64];
        int count = operator.terminal().read(buffer, LONG);
        return new String(buffer, 0, Math.max(0, count), StandardCharsets.US_ASCII);
    }
}
