package dev.cleat.engine.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.ScreenImage;
import dev.cleat.engine.api.ScreenImage.Style;
import dev.cleat.engine.api.TerminalColours;
import dev.cleat.engine.api.TerminalSize;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class VirtualScreenTest {

    private static final String SEQUENCES = "\u001b[;0123456789hlmrABCDHJKLMPSTX@";

    private static VirtualScreen shown(String text) {
        VirtualScreen screen = VirtualScreen.of(new TerminalSize(4, 20));
        screen.write(text);
        return screen;
    }

    @Test
    void text_colours_and_the_cursor_are_where_a_terminal_has_them() {
        ScreenImage image = shown("a\tb\r\n\u001b[1;31mred\u001b[0m \u6f22\u5b57\u001b[?25l")
                .image();
        assertThat(image.text()).containsExactly("a       b", "red \u6f22\u5b57", "", "");
        assertThat(image.lines().get(1).runs().get(0).style())
                .isEqualTo(new Style(1, -1, true, false, false, false, false, false));
        assertThat(image.cursorRow()).isEqualTo(1);
        assertThat(image.cursorColumn()).isEqualTo(8);
        assertThat(image.cursorVisible()).isFalse();
    }

    @Test
    void colours_with_colons_are_colours() {
        Style style = shown("\u001b[38:2::255:136:0mx")
                .image()
                .lines()
                .get(0)
                .runs()
                .get(0)
                .style();
        assertThat(style.foreground()).isEqualTo(Style.RGB | 0xff8800);
    }

    @Test
    void titles_questions_and_private_keyboards_change_nothing() {
        assertThat(shown("a\u001b]0;title\u0007b\u001b[c\u001b[6n\u001b[>1uc\u001bP$qm\u001b\\d\u001b[<u")
                        .lines())
                .containsExactly("abcd", "", "", "");
    }

    @Test
    void a_program_that_asks_its_terminal_is_answered_in_order_and_what_it_printed_before_counts() {
        VirtualScreen screen = shown("\u001b[cab\r\nc\u001b[6n\u001b[>c\u001b[5n\u001b[18t\u001bZ");
        assertThat(screen.takeAnswers())
                .isEqualTo("\u001b[?62;22c\u001b[2;2R\u001b[>1;0;0c\u001b[0n\u001b[8;4;20t\u001b[?62;22c");
        assertThat(screen.takeAnswers()).isEmpty();
        assertThat(screen.lines()).containsExactly("ab", "c", "", "");
    }

    @Test
    void modes_are_told_as_they_were_set_and_those_that_are_not_known_as_not_known() {
        VirtualScreen screen =
                shown("\u001b[?25l\u001b[?1049h\u001b[?25$p\u001b[?1049$p\u001b[?7$p\u001b[?2026$p\u001b[4$p");
        assertThat(screen.takeAnswers())
                .isEqualTo("\u001b[?25;2$y\u001b[?1049;1$y\u001b[?7;1$y\u001b[?2026;0$y\u001b[4;0$y");
        screen.write("\u001b[?2004h\u001bc\u001b[?25$p\u001b[?2004$p");
        assertThat(screen.takeAnswers()).isEqualTo("\u001b[?25;1$y\u001b[?2004;2$y");
    }

    @Test
    void questions_in_strings_are_refused_and_what_is_no_question_is_not_answered() {
        assertThat(shown("\u001bP$qm\u001b\\\u001bP+q544e\u001b\\\u001b]11;?\u001b\\\u001b[?u\u001b[>4;2m\u001b[2J")
                        .takeAnswers())
                .isEqualTo("\u001bP0$r\u001b\\\u001bP0+r\u001b\\");
    }

    @Test
    void colours_are_told_as_they_are_shown_and_end_as_the_question_did() {
        VirtualScreen screen =
                VirtualScreen.of(new TerminalSize(4, 20), () -> Optional.of(new TerminalColours(0xc9d1d9, 0x16181d)));
        screen.write("\u001b]10;?\u0007\u001b]11;?\u001b\\");
        assertThat(screen.takeAnswers())
                .isEqualTo("\u001b]10;rgb:c9c9/d1d1/d9d9\u0007\u001b]11;rgb:1616/1818/1d1d\u001b\\");
        screen.write("\u001b]10;?;?\u0007\u001b[?996n");
        assertThat(screen.takeAnswers())
                .isEqualTo("\u001b]10;rgb:c9c9/d1d1/d9d9\u0007\u001b]11;rgb:1616/1818/1d1d\u0007\u001b[?997;1n");
        screen.write("\u001b]4;1;?;196;?;255;?\u0007");
        assertThat(screen.takeAnswers())
                .isEqualTo("\u001b]4;1;rgb:cdcd/0000/0000\u0007\u001b]4;196;rgb:ffff/0000/0000\u0007"
                        + "\u001b]4;255;rgb:eeee/eeee/eeee\u0007");
        assertThat(screen.lines()).containsExactly("", "", "", "");
    }

    @Test
    void what_sets_a_colour_or_asks_for_something_else_is_not_answered() {
        VirtualScreen screen =
                VirtualScreen.of(new TerminalSize(4, 20), () -> Optional.of(new TerminalColours(0, 0xffffff)));
        screen.write("\u001b]11;#ff0000\u0007\u001b]4;1;#fff\u0007\u001b]4;999;?\u0007\u001b]52;c;?\u0007");
        screen.write("\u001b]11;?" + ";?".repeat(40) + "\u0007\u001b]0;10;?\u0007\u001b]\u0007\u001b]4;?\u0007");
        assertThat(screen.takeAnswers()).isEmpty();
        screen.write("\u001b]11;?\u0007\u001b[?996n");
        assertThat(screen.takeAnswers()).isEqualTo("\u001b]11;rgb:ffff/ffff/ffff\u0007\u001b[?997;2n");
    }

    @Test
    void who_asks_a_million_times_and_never_reads_fills_no_memory() {
        VirtualScreen screen = VirtualScreen.of(new TerminalSize(500, 1000));
        String asked = "\u001b[6n\u001b[c".repeat(1000);
        for (int i = 0; i < 500; i++) {
            screen.write(asked);
        }
        assertThat(screen.takeAnswers()).hasSizeBetween(4000, 4200);
    }

    @Test
    void a_sequence_in_two_writes_is_one() {
        VirtualScreen screen = shown("x\u001b[3");
        screen.write("1my");
        assertThat(screen.lines().get(0)).isEqualTo("xy");
    }

    @Test
    void lines_that_left_at_the_top_can_be_taken() {
        VirtualScreen screen = shown("");
        screen.takeScrolled();
        screen.write("1\r\n2\r\n3\r\n4\r\n5\r\n6");
        assertThat(screen.takeScrolled()).isEqualTo(List.of("1", "2"));
        assertThat(screen.takeScrolled()).isEmpty();
        assertThat(screen.lines()).containsExactly("3", "4", "5", "6");
    }

    @Test
    void a_million_lines_cost_no_memory() {
        VirtualScreen screen = VirtualScreen.of(new TerminalSize(24, 80));
        String lines = "line\r\n".repeat(1000);
        for (int i = 0; i < 1000; i++) {
            screen.write(lines);
        }
        long before = used();
        for (int i = 0; i < 200; i++) {
            screen.write(lines);
        }
        assertThat(used() - before).isLessThan(20 << 20); // 200,000 lines of 80 cells would be 128 MB
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void whatever_comes_what_comes_later_is_seen() {
        Random random = new Random(7);
        byte[] bytes = new byte[20_000];
        for (int i = 0; i < 50; i++) {
            VirtualScreen screen = VirtualScreen.of(new TerminalSize(24, 80));
            random.nextBytes(bytes);
            for (int at = 0; at < bytes.length; at += 1 + random.nextInt(8)) {
                bytes[at] = (byte) SEQUENCES.charAt(random.nextInt(SEQUENCES.length()));
            }
            screen.write(new String(bytes, StandardCharsets.ISO_8859_1));
            screen.write("\u0018\u001bc\u001b[2J\u001b[Hit is seen");
            assertThat(screen.lines().get(0)).startsWith("it is seen");
        }
    }

    @Test
    void a_size_is_kept_in_bounds() {
        VirtualScreen screen = VirtualScreen.of(new TerminalSize(0, 1_000_000));
        assertThat(screen.image().size()).isEqualTo(new TerminalSize(2, 1000));
        screen.write("\u001b[?40h\u001b[?3hx");
        assertThat(screen.image().size()).isEqualTo(new TerminalSize(2, 1000));
        screen.resize(new TerminalSize(65535, 65535)); // which a container may set
        assertThat(screen.image().size()).isEqualTo(new TerminalSize(500, 1000));
    }

    @Test
    void no_cell_holds_what_a_terminal_would_obey() {
        String all =
                String.join("", shown("a\u202e\u2066\u200b\u0085\ue000\ud800z").lines());
        assertThat(all).doesNotContain("\u202e", "\u2066", "\u200b", "\u0085", "\ud800");
    }
}
