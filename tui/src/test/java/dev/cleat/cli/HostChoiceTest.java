package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Which hosts the command line may name. */
class HostChoiceTest {

    private final CommandLineFixture cleat = new CommandLineFixture();

    @Test
    void what_ssh_would_take_for_an_option_or_a_shell_for_a_command_is_refused() {
        for (String wrong : new String[] {"-oProxyCommand=id", "a;b", "$(id)", "localhost", "a b", "root@"}) {
            assertThat(cleat.run("ui", "--host=" + wrong).status()).as(wrong).isEqualTo(ExitStatus.WRONG_USAGE);
            assertThat(cleat.run("ui", "--host=" + wrong).err()).contains("is no [USER@]HOST");
        }
    }

    @Test
    void a_host_is_named_once() {
        assertThat(cleat.run("ui", "--host", "web", "--host", "root@web").err()).contains("--host web is given twice");
    }
}
