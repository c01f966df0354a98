package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.cli.CommandLineFixture.Result;
import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.AttachRequest.Environment;
import dev.cleat.engine.api.AttachRequest.Privilege;
import dev.cleat.engine.api.AttachRequest.Pty;
import dev.cleat.engine.api.CommandNotRunException;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.UnknownContainerException;
import dev.cleat.engine.testing.Proves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AttachVerbTest {

    private final CommandLineFixture cleat = new CommandLineFixture();

    @TempDir
    private Path folder;

    @Test
    void a_name_alone_asks_for_the_shell_with_all_defaults() {
        assertThat(request("attach", "web")).isEqualTo(AttachRequest.of("web", List.of()));
        assertThat(request("exec", "-n", "web")).isEqualTo(AttachRequest.of("web", List.of()));
        assertThat(request("attach", "--name=web", "--")).isEqualTo(AttachRequest.of("web", List.of()));
    }

    @Test
    @Proves("M23")
    void everything_after_the_dashes_is_the_command_untouched() {
        AttachRequest request = request("attach", "web", "--", "ls", "-e", "--", "-n", "", "a b");

        assertThat(request.command()).containsExactly("ls", "-e", "--", "-n", "", "a b");
        assertThat(request.elevated()).isEmpty();
    }

    @Test
    @Proves("A2")
    void options_stand_before_or_after_the_name() {
        AttachRequest before = request("attach", "-u", "1000", "--cwd=/srv", "-t", "web", "--", "id");
        AttachRequest after = request("attach", "web", "-t", "--uid=1000", "-w", "/srv", "--", "id");

        assertThat(before).isEqualTo(after);
        assertThat(before.user()).contains("1000");
        assertThat(before.directory()).contains("/srv");
        assertThat(before.pty()).isEqualTo(Pty.FORCE);
    }

    @Test
    @Proves({"M10", "T2"})
    void elevated_privileges_take_a_value_only_joined() {
        assertThat(request("attach", "web", "-e").elevated()).containsExactlyInAnyOrder(Privilege.values());
        assertThat(request("attach", "-e", "web").container()).isEqualTo("web");
        assertThat(request("attach", "web", "-eCAP").elevated()).containsExactly(Privilege.CAP);
        assertThat(request("attach", "web", "-e=cap").elevated()).containsExactly(Privilege.CAP);
        assertThat(request("attach", "web", "--elevated-privileges=CGROUP|LSM").elevated())
                .containsExactlyInAnyOrder(Privilege.CGROUP, Privilege.LSM);
    }

    @Test
    @Proves({"A6", "M13"})
    void a_list_of_namespaces_implies_elevated_privileges() {
        AttachRequest request = request("attach", "web", "-s", "MOUNT|UTSNAME,net");

        assertThat(request.namespaces())
                .containsExactlyInAnyOrder(NamespaceType.MNT, NamespaceType.UTS, NamespaceType.NET);
        assertThat(request.elevated()).containsExactlyInAnyOrder(Privilege.values());
        assertThat(request("attach", "web", "-sPID", "-eLSM").elevated()).containsExactly(Privilege.LSM);
    }

    @Test
    @Proves({"A5", "M22"})
    void every_name_of_a_namespace_is_known() {
        String all = "MOUNT,PID,UTSNAME,UTS,IPC,USER,NETWORK,NET,CGROUP,TIME";

        assertThat(request("attach", "web", "-s", all).namespaces()).containsExactlyInAnyOrder(NamespaceType.values());
    }

    @Test
    void variables_keep_their_order_and_the_last_word_wins() throws IOException {
        Path file = folder.resolve("env");
        Files.writeString(file, "# comment\n\nA=from file\nB=x=y\n");

        AttachRequest request = request("attach", "web", "-v", "C=1", "-v", "A=", "--env-file", file.toString());

        assertThat(request.set()).containsExactly(Map.entry("B", "x=y"), Map.entry("C", "1"), Map.entry("A", ""));
    }

    @Test
    void a_wrong_line_of_an_environment_file_is_named() throws IOException {
        Path file = folder.resolve("env");
        Files.writeString(file, "A=1\nexport\n");

        Result result = cleat.run("attach", "web", "--env-file", file.toString());

        assertThat(result.err()).startsWith("cleat: attach: " + file + ":2: not KEY=VALUE\n");
        Files.writeString(file, "A=1\nexport Y=2\n");
        assertThat(cleat.run("attach", "web", "--env-file", file.toString()).err())
                .startsWith("cleat: attach: " + file + ":2: a blank in the name \"export Y\"\n");
        assertThat(result.status()).isEqualTo(64);
    }

    @Test
    @Proves({"M20", "T4"})
    void the_environment_is_kept_or_cleared_with_exceptions() {
        assertThat(request("attach", "web").environment()).isEqualTo(Environment.KEEP);

        AttachRequest request = request("attach", "web", "--clear-env", "--keep-var", "TERM", "--keep-var=LANG");
        assertThat(request.environment()).isEqualTo(Environment.CLEAR);
        assertThat(request.keep()).containsExactlyInAnyOrder("TERM", "LANG");
    }

    @Test
    @Proves("M1")
    void the_rest_of_the_request_comes_from_its_options() {
        AttachRequest request =
                request("attach", "web", "-T", "-L", "/tmp/x.log", "--detach-keys", "none", "-g", "wheel");

        assertThat(request.pty()).isEqualTo(Pty.NEVER);
        assertThat(request.ptyLog()).contains(Path.of("/tmp/x.log"));
        assertThat(request.detachKeys()).isEqualTo("none");
        assertThat(request.group()).isEqualTo(Optional.of("wheel"));
    }

    @Test
    void how_often_log_and_recordings_come_to_the_disk_is_said_with_or_without_a_time() {
        assertThat(request("attach", "web").logSync()).isEmpty();
        assertThat(request("attach", "web", "--log-sync").logSync()).contains(Duration.ofSeconds(1));
        assertThat(request("attach", "web", "--log-sync=0").logSync()).contains(Duration.ZERO);
        assertThat(request("attach", "web", "--log-sync=250ms").logSync()).contains(Duration.ofMillis(250));
        assertThat(cleat.run("attach", "web", "--log-sync=soon").status()).isEqualTo(64);
    }

    @Test
    void the_exit_status_is_that_of_the_command() {
        assertThat(statusOf(new CommandOutcome.Exited(42))).isEqualTo(42);
        assertThat(statusOf(new CommandOutcome.Killed(9))).isEqualTo(137);
        assertThat(statusOf(new CommandOutcome.HungUp())).isEqualTo(129);
    }

    @Test
    void detaching_is_told_unless_quiet() {
        cleat.engine.outcome = new CommandOutcome.Detached();

        Result result = cleat.run("attach", "web");
        assertThat(result.err()).isEqualTo("cleat: detached from web; its terminal was hung up\n");
        assertThat(result.status()).isZero();
        assertThat(cleat.run("attach", "-q", "web").err()).isEmpty();
    }

    @Test
    void failures_of_cleat_differ_from_those_of_the_command() {
        cleat.engine.failures.put("web", new HostLimitException("cannot attach to web: no PTY", "mount devpts"));
        Result result = cleat.run("attach", "web", "--", "true");
        assertThat(result.err()).isEqualTo("cleat: cannot attach to web: no PTY; mount devpts\n");
        assertThat(result.status()).isEqualTo(125);

        cleat.engine.failures.put("web", new CommandNotRunException("cannot run nope: not found", 127));
        assertThat(cleat.run("attach", "web", "--", "nope").status()).isEqualTo(127);

        cleat.engine.failures.put("web", new UnknownContainerException("no container is called web", null));
        assertThat(cleat.run("attach", "web").status()).isEqualTo(3);
    }

    private int statusOf(CommandOutcome outcome) {
        cleat.engine.outcome = outcome;
        return cleat.run("attach", "web", "--", "x").status();
    }

    private AttachRequest request(String... words) {
        Result result = cleat.run(words);
        assertThat(result.err()).isEmpty();
        return cleat.engine.attach;
    }

    @Test
    @Proves("M27")
    void its_help_says_what_breaks_isolation() {
        assertThat(cleat.run("help", "attach").out().lines().filter(line -> line.contains("isolation")))
                .hasSize(2);
    }
}
