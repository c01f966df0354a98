package dev.cleat.engine.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.InvalidDefinitionException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetachKeysTest {

    private static Set<List<Integer>> leaving(String text) throws Exception {
        return DetachKeys.parse(text).bindings().entrySet().stream()
                .filter(binding -> binding.getValue() == PrefixCommand.LEAVE)
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    @Test
    void keys_are_characters_or_control_characters() throws Exception {
        assertThat(leaving("ctrl-a,q")).containsExactly(List.of(1, (int) 'q'));
        assertThat(leaving("Ctrl-P,CTRL-Q")).containsExactly(List.of(16, 17));
        assertThat(leaving("ctrl-@,ctrl-[,ctrl-\\,ctrl-],ctrl-^,ctrl-_"))
                .containsExactly(List.of(0, 27, 28, 29, 30, 31));
        assertThat(leaving("~,.")).containsExactly(List.of((int) '~', (int) '.'));
    }

    @Test
    void there_may_be_several_ways_to_leave() throws Exception {
        assertThat(leaving("ctrl-a,q|ctrl-p,ctrl-q")).containsExactlyInAnyOrder(List.of(1, (int) 'q'), List.of(16, 17));
        assertThat(leaving("ctrl-a,|")).containsExactly(List.of(1, (int) '|'));
        assertThat(leaving("|,q|x")).containsExactlyInAnyOrder(List.of((int) '|', (int) 'q'), List.of((int) 'x'));
    }

    @Test
    void only_beside_the_default_keys_there_are_others() throws Exception {
        assertThat(leaving(AttachRequest.DEFAULT_DETACH_KEYS))
                .containsExactlyInAnyOrder(List.of(1, (int) 'q'), List.of(1, (int) 'd'));
        assertThat(DetachKeys.parse(AttachRequest.DEFAULT_DETACH_KEYS).bindings())
                .containsEntry(List.of(1, (int) 'a'), PrefixCommand.LITERAL)
                .hasSize(7);
        assertThat(DetachKeys.parse("ctrl-a,q").bindings()).hasSize(1);
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
