package dev.cleat.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OperatorTest {

    private static final Optional<String> CLAIMED = Optional.of("daemon"); // uid 1 on every Linux

    @Test
    void a_user_of_sudo_is_believed_when_an_ancestor_runs_as_that_user() {
        assertThat(Operator.sudoUser(CLAIMED, List.of(1L, 0L))).isEqualTo(CLAIMED);
    }

    @Test
    void a_user_that_only_the_environment_names_is_nobody() {
        assertThat(Operator.sudoUser(CLAIMED, List.of(0L))).isEmpty();
        assertThat(Operator.sudoUser(Optional.of(""), List.of(0L, 1L))).isEmpty();
        assertThat(Operator.sudoUser(Optional.of("1"), List.of(1L))).isEmpty();
    }
}
