package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.cli.CommandLineFixture.Result;
import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.Problem;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.StepFailedException;
import dev.cleat.engine.api.StepProgress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StartVerbTest {

    private final CommandLineFixture cleat = new CommandLineFixture();

    @Test
    void detached_is_the_default_and_says_what_runs() {
        Result result = cleat.run("start", "web");

        assertThat(cleat.engine.start).isEqualTo(StartRequest.of("web"));
        assertThat(cleat.engine.calls).containsExactly("start web");
        assertThat(result).isEqualTo(new Result(0, "", "cleat: web runs, pid 4711\n"));
        assertThat(cleat.run("start", "-dq", "web").err()).isEmpty();
    }

    @Test
    void every_option_reaches_the_request() {
        cleat.run(
                "start",
                "-f",
                "/d/web.yaml",
                "-s",
                "a.b=c=d",
                "--set=x=",
                "-p",
                "/tmp/x.pid",
                "-L",
                "/tmp/c.log",
                "web2",
                "--",
                "sleep",
                "-s",
                "1");

        assertThat(cleat.engine.start)
                .isEqualTo(new StartRequest(
                        Optional.of("web2"),
                        Optional.of(Path.of("/d/web.yaml")),
                        List.of("a.b=c=d", "x="),
                        List.of("sleep", "-s", "1"),
                        Optional.of(Path.of("/tmp/c.log")),
                        Optional.of(Path.of("/tmp/x.pid"))));
    }

    @Test
    void how_often_the_console_log_comes_to_the_disk_is_said_to_the_definition() {
        cleat.run("start", "--log-sync", "-s", "a.b=c", "web");
        assertThat(cleat.engine.start.overrides()).containsExactly("a.b=c", "console.log.sync=1000ms");
        cleat.run("start", "--log-sync=0", "web");
        assertThat(cleat.engine.start.overrides()).containsExactly("console.log.sync=0ms");
    }

    @Test
    void a_file_alone_names_its_container_itself() {
        assertThat(cleat.run("start", "-f", "/d/web.yaml").err()).isEqualTo("cleat: from-file runs, pid 4711\n");
        assertThat(cleat.engine.start).isEqualTo(StartRequest.ofFile(Path.of("/d/web.yaml")));
    }

    @Test
    void the_foreground_exits_as_init_does() {
        cleat.engine.outcome = new CommandOutcome.Exited(5);

        Result result = cleat.run("start", "-F", "web");

        assertThat(cleat.engine.calls).containsExactly("startForeground web");
        assertThat(result).isEqualTo(new Result(5, "", ""));
    }

    @Test
    void a_failed_step_is_one_line_and_125_only_in_the_foreground() {
        StepProgress step = new StepProgress(11, 26, "WRITE_ID_MAPS", "write the id maps");
        cleat.engine.failures.put(
                "web",
                new StepFailedException("cannot start web", step, "/proc/812/uid_map: EPERM", "run as root", null));

        Result result = cleat.run("start", "web");

        assertThat(result.err())
                .isEqualTo("cleat: cannot start web: step 11/26, write the id maps: /proc/812/uid_map: EPERM;"
                        + " run as root\n");
        assertThat(result.status()).isEqualTo(1);
        assertThat(cleat.run("start", "-F", "web").status()).isEqualTo(125);
    }

    @Test
    void one_that_runs_already_is_6() {
        cleat.engine.failures.put("web", new BusyException("web runs already", null));

        assertThat(cleat.run("start", "web").status()).isEqualTo(6);
        assertThat(cleat.run("start", "-F", "web").status()).isEqualTo(6);
    }

    @Test
    void every_problem_of_a_definition_gets_its_line() {
        Path file = Path.of("/d/web.yaml");
        cleat.engine.failures.put(
                "start",
                new InvalidDefinitionException(List.of(
                        new Problem(file, 3, 1, "unknown key \"hostnam\"", Optional.of("hostname")),
                        new Problem(file, 7, 5, "not a size: \"x\u001b[2J\"", Optional.empty()))));

        Result result = cleat.run("start", "-f", "/d/web.yaml");

        assertThat(result.err()).isEqualTo("""
                        cleat: /d/web.yaml:3:1: unknown key "hostnam" (did you mean "hostname"?)
                        cleat: /d/web.yaml:7:5: not a size: "x\\x1b[2J"
                        """);
        assertThat(result.status()).isEqualTo(64);
    }

    @Test
    void steps_are_told_at_debug_only() {
        assertThat(cleat.run("start", "-l", "debug", "web").err())
                .contains("cleat: step 1/26 READ_DEFINITION: read the definition\n");
        assertThat(cleat.run("start", "web").err()).doesNotContain("step");
    }

    @Test
    void namespaces_of_others_reach_the_request() {
        cleat.run(
                "start",
                "web",
                "--share-net",
                "db",
                "--share-ipc=4711",
                "--share-uts=db",
                "--share-pid=db",
                "--share-user=db");

        assertThat(cleat.engine.start.shared())
                .isEqualTo(Map.of(
                        NamespaceType.NET,
                        "db",
                        NamespaceType.IPC,
                        "4711",
                        NamespaceType.UTS,
                        "db",
                        NamespaceType.PID,
                        "db",
                        NamespaceType.USER,
                        "db"));
        assertThat(cleat.engine.start.execute()).isFalse();
    }

    @Test
    void execute_runs_one_command_in_the_foreground_below_our_init() {
        cleat.engine.outcome = new CommandOutcome.Killed(9);

        Result result = cleat.run("execute", "web", "-s", "a=b", "--", "id", "-u");

        assertThat(cleat.engine.calls).containsExactly("startForeground web");
        assertThat(cleat.engine.start.execute()).isTrue();
        assertThat(cleat.engine.start.command()).containsExactly("id", "-u");
        assertThat(cleat.engine.start.overrides()).containsExactly("a=b");
        assertThat(result).isEqualTo(new Result(137, "", ""));
    }
}
