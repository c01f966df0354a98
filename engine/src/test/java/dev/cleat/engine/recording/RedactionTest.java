package dev.cleat.engine.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules against texts that were made to defeat them. */
@Timeout(60)
class RedactionTest {

    @Test
    void a_match_becomes_as_many_stars() {
        assertThat(rule("ghp_[a-z]+").apply("key ghp_abc!")).isEqualTo("key *******!");
    }

    @Test
    void a_long_text_with_few_matches_is_not_taken_for_an_attack() {
        String text = "plain text ".repeat(100_000);

        assertThat(rule("ghp_[A-Za-z0-9]+|password: \\S+").apply(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(?:a|b)+!", "(x?)(?:a|aa)+\\1!"})
    void what_a_rule_cannot_be_applied_to_is_hidden_as_a_whole(String expression) {
        String text = "ab".repeat(500_000) + "a".repeat(60);

        assertThat(rule(expression).apply(text)).isEqualTo("*".repeat(text.length()));
    }

    private static Redaction rule(String expression) {
        return new Redaction(List.of(Pattern.compile(expression)));
    }
}
