package dev.cleat.engine.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetachMatcherTest {

    private final DetachMatcher matcher = new DetachMatcher(new DetachKeys(List.of(1, (int) 'q')));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0001q",
                "\u001b[97;5uq", // CSI u
                "\u001b[27;5;97~q", // modifyOtherKeys
                "\u001b[97;5u\u001b[97;5:3uq", // with the release of the key
                "\u001b[57442;5u\u001b[97;5u\u001b[57442;1:3u\u001b[113u", // with the Control key itself
                "\u001b[97;69u\u001b[113;65u" // with caps lock
            })
    void the_keys_are_found_however_they_are_sent_and_cut(String keys) {
        for (int cut = 0; cut <= keys.length(); cut++) {
            DetachMatcher fresh = new DetachMatcher(new DetachKeys(List.of(1, (int) 'q')));
            String passed = feed(fresh, "x" + keys.substring(0, cut));
            if (cut < keys.length()) {
                assertThat(fresh.isComplete()).isFalse();
                passed += feed(fresh, keys.substring(cut) + "rest");
                assertThat(fresh.rest()).isEqualTo("rest".getBytes(StandardCharsets.US_ASCII));
            }
            assertThat(fresh.isComplete()).isTrue();
            assertThat(passed.replace("\u001b[57442;5u", "")).isEqualTo("x");
        }
    }

    @Test
    void a_key_that_does_not_go_on_is_passed_with_what_follows() {
        assertThat(feed(matcher, "\u0001")).isEmpty();
        assertThat(feed(matcher, "x")).isEqualTo("\u0001x");
        assertThat(matcher.due()).isEmpty();
    }

    @Test
    void the_first_key_typed_twice_is_that_key_once() {
        assertThat(feed(matcher, "\u0001\u0001")).isEqualTo("\u0001");
        assertThat(feed(matcher, "q")).isEqualTo("q");
        assertThat(feed(matcher, "\u001b[97;5u\u001b[97;5u")).isEqualTo("\u001b[97;5u");
    }

    @Test
    void a_held_key_is_due_after_600_milliseconds() {
        feed(matcher, "\u0001");
        assertThat(matcher.due()).contains(DetachMatcher.KEY_WAIT);
        assertThat(new String(matcher.release(), StandardCharsets.US_ASCII)).isEqualTo("\u0001");
        assertThat(feed(matcher, "q")).isEqualTo("q");
    }

    @Test
    void the_escape_key_is_held_for_a_moment_only() {
        assertThat(feed(matcher, "\u001b")).isEmpty();
        assertThat(matcher.due()).contains(DetachMatcher.ESCAPE_WAIT);
        assertThat(new String(matcher.release(), StandardCharsets.US_ASCII)).isEqualTo("\u001b");
    }

    @Test
    void other_keys_pass_byte_by_byte() {
        String others =
                "\u001b[A\u001bOP\u001b[1;5C\u001b[<0;10;20M\u001b[200~text\u001b[201~\u001b[97;7u\u00e9\u0080\u00ff";
        assertThat(feed(matcher, others)).isEqualTo(others);
    }

    @Test
    void no_keys_means_that_nothing_is_held() {
        DetachMatcher none = new DetachMatcher(DetachKeys.NONE);
        assertThat(feed(none, "\u0001q\u001b")).isEqualTo("\u0001q\u001b");
        assertThat(none.isComplete()).isFalse();
    }

    private static String feed(DetachMatcher matcher, String typed) {
        return new String(matcher.feed(typed.getBytes(StandardCharsets.ISO_8859_1), 0), StandardCharsets.ISO_8859_1);
    }
}
