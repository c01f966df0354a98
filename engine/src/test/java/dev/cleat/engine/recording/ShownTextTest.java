package dev.cleat.engine.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.screen.VirtualScreen;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ShownTextTest {

    private static final String ENTER = "\u001b[?1049h";
    private static final String LEAVE = "\u001b[?1049l";

    private static String text(String... events) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ShownText shown = new ShownText(VirtualScreen.of(new TerminalSize(4, 20)), out);
        for (String event : events) {
            shown.play(new CastEvent(1, 0, 'o', event));
        }
        shown.end();
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void what_is_cleared_was_there_before() throws Exception {
        for (String clear : new String[] {
            "\u001b[H\u001b[2J",
            "\u001b[H\u001b[J",
            "\u001b[H\u001b[0J",
            "\u001b[H\u001b[2J\u001b[3J",
            "\u001bc",
            "\u009b2J\u001b[H"
        }) {
            assertThat(text("ALPHA\r\n", clear + "beta\r\n")).as(clear).isEqualTo("ALPHA\nbeta\n");
            assertThat(text("a\r\nb" + clear + "c" + clear + clear + "d"))
                    .as(clear)
                    .isEqualTo("a\nb\nc\nd\n");
        }
    }

    @Test
    void a_sequence_that_comes_in_two_events_clears_too() throws Exception {
        assertThat(text("ALPHA\u001b[H\u001b[", "2Jbeta")).isEqualTo("ALPHA\nbeta\n");
    }

    @Test
    void lines_that_scrolled_away_come_before_those_that_were_cleared() throws Exception {
        assertThat(text("1\r\n2\r\n3\r\n4\r\n5\r\n6\u001bc7")).isEqualTo("1\n2\n3\n4\n5\n6\n7\n");
        assertThat(text("1\r\n2\r\n3\r\n4\r\n5\r\n6\u001b[3J\r\n7")).isEqualTo("1\n2\n3\n4\n5\n6\n7\n");
    }

    @Test
    void the_same_again_after_it_was_cleared_is_told_again() throws Exception {
        assertThat(text("same\u001b[H\u001b[2Jsame\u001bcsame")).isEqualTo("same\nsame\nsame\n");
    }

    @Test
    void what_clears_only_a_part_tells_nothing() throws Exception {
        assertThat(text("one\r\ntwo\u001b[J\u001b[1;3H\u001b[1J")).isEqualTo("\ntwo\n");
    }

    @Test
    void a_program_that_fills_the_screen_leaves_its_last_picture_and_the_main_screen_is_told_once() throws Exception {
        for (String mode : new String[] {"47", "1047", "1049"}) {
            String enter = "\u001b[?" + mode + "h";
            String leave = "\u001b[?" + mode + "l";
            assertThat(text(
                            "1\r\n2\r\n$ vi\r\n",
                            enter,
                            "\u001b[Hpicture 1",
                            "\u001b[Hpicture 2" + leave + "$ ls\r\nx\r\ny"))
                    .as(mode)
                    .isEqualTo("1\n2\n$ vi\npicture 2\n$ ls\nx\ny\n");
        }
    }

    @Test
    void of_what_is_cleared_in_the_alternate_screen_the_same_is_told_once() throws Exception {
        String drawn = "\u001b[Hload 1";
        assertThat(text(
                        ENTER + drawn,
                        "\u001b[2J" + drawn,
                        "\u001b[2J" + drawn,
                        "\u001b[2J\u001b[Hload 2",
                        LEAVE,
                        "end"))
                .isEqualTo("load 1\nload 2\nend\n");
    }

    @Test
    void a_recording_that_ends_in_the_alternate_screen_ends_with_its_picture() throws Exception {
        assertThat(text("$ top\r\n" + ENTER + "\u001b[Hload")).isEqualTo("$ top\nload\n");
        assertThat(text("main\r\n" + ENTER + "\u001b[Hpicture\u001bcmain")).isEqualTo("main\npicture\nmain\n");
    }

    @Test
    @Timeout(60)
    void who_clears_all_the_time_keeps_nobody_waiting() throws Exception {
        VirtualScreen screen = VirtualScreen.of(new TerminalSize(24, 80));
        ShownText shown = new ShownText(screen, OutputStream.nullOutputStream());
        CastEvent event = new CastEvent(1, 0, 'o', ("x\u001b[H\u001b[2J" + ENTER + "y" + LEAVE).repeat(1000));
        for (int i = 0; i < 100; i++) { // 3 MB
            shown.play(event);
        }
    }
}
