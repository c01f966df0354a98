package dev.cleat.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.HostAddress;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class SshCommandTest {

    private static final HostAddress HOST = new HostAddress("web", "ada@10.0.0.7", "/opt/my cleat/cleat");
    private static final SshCommand SSH = new SshCommand(HOST, Path.of("/run/user/7/cleat-1/s0"));

    @Test
    void the_words_for_the_other_side_are_one_quoted_line_behind_the_destination() {
        List<String> command = SSH.onTerminal(List.of("attach", "--name=it's"));
        assertThat(command.subList(command.indexOf("--"), command.size()))
                .containsExactly("--", "ada@10.0.0.7", "'/opt/my cleat/cleat' attach '--name=it'\\''s'");
    }

    @Test
    void the_connection_that_stays_asks_no_human_and_is_shared_by_those_that_come_later() {
        assertThat(SSH.questions())
                .contains("BatchMode=yes", "ControlMaster=auto", "ControlPath=/run/user/7/cleat-1/s0");
        assertThat(SSH.onTerminal(List.of())).contains("-t", "ControlMaster=no", "ControlPath=/run/user/7/cleat-1/s0");
    }

    @Test
    void a_connection_that_the_operator_has_open_is_shared() {
        SshCommand shared = new SshCommand(HOST, Path.of("/run/user/7/cleat-1/s0"), true);
        assertThat(shared.questions()).contains("ControlMaster=no").noneMatch(word -> word.startsWith("ControlPath"));
        assertThat(shared.onTerminal(List.of())).noneMatch(word -> word.startsWith("ControlPath"));
    }

    @Test
    void the_connection_that_stays_has_no_terminal_and_one_for_a_terminal_has_it() {
        assertThat(SSH.questions()).startsWith("setsid", "ssh", "-T");
        assertThat(SSH.onTerminal(List.of())).startsWith("ssh", "-t");
    }

    @Test
    void a_host_that_would_be_an_option_or_mean_something_to_a_shell_is_refused() {
        for (String wrong : List.of("-oProxyCommand=id", "", "a b", "a;b", "$(id)", "ada@-x", "@x", "a\nb", "a'b")) {
            assertThatThrownBy(() -> new HostAddress("web", wrong, "cleat"))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (String wrong : List.of("-x", "", "a:b", "a/b", "localhost", "..")) {
            assertThatThrownBy(() -> new HostAddress(wrong, "web", "cleat"))
                    .as(wrong)
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
