package dev.cleat.tui.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.HostAddress;
import dev.cleat.engine.api.HostStatus;
import dev.cleat.engine.api.HostStatus.State;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The command line that does the same can be typed as it is shown. */
class CommandTextTest {

    private static final CommandText ALONE = new CommandText(List.of());
    private static final CommandText SEVERAL = new CommandText(List.of(
            status(Optional.empty()),
            status(Optional.of(new HostAddress("beta", "beta", "cleat"))),
            status(Optional.of(new HostAddress("db", "ada@10.0.0.7", "/opt/my cleat/cleat")))));

    private static HostStatus status(Optional<HostAddress> address) {
        return new HostStatus(address, State.UP, Optional.empty(), Optional.empty());
    }

    @Test
    void what_is_on_another_host_is_done_there_with_one_line_for_each_host() {
        assertThat(SEVERAL.of(List.of("stop", "-k"), List.of("localhost:db", "beta:a", "beta:b")))
                .isEqualTo("cleat stop -k db; ssh beta cleat stop -k a b");
        assertThat(SEVERAL.onTerminal(List.of("attach"), "beta:a")).isEqualTo("ssh -t beta cleat attach a");
    }

    @Test
    void the_other_host_is_called_as_the_configuration_says() {
        assertThat(SEVERAL.of(List.of("freeze"), List.of("db:web")))
                .isEqualTo("ssh ada@10.0.0.7 ''\\''/opt/my cleat/cleat'\\'' freeze web'");
    }

    @Test
    void a_name_with_a_colon_is_no_host_that_is_not_there() {
        assertThat(ALONE.of(List.of("stop"), List.of("pod:web"))).isEqualTo("cleat stop pod:web");
        assertThat(SEVERAL.of(List.of("stop"), List.of("pod:web"))).isEqualTo("cleat stop pod:web");
    }

    /** {@code SshWordsIT} has both shells read it. */
    @Test
    void a_name_is_quoted_once_for_a_shell_here_and_twice_for_one_there() {
        assertThat(ALONE.of(List.of("stop"), List.of("a b"))).isEqualTo("cleat stop 'a b'");
        assertThat(SEVERAL.of(List.of("stop"), List.of("beta:a b"))).isEqualTo("ssh beta 'cleat stop '\\''a b'\\'''");
    }
}
