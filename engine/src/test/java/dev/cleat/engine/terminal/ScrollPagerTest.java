package dev.cleat.engine.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.ScreenImage.Line;
import dev.cleat.engine.api.ScreenImage.Run;
import dev.cleat.engine.api.ScreenImage.Style;
import dev.cleat.engine.api.StyleCodes;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.screen.VirtualScreen;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScrollPagerTest {

    private static final TerminalSize SIZE = new TerminalSize(11, 80);

    private final ScrollPager pager = new ScrollPager(lines(100), SIZE, new StyleCodes(true, Map.of()));

    private static List<Line> lines(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i ->
                        new Line(List.of(new Run("line " + i + (i % 10 == 0 ? " Ten \u00e4" : ""), Style.PLAIN))))
                .toList();
    }

    private List<String> seen() {
        VirtualScreen screen = VirtualScreen.of(SIZE);
        screen.write(new String(pager.frame(), StandardCharsets.UTF_8));
        return screen.lines();
    }

    private void press(String... keys) {
        for (String key : keys) {
            pager.press(key);
        }
    }

    @Test
    void it_begins_at_the_end_and_tells_where_it_is_and_how_to_get_back() {
        assertThat(seen())
                .hasSize(11)
                .startsWith("line 91")
                .element(9)
                .asString()
                .startsWith("line 100");
        assertThat(seen().get(10)).startsWith(" scrollback 91-100 of 100   q back   j k PgUp PgDn");
    }

    @Test
    void it_moves_by_lines_and_pages_and_to_both_ends_and_no_further() {
        press("j");
        assertThat(seen().get(0)).isEqualTo("line 91");
        press("k", "\u001b[A");
        assertThat(seen().get(0)).isEqualTo("line 89");
        press("\u001b[5~");
        assertThat(seen().get(0)).isEqualTo("line 79");
        press("g", "k");
        assertThat(seen().get(0)).isEqualTo("line 1");
        press("\u001b[6~", "d");
        assertThat(seen().get(0)).isEqualTo("line 16");
        press("G");
        assertThat(seen().get(0)).isEqualTo("line 91");
    }

    @Test
    void a_text_is_found_upwards_in_letters_of_either_case_and_round_the_end() {
        press("/", "t", "E", "x", "\u007f", "n", "\r");
        assertThat(seen().get(10)).contains("\"ten\": 10 of 10");
        press("n");
        assertThat(seen().get(10)).contains("9 of 10");
        assertThat(seen()).contains("line 90 Ten \u00e4");
        press("N", "N");
        assertThat(seen().get(10)).contains("1 of 10");
    }

    @Test
    void letters_of_several_bytes_are_looked_for_and_erased_as_one() {
        press("/", "\u00c3", "\u00a4", "\u00c3", "\u00b6");
        assertThat(seen().get(10)).isEqualTo(" /\u00e4\u00f6");
        press("\u007f", "\r");
        assertThat(seen().get(10)).contains("\"\u00e4\": 10 of 10");
    }

    @Test
    void what_is_nowhere_is_said_and_nothing_moves() {
        press("/", "z", "\r", "n");
        assertThat(seen().get(0)).isEqualTo("line 91");
        assertThat(seen().get(10)).contains("\"z\": nowhere");
    }

    @Test
    void escape_leaves_the_prompt_first_and_then_the_whole() {
        press("/", "z", "\u001b");
        assertThat(pager.hasLeft()).isFalse();
        press("\u001b");
        assertThat(pager.hasLeft()).isTrue();
    }

    @Test
    void few_lines_stand_at_the_top_and_no_line_is_no_failure() {
        pager.resize(lines(0), SIZE);
        assertThat(seen().get(10)).startsWith(" scrollback 0-0 of 0");
        pager.resize(lines(2), new TerminalSize(1, 2));
        press("g", "/", "x", "\r");
        assertThat(pager.frame()).isNotEmpty();
    }

    @Test
    void keys_are_characters_or_whole_sequences() {
        byte[] typed = "k\u001b[5~\u001bOA\u001b[<0;1;2M\u001bq".getBytes(StandardCharsets.ISO_8859_1);
        List<String> keys = PagerKeys.of(typed);
        assertThat(keys).containsExactly("k", "\u001b[5~", "\u001bOA", "\u001b[<0;1;2M", "\u001b", "q");
        assertThat(PagerKeys.behind(typed, keys, 4)).isEqualTo(new byte[] {0x1b, 'q'});
    }
}
