package dev.cleat.engine.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.linux.Buffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScreenStateTest {

    private final ScreenState state = new ScreenState();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain text\r\n",
                "\u001b[31mred\u001b[0m",
                "\u001b[?1049h\u001b[?25l\u001b[?25h\u001b[?1049l", // a pager that cleans up
                "\u001b[?2004h$ exit\u001b[?2004l",
                "\u001b[>1u\u001b[<u",
                "\u001b[1;20r\u001b[r",
                "\u001b[?1049h\u001bc",
                "\u001b]0;title\u0007"
            })
    void a_program_that_cleans_up_leaves_nothing_to_reset(String output) {
        assertThat(resetAfter(output)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u001b[?1000h", "\u001b[31m", "\u001b[?25l", "\u001b[>1u", "\u001b[1;20r", "\u001b(0", "\u001b="
            })
    void what_is_left_changed_is_reset(String output) {
        assertThat(resetAfter(output)).contains("\u001b[!p").doesNotContain("\u001b[?1049l");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "x\u001b]0;",
                "x\u001b",
                "x\u001bP",
                "x\u001bX",
                "x\u001b^",
                "x\u001b_",
                "x\u001b[",
                "\u001bPa\u0007b"
            })
    void a_sequence_that_is_left_open_is_ended(String output) {
        assertThat(resetAfter(output)).isEqualTo("\u001b\\");
    }

    @Test
    void an_open_string_ends_before_the_other_screen_is_left() {
        assertThat(resetAfter("\u001b[?1049h\u001b]0;")).startsWith("\u001b\\\u001b[?1049l");
    }

    @Test
    void the_other_screen_is_left_first() {
        assertThat(resetAfter("\u001b[?1049;2004h")).startsWith("\u001b[?1049l");
    }

    @Test
    void sequences_are_understood_however_they_are_cut() {
        for (char c : "\u001b[?1049h".toCharArray()) {
            show(String.valueOf(c));
        }
        assertThat(state.showsOtherScreen()).isTrue();
    }

    @Test
    void a_sequence_behind_a_string_that_was_cut_off_counts() {
        show("\u001b]0;title\u001b[?1049h");
        assertThat(state.showsOtherScreen()).isTrue();
    }

    @Test
    void questions_are_counted_until_they_are_answered() {
        show("\u001b[c\u001b[6n\u001b]11;?\u001b\\\u001bP$qm\u001b\\\u001b[?2026$p");
        assertThat(state.openQuestions(System.nanoTime())).isEqualTo(5);

        state.input("\u001b[?62c\u001b[2;".getBytes(StandardCharsets.US_ASCII));
        state.input("5Rkeys\u001b[A".getBytes(StandardCharsets.US_ASCII));

        assertThat(state.openQuestions(System.nanoTime())).isEqualTo(3);
    }

    @Test
    void a_question_that_nobody_answered_is_not_waited_for_later() {
        show("\u001b[c");
        assertThat(state.openQuestions(System.nanoTime() + 2_000_000_000L)).isZero();
    }

    @Test
    void what_was_reset_can_be_set_again_the_other_screen_first() {
        show("\u001b[?2004h\u001b[?25l\u001b=\u001b[?1006h\u001b[?1006l\u001b[?1049h\u001b[>1u");
        assertThat(state.again())
                .startsWith("\u001b[?1049h")
                .contains("\u001b[?2004h", "\u001b[?25l", "\u001b=", "\u001b[>1u")
                .doesNotContain("1006");
    }

    private String resetAfter(String output) {
        show(output);
        return new String(TerminalReset.of(state), StandardCharsets.US_ASCII);
    }

    private void show(String output) {
        byte[] bytes = output.getBytes(StandardCharsets.ISO_8859_1);
        try (Buffer buffer = new Buffer(3 + bytes.length)) {
            buffer.put(3, bytes, 0, bytes.length);
            state.output(buffer, 3, bytes.length);
        }
    }
}
