package dev.cleat.engine.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.AttachRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetachMatcherTest {

    private final DetachMatcher matcher = new DetachMatcher(DetachKeys.of(1, (int) 'q'));

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
            DetachMatcher fresh = new DetachMatcher(DetachKeys.of(1, (int) 'q'));
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

    @ParameterizedTest
    @ValueSource(strings = {"\u0001a", "\u001b[97;5ua", "\u001b[27;5;97~a", "\u001b[97;5u\u001b[97u", "\u0001\u0001"})
    void the_prefix_and_a_are_the_prefix_as_it_was_sent(String keys) throws Exception {
        String sent = keys.substring(0, keys.startsWith("\u001b[97") ? 7 : keys.startsWith("\u001b") ? 10 : 1);
        for (int cut = 0; cut <= keys.length(); cut++) {
            DetachMatcher fresh = new DetachMatcher(DetachKeys.parse(AttachRequest.DEFAULT_DETACH_KEYS));
            assertThat(feed(fresh, "x" + keys.substring(0, cut)) + feed(fresh, keys.substring(cut) + "d"))
                    .isEqualTo("x" + sent + "d");
            assertThat(fresh.isComplete()).isFalse();
            assertThat(fresh.due()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0001d", "\u0001q", "\u001b[97;5ud", "\u001b[97;5u\u001b[100u"})
    void both_keys_after_the_prefix_leave(String keys) throws Exception {
        DetachMatcher fresh = new DetachMatcher(DetachKeys.parse(AttachRequest.DEFAULT_DETACH_KEYS));
        assertThat(feed(fresh, keys)).isEmpty();
        assertThat(fresh.isComplete()).isTrue();
    }

    @Test
    void what_is_asked_of_us_is_not_the_command_s() throws Exception {
        DetachMatcher fresh = new DetachMatcher(DetachKeys.parse(AttachRequest.DEFAULT_DETACH_KEYS));
        assertThat(feed(fresh, "x\u0001my\u0001rz\u0001?\u0001\u001b[47:63;2u\u001b[97;5u\u001b[27;2;63~w"))
                .isEqualTo("xyzw");
        assertThat(fresh.takeAsked())
                .containsExactly(
                        PrefixCommand.MARK,
                        PrefixCommand.RECORDING,
                        PrefixCommand.HELP,
                        PrefixCommand.HELP,
                        PrefixCommand.HELP);
        assertThat(fresh.takeAsked()).isEmpty();
        assertThat(feed(fresh, "\u0001M\u001b[97;5u\u001b[109;2u")).isEqualTo("\u0001M\u001b[97;5u\u001b[109;2u");
        assertThat(fresh.takeAsked()).isEmpty();
    }

    @Test
    void of_several_ways_to_leave_each_leaves() throws Exception {
        for (String keys : List.of("\u0001q", "\u0010\u0011")) {
            DetachMatcher fresh = new DetachMatcher(DetachKeys.parse("ctrl-a,q|ctrl-p,ctrl-q"));
            assertThat(feed(fresh, keys)).isEmpty();
            assertThat(fresh.isComplete()).isTrue();
        }
        DetachMatcher other = new DetachMatcher(DetachKeys.parse("ctrl-a,q|ctrl-p,ctrl-q"));
        assertThat(feed(other, "\u0001\u0010\u0010x\u0010\u0001q")).isEqualTo("\u0001\u0010x\u0010");
        assertThat(other.isComplete()).isTrue();
    }

    private static String feed(DetachMatcher matcher, String typed) {
        return new String(matcher.feed(typed.getBytes(StandardCharsets.ISO_8859_1), 0), StandardCharsets.ISO_8859_1);
    }
}
