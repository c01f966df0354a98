package dev.cleat.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalLogTest {

    private static final String ESC = "\u001b";

    @Test
    void colours_stay_and_are_switched_off_at_the_end() {
        assertThat(clean(ESC + "[1;31mred")).isEqualTo(ESC + "[1;31mred" + ESC + "[0m");
        assertThat(clean(ESC + "[38:2::1:2:3mx" + ESC + "[0m")).isEqualTo(ESC + "[38:2::1:2:3mx" + ESC + "[0m");
        assertThat(clean(ESC + "[mx")).isEqualTo(ESC + "[mx");
    }

    @Test
    void without_colours_their_sequences_are_left_out() {
        assertThat(new TerminalLog(false).next((ESC + "[31mx").getBytes(StandardCharsets.UTF_8), 6))
                .isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[2J", "]0;title", "[?25l", "[6n", "P1$r", "c", "[1;31q", "(0", "[31"})
    void every_other_sequence_becomes_text(String sequence) {
        assertThat(clean(ESC + sequence)).isEqualTo("\\x1b" + sequence);
        assertThat(clean(ESC + ESC + sequence)).isEqualTo("\\x1b\\x1b" + sequence);
    }

    @Test
    void a_carriage_return_stays_only_before_a_line_feed() {
        assertThat(clean("a\r\nb\rc\r\r\n\td\r")).startsWith("a\nb\\x0dc\\x0d\n\td");
    }

    @Test
    void control_characters_and_hidden_ones_become_text() {
        assertThat(clean("\u0007\u0008\u009b2J\u202e\u200b")).isEqualTo("\\x07\\x08\\x9b2J\\u{202e}\\u{200b}");
    }

    @Test
    void characters_may_be_split_anywhere() {
        byte[] bytes = ("é€😀e\u0301" + ESC + "[32mok").getBytes(StandardCharsets.UTF_8);
        TerminalLog log = new TerminalLog(true);
        StringBuilder text = new StringBuilder();
        for (byte octet : bytes) {
            text.append(log.next(new byte[] {octet}, 1));
        }

        assertThat(text.append(log.end())).hasToString("é€😀e\u0301" + ESC + "[32mok" + ESC + "[0m");
    }

    @Test
    void what_is_no_utf8_shows_its_octets() {
        assertThat(clean(0xFF, 'a', 0xC3, 'b', 0xE2, 0x82, '\n', 0x80, 0xF5))
                .isEqualTo("\\xffa\\xc3b\\xe2\\x82\n\\x80\\xf5");
        assertThat(clean(0xC0, 0x80, 0xE0, 0x80, 0x80)).isEqualTo("\\xc0\\x80\\xe0\\x80\\x80");
        assertThat(clean(0xED, 0xA0, 0x80)).isEqualTo("\\xed\\xa0\\x80");
        assertThat(clean(0xF4, 0x90, 0x80, 0x80)).isEqualTo("\\xf4\\x90\\x80\\x80");
        assertThat(clean('x', 0xE2, 0x82)).isEqualTo("x\\xe2\\x82");
    }

    private static String clean(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        TerminalLog log = new TerminalLog(true);
        return log.next(bytes, bytes.length) + log.end();
    }

    private static String clean(int... octets) {
        byte[] bytes = new byte[octets.length];
        for (int at = 0; at < octets.length; at++) {
            bytes[at] = (byte) octets[at];
        }
        TerminalLog log = new TerminalLog(true);
        return log.next(bytes, bytes.length) + log.end();
    }
}
