package dev.cleat.tui.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.TerminalSize;
import dev.cleat.tui.message.Key;
import dev.cleat.tui.message.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyReaderTest {

    private final FakeTerminal terminal = new FakeTerminal();
    private final KeyReader keys = new KeyReader(terminal, false, terminal::nanoTime);

    @Test
    void bytes_come_as_they_are_typed_and_ctrl_a_comes_alone() {
        terminal.typed(raw("gr\u00c3\u00b6ße^[[1;5C^Aq"));

        assertThat(keys.bytes(Duration.ZERO))
                .get()
                .isInstanceOfSatisfying(
                        Message.Typed.class,
                        typed -> assertThat(typed.bytes()).startsWith("gr").endsWith("\u001b[1;5C"));
        assertThat(keys.bytes(Duration.ZERO)).contains(new Message.Typed("\u0001"));
        assertThat(keys.next(Duration.ZERO)).contains(new Message.KeyPressed(new Key("q")));
        assertThat(keys.bytes(Duration.ZERO)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "a, a",
        "é, é",
        "日, 日",
        "🍕, 🍕",
        "^M, Enter",
        "^J, Enter",
        "^I, Tab",
        "^?, Backspace",
        "^L, Ctrl-L",
        "^[[A, Up",
        "^[OB, Down",
        "^[[1;1C, Right",
        "^[[5~, PgUp",
        "^[[6~, PgDn",
        "^[[Z, Shift-Tab",
        "^[[H, Home",
        "^[OF, End",
        "^[[15~, F5",
        "^[OP, F1",
        "^[OS, F4",
        "^[[[A, F1",
        "^[[[D, F4",
        "^[[[E, F5",
        "^[[97;5u, Ctrl-A",
        "^[[27u, Esc",
        "^[[3~, Delete"
    })
    void a_sequence_is_one_key(String typed, String key) {
        terminal.typed(raw(typed));

        assertThat(keys.next(Duration.ZERO)).contains(new Message.KeyPressed(new Key(key)));
        assertThat(terminal.left()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "^[[<0;150;10m", "^[[M !!", "^[[24;80R", "^[[?62;22c", "^[[?2026;2$y", "^[]11;rgb:0000/0000/0000^[\\",
                "^[]2;title^G", "^[P1$r0m^[\\", "^[[I", "^[[1;5P", "^[[8;24;80t", "^[[?0u"
            })
    void what_is_no_key_is_swallowed_whole(String typed) {
        terminal.typed(raw(typed) + "j");

        assertThat(all()).containsExactly("j");
    }

    @Test
    void what_follows_a_key_stays_in_the_terminal() {
        terminal.typed("aecho hi\r", "\u001b[Aecho hi\r", "日echo hi\r");

        for (String key : List.of("a", "Up", "日")) {
            assertThat(keys.next(Duration.ZERO)).contains(new Message.KeyPressed(new Key(key)));
            assertThat(terminal.read(new byte[64], Duration.ZERO)).isEqualTo(8);
        }
        assertThat(terminal.givenBack()).isZero();
    }

    @Test
    void a_lone_escape_is_the_esc_key_after_50_ms() {
        terminal.typed("\u001b", "", "[B");

        assertThat(keys.next(Duration.ZERO)).contains(new Message.KeyPressed(Key.ESCAPE));
        assertThat(terminal.nanoTime()).isEqualTo(Duration.ofMillis(50).toNanos());
        assertThat(terminal.left()).isEqualTo("[B");
    }

    @Test
    void over_ssh_it_is_waited_for_longer() {
        terminal.typed("\u001b", "");

        new KeyReader(terminal, true, terminal::nanoTime).next(Duration.ZERO);

        assertThat(terminal.nanoTime()).isEqualTo(Duration.ofMillis(100).toNanos());
    }

    @Test
    void a_sequence_in_pieces_is_one_key() {
        terminal.typed("\u001b", "[", "1", "5~");

        assertThat(keys.next(Duration.ZERO)).contains(new Message.KeyPressed(new Key("F5")));
    }

    @Test
    void a_character_in_pieces_is_one_key() {
        terminal.typed(new byte[] {(byte) 0xe6, (byte) 0x97}).typed(new byte[] {(byte) 0xa5});

        assertThat(keys.next(Duration.ZERO)).contains(new Message.KeyPressed(new Key("日")));
    }

    @Test
    void bytes_that_are_no_utf_8_are_dropped() {
        terminal.typed(new byte[] {(byte) 0xff, (byte) 0xc3, 'j', (byte) 0x80, 'k'});

        assertThat(all()).containsExactly("j", "k");
    }

    @Test
    void a_paste_is_one_message_even_with_escapes_in_it() {
        terminal.typed("\u001b[200~K\u001b[Ay", "\r\n", "\u001b[201~j");

        assertThat(keys.next(Duration.ZERO)).contains(new Message.Pasted("K\u001b[Ay\r\n"));
        assertThat(all()).containsExactly("j");
    }

    @Test
    void a_key_of_linux_s_own_console_that_means_nothing_is_swallowed_whole() {
        terminal.typed(raw("^[[[Fj"));

        assertThat(all()).containsExactly("j");
    }

    @Test
    void what_comes_of_a_paste_after_a_pause_is_no_key() {
        terminal.typed("\u001b[200~ab");
        assertThat(keys.next(Duration.ZERO)).contains(new Message.Pasted("ab"));

        assertThat(keys.next(Duration.ofSeconds(1))).isEmpty();
        terminal.typed(new byte[] {'?', 't', (byte) 0xc3});
        assertThat(keys.next(Duration.ZERO)).contains(new Message.Pasted("?t"));
        terminal.typed(new byte[] {(byte) 0xa4, 'y', 0x1b, '[', '2', '0'});
        assertThat(keys.next(Duration.ZERO)).contains(new Message.Pasted("\u00e4y"));
        terminal.typed("1~j");
        assertThat(keys.next(Duration.ZERO)).isEmpty();
        assertThat(all()).containsExactly("j");
    }

    @Test
    void a_long_paste_comes_in_pieces_and_none_of_it_is_a_key() {
        String text = "ty".repeat(100_000);
        terminal.typed("\u001b[200~" + text + "\u001b[201~j");
        StringBuilder pasted = new StringBuilder();
        Optional<Message> next = keys.next(Duration.ZERO);
        while (next.orElseThrow() instanceof Message.Pasted piece) {
            assertThat(piece.text()).hasSizeLessThanOrEqualTo(Paste.PIECE + 4096);
            pasted.append(piece.text());
            next = keys.next(Duration.ZERO);
        }
        assertThat(pasted.toString()).isEqualTo(text);
        assertThat(next).contains(new Message.KeyPressed(new Key("j")));
    }

    @Test
    void a_paste_whose_end_never_comes_takes_no_keys_for_ever() {
        terminal.typed("\u001b[200~ab");
        assertThat(keys.next(Duration.ZERO)).contains(new Message.Pasted("ab"));

        assertThat(keys.next(Duration.ofSeconds(3))).isEmpty();
        terminal.typed("j");
        assertThat(all()).containsExactly("j");
    }

    @Test
    void after_an_attach_the_rest_of_a_reply_is_waited_for_longer() {
        keys.expectLateReplies();
        terminal.typed("\u001b", "");

        keys.next(Duration.ZERO);

        assertThat(terminal.nanoTime()).isEqualTo(Duration.ofMillis(200).toNanos());
    }

    @Test
    void a_hang_up_is_told_every_time() {
        terminal.hungUp();

        assertThat(keys.next(Duration.ZERO)).contains(new Message.HungUp());
        assertThat(keys.next(Duration.ZERO)).contains(new Message.HungUp());
    }

    @Test
    void a_change_of_size_is_told_once() {
        terminal.resized(10, 60);

        assertThat(keys.next(Duration.ZERO)).contains(new Message.Resized(new TerminalSize(10, 60)));
        assertThat(keys.next(Duration.ZERO)).isEmpty();
    }

    private List<String> all() {
        List<String> names = new ArrayList<>();
        while (!terminal.left().isEmpty()) {
            keys.next(Duration.ZERO)
                    .map(m -> ((Message.KeyPressed) m).key().name())
                    .ifPresent(names::add);
        }
        return names;
    }

    /** {@code ^X} as the control character. */
    @Test
    void the_mouse_tells_cells_and_its_wheel_and_other_buttons_mean_nothing() {
        terminal.typed("\u001b[<0;300;51M\u001b[<0;300;51m\u001b[<64;1;1M\u001b[<65;1;1M\u001b[<2;5;5M\u001b[<0;;5Mj");

        assertThat(keys.next(Duration.ZERO)).contains(new Message.Clicked(299, 50));
        assertThat(keys.next(Duration.ZERO)).isEmpty();
        assertThat(keys.next(Duration.ZERO)).contains(new Message.Wheeled(true));
        assertThat(keys.next(Duration.ZERO)).contains(new Message.Wheeled(false));
        assertThat(keys.next(Duration.ZERO)).isEmpty();
        assertThat(keys.next(Duration.ZERO)).isEmpty();
        assertThat(keys.next(Duration.ZERO)).contains(new Message.KeyPressed(new Key("j")));
    }

    private static String raw(String text) {
        StringBuilder raw = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            boolean control = text.charAt(i) == '^' && i + 1 < text.length();
            raw.append(control ? (char) (text.charAt(++i) ^ 0x40) : text.charAt(i));
        }
        return raw.toString();
    }
}
