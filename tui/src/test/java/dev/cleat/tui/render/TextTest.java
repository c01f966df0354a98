package dev.cleat.tui.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.tui.model.Role;
import dev.cleat.tui.model.Series;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTest {

    @Test
    void safe_text_keeps_what_is_harmless() {
        assertThat(SafeText.of("größer 日本 🍕 ✅")).isEqualTo("größer 日本 🍕 ✅");
        String plain = "plain";
        assertThat(SafeText.of(plain)).isSameAs(plain);
    }

    @Test
    void safe_text_replaces_controls_and_drops_what_has_no_width() {
        assertThat(SafeText.of("a\u001b[31mb\u0007\u009bc\nd")).isEqualTo("a?[31mb??c?d");
        assertThat(SafeText.of("a\u202eb\u200bc\u0301d\ufeff")).isEqualTo("abcd");
        assertThat(SafeText.of("a\ud800b\udc00c\ue0ff")).isEqualTo("a?b?c?");
    }

    @ParameterizedTest
    @CsvSource({"abc, 3", "日本, 4", "🍕, 2", "✅, 2", "é, 1", "●▇│…, 4", "ｱ, 1", "Ａ, 2", "한글, 4"})
    void width_is_counted_in_cells(String text, int width) {
        assertThat(TextWidth.of(text)).isEqualTo(width);
    }

    @Test
    void cutting_never_halves_a_wide_character() {
        assertThat(TextWidth.cut("日本語", 3)).isEqualTo("日");
        assertThat(TextWidth.shortened("日本語テキスト", 6, "…")).isEqualTo("日本…");
        assertThat(Line.of("日本語", Role.BODY).fitted(3, Role.BODY).width()).isEqualTo(3);
    }

    @Test
    void a_line_laid_over_another_keeps_its_edges() {
        Line below = Line.of("日本語abc", Role.BODY);

        Line covered = below.covered(3, Line.of("XX", Role.BODY));

        assertThat(text(covered)).isEqualTo("日 XX abc");
        assertThat(covered.width()).isEqualTo(below.width());
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "900, 900B",
        "1024, 1.0K",
        "43201331, 41.2M",
        "536870912, 512M",
        "1610612736, 1.5G",
        "1073741823, 1.0G",
        "9223372036854775807, 8.0E"
    })
    void bytes_take_five_characters(long bytes, String text) {
        assertThat(Figures.bytes(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"5, 5s", "65, 1m", "7300, 2h", "200000, 2d", "94608000, 3y"})
    void ages_take_four_characters(long seconds, String text) {
        assertThat(Figures.age(Duration.ofSeconds(seconds))).isEqualTo(text);
    }

    @Test
    void a_graph_grows_from_the_right_and_shows_a_trace_of_little() {
        Series series = Series.EMPTY.plus(0).plus(1).plus(50).plus(100);

        assertThat(Graph.spark(series, 6, 100, Glyphs.UNICODE)).isEqualTo("   ▁▄█");
        assertThat(Graph.spark(series, 6, 100, Glyphs.ASCII)).isEqualTo("   _-#");
    }

    @Test
    void words_are_kept_whole_where_they_fit() {
        assertThat(Wrapping.words("the kernel said no", 10)).isEqualTo(List.of("the kernel", "said no"));
        assertThat(Wrapping.words("/a/very/long/path", 8)).isEqualTo(List.of("/a/very/", "long/", "path"));
        assertThat(Wrapping.words("abcdefghij", 8)).isEqualTo(List.of("abcdefgh", "ij"));
    }

    private static String text(Line line) {
        StringBuilder text = new StringBuilder();
        line.spans().forEach(span -> text.append(span.text()));
        return text.toString();
    }
}
