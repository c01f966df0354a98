package dev.cleat.engine.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.InvalidDefinitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetachKeysTest {

    @Test
    void keys_are_characters_or_control_characters() throws Exception {
        assertThat(DetachKeys.parse("ctrl-a,q").codes()).containsExactly(1, (int) 'q');
        assertThat(DetachKeys.parse("Ctrl-P,CTRL-Q").codes()).containsExactly(16, 17);
        assertThat(DetachKeys.parse("ctrl-@,ctrl-[,ctrl-\\,ctrl-],ctrl-^,ctrl-_")
                        .codes())
                .containsExactly(0, 27, 28, 29, 30, 31);
        assertThat(DetachKeys.parse("~,.").codes()).containsExactly((int) '~', (int) '.');
    }

    @Test
    void the_default_is_valid() throws Exception {
        assertThat(DetachKeys.parse(AttachRequest.DEFAULT_DETACH_KEYS).codes()).hasSize(2);
    }

    @Test
    void none_switches_detaching_off() throws Exception {
        assertThat(DetachKeys.parse("none")).isEqualTo(DetachKeys.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ctrl-", "ctrl-1", "ctrl-ab", "ctrl-a,", "ctrl-a,,q", "quit", "é", " "})
    void what_is_not_a_key_is_named(String text) {
        assertThatThrownBy(() -> DetachKeys.parse(text))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageStartingWith("detach keys \"" + text + "\": \"")
                .hasMessageEndingWith("\" is not a key");
    }
}
