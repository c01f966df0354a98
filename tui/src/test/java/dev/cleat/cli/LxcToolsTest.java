package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.cli.CommandLineFixture.Result;
import dev.cleat.engine.api.AutostartEntry;
import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.engine.api.UnknownContainerException;
import dev.cleat.engine.api.WrongStateException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the tools of LXC have in common, and those that change something. */
class LxcToolsTest extends OnLxcContainers {

    @Test
    void lxc_start_hands_its_words_to_the_engine() {
        Result result = run(
                "lxc-start",
                "-n",
                "web",
                "-p",
                "/run/pid",
                "-L",
                "/log",
                "-s",
                "lxc.environment = A=b c",
                "--share-net",
                "db",
                "--share-pid=17",
                "-c",
                "none",
                "-C",
                "--",
                "/bin/sh",
                "-c",
                "x");

        assertThat(result.status()).isZero();
        assertThat(cleat.engine.start.name()).contains("web");
        assertThat(cleat.engine.start.overrides()).containsExactly("lxc.environment=A=b c", "lxc.console.path=none");
        assertThat(cleat.engine.start.command()).containsExactly("/bin/sh", "-c", "x");
        assertThat(cleat.engine.start.pidFile()).contains(Path.of("/run/pid"));
        assertThat(cleat.engine.start.consoleLog()).contains(Path.of("/log"));
        assertThat(cleat.engine.start.shared()).hasSize(2).containsEntry(NamespaceType.NET, "db");
        assertThat(cleat.engine.start.execute()).isFalse();
        assertThat(cleat.options.path()).isEqualTo(lxc);
    }

    @Test
    void the_first_operand_is_the_name_when_no_option_gives_one() {
        run("lxc-start", "web", "/bin/true");

        assertThat(cleat.engine.start.name()).contains("web");
        assertThat(cleat.engine.start.command()).containsExactly("/bin/true");
    }

    @Test
    void lxc_start_in_the_foreground_ends_as_init_does() {
        cleat.engine.outcome = new CommandOutcome.Exited(5);

        assertThat(run("lxc-start", "-F", "-n", "web").status()).isEqualTo(5);
    }

    @Test
    void lxc_start_of_one_that_runs_says_so_and_is_no_failure() {
        cleat.engine.failures.put("start", new BusyException("web runs already", null));

        Result result = run("lxc-start", "-n", "web");

        assertThat(result.status()).isZero();
        assertThat(result.err()).isEqualTo("lxc-start: web runs already\n");
    }

    @Test
    void a_start_that_fails_ends_with_one() {
        cleat.engine.failures.put("start", new HostLimitException("no memory", null));

        assertThat(run("lxc-start", "-n", "web").status()).isEqualTo(1);
    }

    @Test
    void lxc_execute_runs_below_an_init_of_ours_as_whom_it_is_told() {
        cleat.engine.outcome = new CommandOutcome.Exited(7);

        Result result = run("lxc-execute", "-n", "web", "-u", "10", "-g20", "--", "/bin/id");

        assertThat(result.status()).isEqualTo(7);
        assertThat(cleat.engine.start.execute()).isTrue();
        assertThat(cleat.engine.start.overrides()).containsExactly("lxc.init.uid=10", "lxc.init.gid=20");
    }

    @Test
    void lxc_stop_asks_for_what_its_options_say() {
        assertThat(run("lxc-stop", "-n", "web", "-t", "7", "--nokill").status()).isZero();
        assertThat(run("lxc-stop", "-kWn", "web").status()).isZero();
        assertThat(run("lxc-stop", "-r", "web").status()).isZero();

        assertThat(cleat.engine.calls)
                .containsExactly(
                        "stop web " + new StopRequest("web", Optional.of(Duration.ofSeconds(7)), false, true, true),
                        "stop web " + new StopRequest("web", Optional.empty(), true, false, false),
                        "restart web " + new StopRequest("web", Optional.empty(), false, false, true, true));
    }

    @Test
    void lxc_stop_of_what_does_not_run_or_is_not_there_ends_with_two() {
        cleat.engine.failures.put("web", new WrongStateException("web is not running", null));
        cleat.engine.failures.put("nope", new UnknownContainerException("no container is called nope", null));

        assertThat(run("lxc-stop", "-n", "web").status()).isEqualTo(2);
        Result unknown = run("lxc-stop", "-n", "nope");

        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.err()).isEqualTo("lxc-stop: nope is not running\n");
    }

    @Test
    void freezing_what_is_frozen_and_thawing_what_is_not_is_no_failure() {
        runs(ContainerState.FROZEN);
        assertThat(run("lxc-freeze", "-n", "web").status()).isZero();
        assertThat(run("lxc-unfreeze", "-n", "longername").status()).isZero();
        assertThat(cleat.engine.calls).doesNotContain("freeze web", "thaw longername");

        assertThat(run("lxc-unfreeze", "-n", "web").status()).isZero();
        assertThat(cleat.engine.calls).contains("thaw web");
        assertThat(run("lxc-freeze", "-n", "longername").status()).isEqualTo(1);
        assertThat(run("lxc-freeze", "-n", "nope").status()).isEqualTo(1);
    }

    @Test
    void lxc_console_connects_to_the_first_terminal_or_the_one_it_is_told() {
        run("lxc-console", "-n", "web");
        run("lxc-console", "-n", "web", "-t", "0");

        assertThat(cleat.engine.calls).containsExactly("console web 1", "console web 0");
        assertThat(run("lxc-console", "-n", "web", "-e", "b").status()).isEqualTo(1);
    }

    @Test
    void lxc_autostart_lists_and_starts_those_of_the_groups_asked_for() {
        cleat.engine.marked.add(marked("web", 2, "a"));
        cleat.engine.marked.add(marked("longername", 1));

        assertThat(run("lxc-autostart", "-L").out()).isEqualTo("longername 0\n");
        assertThat(run("lxc-autostart", "-aL").out()).isEqualTo("longername 0\nweb 0\n");
        assertThat(run("lxc-autostart", "-L", "-g", "a,").out()).isEqualTo("longername 0\nweb 0\n");
        assertThat(run("lxc-autostart", "-g", "a").status()).isZero();
        assertThat(cleat.engine.calls).contains("start web").doesNotContain("start longername");
    }

    @Test
    void lxc_autostart_takes_those_that_are_not_marked_when_told_to() {
        assertThat(run("lxc-autostart", "-AL").out()).isEqualTo("longername 4\n");
    }

    private static AutostartEntry marked(String name, int order, String... groups) {
        return new AutostartEntry(name, List.of(groups), order, Duration.ZERO, List.of(), ContainerState.STOPPED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "lxc-start",
                "lxc-stop",
                "lxc-execute",
                "lxc-console",
                "lxc-info",
                "lxc-wait",
                "lxc-freeze",
                "lxc-unfreeze"
            })
    void without_a_name_it_ends_with_one(String tool) {
        Result result = run(tool);

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).startsWith(tool + ": No container name specified");
        assertThat(cleat.engine.calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"lxc-start", "lxc-ls", "lxc-autostart", "lxc-monitor"})
    void wrong_words_end_with_one_and_help_with_zero(String tool) {
        assertThat(run(tool, "--bogus").status()).isEqualTo(1);
        assertThat(run(tool, "--bogus").err()).startsWith(tool + ": unrecognized option '--bogus'");
        assertThat(run(tool, "--help").status()).isZero();
        assertThat(run(tool, "--usage").out()).startsWith("Usage: " + tool);
        assertThat(run(tool, "--version").out()).isEqualTo(CommandLine.VERSION + "\n");
    }

    @Test
    void messages_go_to_the_log_file_or_nowhere_when_asked() throws IOException {
        cleat.engine.failures.put("start", new HostLimitException("no memory", null));

        assertThat(run("lxc-start", "-n", "web", "-q").err()).isEmpty();
        assertThat(run("lxc-start", "-n", "web", "-o", lxc.resolve("log").toString(), "-l", "DEBUG")
                        .err())
                .isEmpty();

        assertThat(Files.readString(lxc.resolve("log")))
                .isEqualTo("lxc-start: step 1/26 READ_DEFINITION: read the definition\nlxc-start: no memory\n");
    }

    @Test
    void without_a_path_definitions_come_from_where_cleat_keeps_them() {
        cleat.environment.put("CLEAT_PATH", lxc.toString());

        cleat.runAs("lxc-start", "-n", "web");

        assertThat(cleat.options.path()).isEqualTo(lxc);
    }
}
