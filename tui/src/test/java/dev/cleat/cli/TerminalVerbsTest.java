package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.cli.CommandLineFixture.Result;
import dev.cleat.engine.api.CommandNotRunException;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.EndReport;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.UnshareRequest;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalVerbsTest {

    private final CommandLineFixture cleat = new CommandLineFixture();

    @Test
    void tty_connects_to_the_console_or_to_a_terminal() {
        cleat.engine.outcome = new CommandOutcome.Detached();

        assertThat(cleat.run("tty", "web"))
                .isEqualTo(new Result(0, "", "cleat: left the console of web; it runs on\n"));
        assertThat(cleat.run("tty", "-t", "2", "--read-only", "--history", "web")
                        .err())
                .isEqualTo("cleat: left tty 2 of web; it runs on\n");
        assertThat(cleat.engine.calls).containsExactly("console web 0", "console web 2 read-only history");
    }

    @ParameterizedTest
    @CsvSource({
        "STOPPED, 'rebooted\u001b from inside'",
        "RUNNING, 'it was started again; ''cleat tty web'' connects again'",
        "STARTING, 'it is being started again; ''cleat tty web'' connects again'"
    })
    void who_is_at_the_console_of_what_ends_is_told_how(ContainerState state, String told) {
        cleat.engine.end = new EndReport(
                "web",
                state,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                "rebooted\u001b from inside",
                Map.of(),
                List.of());

        assertThat(cleat.run("tty", "web"))
                .isEqualTo(new Result(
                        0, "", "cleat: the console of web was closed: " + told.replace("\u001b", "\\x1b") + "\n"));
    }

    @Test
    void what_follows_the_first_bare_word_of_unshare_is_the_command_s() {
        cleat.engine.outcome = new CommandOutcome.Exited(3);

        Result result = cleat.run("unshare", "-s", "NET|PID", "-u0", "-H", "box", "-M", "ls", "-l", "--", "-q");

        assertThat(cleat.engine.unshare)
                .isEqualTo(new UnshareRequest(
                        Set.of(NamespaceType.NET, NamespaceType.PID),
                        Optional.of("0"),
                        Optional.of("box"),
                        true,
                        List.of("ls", "-l", "--", "-q")));
        assertThat(result).isEqualTo(new Result(3, "", ""));
    }

    @Test
    void unshare_makes_all_that_a_container_has() {
        cleat.run("unshare", "--", "true");
        assertThat(cleat.engine.unshare.namespaces())
                .isEqualTo(EnumSet.complementOf(EnumSet.of(NamespaceType.TIME, NamespaceType.USER)));
        cleat.userId = 1000;
        cleat.run("--path=/p", "--state=/s", "unshare", "true");
        assertThat(cleat.engine.unshare.namespaces()).isEqualTo(EnumSet.complementOf(EnumSet.of(NamespaceType.TIME)));
    }

    @Test
    void a_program_that_is_not_there_is_127() {
        cleat.engine.failures.put("unshare", new CommandNotRunException("nothing: not found", 127));

        assertThat(cleat.run("unshare", "nothing").status()).isEqualTo(127);
    }
}
