package dev.cleat.tui.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogPatternTest {

    @Test
    void capitals_are_found_like_small_letters_and_every_place_is_told() {
        assertThat(LogPattern.search("err(or)?").hits("ERR and Error"))
                .containsExactly(new LogPattern.Hit(0, 3), new LogPattern.Hit(8, 13));
    }

    @Test
    void what_is_no_expression_is_looked_for_as_it_stands() {
        LogPattern pattern = LogPattern.search("a[b");

        assertThat(pattern.isPlain()).isTrue();
        assertThat(pattern.accepts("xa[by")).isTrue();
    }

    @Test
    void an_exclamation_mark_turns_a_filter_round_but_is_searched_for() {
        assertThat(LogPattern.filter("!debug").accepts("DEBUG x")).isFalse();
        assertThat(LogPattern.filter("!debug").accepts("info")).isTrue();
        assertThat(LogPattern.search("!debug").accepts("info")).isFalse();
    }

    @Test
    void a_line_made_to_keep_an_expression_busy_for_ever_counts_as_one_without_a_match() {
        assertThat(LogPattern.search("(a+)+$").accepts("a".repeat(60) + "b")).isFalse();
        assertThat(LogPattern.search("(a|aa)*c").hits("a".repeat(12_000))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-03-01T12:34:56Z started|2026-03-01T12:34:56Z",
                "[2026-03-01 12:34:56,250] WARN|2026-03-01T12:34:56.250Z",
                "INFO 2026-03-01T12:34:56.5+01:00 x|2026-03-01T11:34:56.500Z",
                "--- web begins, 2026-03-01T12:34:56Z ---|2026-03-01T12:34:56Z",
                "127.0.0.1 - - [01/Mar/2026:12:34:56 +0000] \"GET /\"|2026-03-01T12:34:56Z",
                "10 requests|",
                "2026-13-41T99:00:00Z|",
                "still here|"
            })
    void a_line_tells_when_it_was_written(String line, String time) {
        assertThat(LogTime.of(line, java.time.ZoneOffset.UTC)
                        .map(Object::toString)
                        .orElse(null))
                .isEqualTo(time);
    }
}
