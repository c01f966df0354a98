package dev.cleat.tui.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogTextTest {

    @Test
    void escape_sequences_are_left_out() {
        assertThat(lines("a\u001b[1;31mb\u001b[0mc\u001b]2;title\u0007d\u001b(Be\u001bP1$r\u001b\\f\u009b31mg"))
                .containsExactly("abcdefg");
    }

    @Test
    void a_broken_sequence_at_the_end_is_left_out() {
        assertThat(lines("a\u001b[1;3\nb\u001b")).containsExactly("a", "b");
    }

    @Test
    void of_a_progress_bar_the_last_state_is_kept() {
        assertThat(lines("10%\r50%\r100%\r\nnext")).containsExactly("100%", "next");
    }

    @Test
    void tabs_become_blanks() {
        assertThat(lines("a\tb")).containsExactly("a       b");
    }

    private static List<String> lines(String raw) {
        return Arrays.stream(raw.split("\n")).map(LogText::plain).toList();
    }
}
