package dev.cleat.engine.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.linux.Buffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TitleNoticeTest {

    private static final long LATER = 6_000_000_000L;

    private final ScreenState state = new ScreenState();
    private final TitleNotice notice = new TitleNotice(state);

    private void shown(byte... bytes) {
        try (Buffer buffer = new Buffer(Math.max(1, bytes.length))) {
            buffer.put(bytes, 0, bytes.length);
            state.output(buffer, 0, bytes.length);
        }
    }

    private void shown(String text) {
        shown(text.getBytes(StandardCharsets.UTF_8));
    }

    private String take(long now) {
        return new String(notice.take(now), StandardCharsets.UTF_8);
    }

    @Test
    void the_words_are_in_the_title_for_a_moment_and_the_former_title_comes_back() {
        notice.show("mark 1 in /r/ä.cast");
        assertThat(take(0)).isEqualTo("\u001b[22;2t\u001b]2;mark 1 in /r/ä.cast\u0007");
        assertThat(take(1)).isEmpty();
        assertThat(notice.due()).isPresent();
        notice.show("other");
        assertThat(take(2)).isEqualTo("\u001b]2;other\u0007"); // what was there before is kept once
        assertThat(take(LATER)).isEqualTo("\u001b[23;2t");
        assertThat(notice.due()).isEmpty();
        assertThat(notice.end()).isEmpty();
    }

    @Test
    void nothing_is_written_into_a_sequence_or_a_character() {
        notice.show("words");
        shown("text\u001b[3");
        assertThat(take(0)).isEmpty();
        shown("1m");
        byte[] letter = "€".getBytes(StandardCharsets.UTF_8);
        shown(letter[0]);
        assertThat(take(0)).isEmpty();
        shown(letter[1]);
        assertThat(take(0)).isEmpty();
        assertThat(notice.due()).isEmpty(); // what comes next is waited for, not the time
        shown(letter[2]);
        assertThat(take(0)).endsWith("words\u0007");
        shown("\u001b]0;half a title");
        assertThat(notice.due()).isEmpty();
        assertThat(take(LATER)).isEmpty();
    }

    @Test
    void a_title_that_the_session_has_set_is_set_again() {
        notice.show("words");
        take(0);
        shown("\u001b]0;vim – motd\u0007");
        assertThat(take(LATER)).isEqualTo("\u001b[23;2t\u001b]2;vim – motd\u0007");
    }

    @Test
    void at_the_end_nothing_of_it_stays() {
        notice.show("words");
        take(0);
        assertThat(new String(notice.end(), StandardCharsets.UTF_8)).isEqualTo("\u001b[23;2t");
    }

    @Test
    void words_hold_no_sequence() {
        notice.show("a\u001b]0;b\u0007\u009cc\n");
        assertThat(take(0)).isEqualTo("\u001b[22;2t\u001b]2;a?]0;b??c?\u0007");
    }
}
