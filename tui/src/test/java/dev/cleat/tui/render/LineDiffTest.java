package dev.cleat.tui.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineDiffTest {

    @Test
    void what_is_in_common_stays() {
        assertThat(text(List.of("a", "b", "c", "d"), List.of("a", "x", "c", "d", "e")))
                .containsExactly(" a", "-b", "+x", " c", " d", "+e");
    }

    @Test
    void nothing_becomes_something_and_something_nothing() {
        assertThat(text(List.of(), List.of("a"))).containsExactly("+a");
        assertThat(text(List.of("a"), List.of())).containsExactly("-a");
        assertThat(text(List.of(), List.of())).isEmpty();
    }

    @Test
    void both_texts_can_always_be_read_out_of_it() {
        Random random = new Random(42);
        for (int round = 0; round < 200; round++) {
            List<String> before = words(random);
            List<String> after = words(random);
            List<LineDiff.Change> changes = LineDiff.of(before, after);
            assertThat(without(changes, '+')).isEqualTo(before);
            assertThat(without(changes, '-')).isEqualTo(after);
        }
    }

    private static List<String> without(List<LineDiff.Change> changes, char sign) {
        return changes.stream()
                .filter(change -> change.sign() != sign)
                .map(LineDiff.Change::text)
                .toList();
    }

    private static List<String> words(Random random) {
        List<String> words = new ArrayList<>();
        for (int i = random.nextInt(12); i > 0; i--) {
            words.add("abc".substring(random.nextInt(3)));
        }
        return words;
    }

    private static List<String> text(List<String> before, List<String> after) {
        return LineDiff.of(before, after).stream()
                .map(change -> change.sign() + change.text())
                .toList();
    }
}
