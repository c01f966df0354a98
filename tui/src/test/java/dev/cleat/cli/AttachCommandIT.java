package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.cli.RealCleat.Result;
import dev.cleat.engine.testing.Proves;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Attach, start and stop as a shell's user runs them, redirected and not. Needs root, util-linux and iproute2. */
@Timeout(240)
class AttachCommandIT extends OnRealContainer {

    /** What {@code line} prints, run by a shell at a terminal of its own; CLEAT is the launcher. */
    private String atTerminal(String line) throws Exception {
        Path out = folder.resolve("typescript");
        ProcessBuilder builder = new ProcessBuilder("script", "-qec", line, "/dev/null").redirectOutput(out.toFile());
        cleat.environment(builder);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(line).isTrue();
        return Files.readString(out).replace("\r", "");
    }

    @Test
    @Proves("M5")
    void only_those_descriptors_that_are_terminals_become_the_pty_s() throws Exception {
        String said = atTerminal("$CLEAT attach " + name
                + " -- sh -c 'for n in 0 1 2; do [ -t $n ] && echo $n:tty >&2 || echo $n:none >&2; done' | cat");

        assertThat(said).isEqualTo("0:tty\n1:none\n2:tty\n");
    }

    /** The pager writes to the terminal whose keys we have. */
    @Test
    void what_goes_through_a_pager_begins_at_the_left() throws Exception {
        Path out = folder.resolve("typescript");
        atTerminal("$CLEAT attach " + name + " -- sh -c 'sleep 1; seq 3' | sh -c 'echo a; echo b; cat'");

        assertThat(Files.readString(out)).isEqualTo("a\r\nb\r\n1\r\n2\r\n3\r\n");
    }

    /** The PTY is the host's, as nothing of the operator's terminal gets inside: it has no name there, and still is one. */
    @Test
    @Proves("T10")
    void the_terminal_of_a_command_has_no_name_inside_and_is_one_all_the_same() throws Exception {
        String said = atTerminal(
                "$CLEAT attach " + name + " -- sh -c 'tty; [ -t 0 ] && stty size >/dev/null && echo a terminal'");

        assertThat(said).contains("not a tty").contains("a terminal");
    }

    @Test
    @Proves({"A18", "A19", "M26"})
    void who_may_not_write_the_cgroups_is_told_once_and_the_command_never_runs() throws Exception {
        String readOnly =
                "for m in $(findmnt -rno TARGET | grep ^/sys/fs/cgroup/); do mount -o remount,bind,ro $m; done; ";

        ProcessBuilder builder = new ProcessBuilder(
                        "unshare", "-m", "sh", "-c", readOnly + "exec $CLEAT attach " + name + " -- echo ran")
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        cleat.environment(builder);
        Process process = builder.start();

        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(125);
        assertThat(Files.readAllLines(folder.resolve("err")))
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("enter the cgroup")
                        .contains("EROFS")
                        .contains("the command was not run outside of the container's limits"));
        assertThat(folder.resolve("out")).isEmptyFile();
    }

    /** The examples of lxc-attach(1). */
    @Test
    @Proves("M28")
    void the_examples_of_the_manual_work() throws Exception {
        String script = "sh -c 'echo cron $1ed' /etc/init.d/cron";
        String links = "ip -o link | grep -c eth1";

        assertThat(cleat.run("attach " + name + " </etc/hostname").status()).isIn(0, 127); // a shell reads its input
        assertThat(cleat.run("attach -n " + name + " -- " + script + " restart").out())
                .isEqualTo("cron restarted\n");
        assertThat(cleat.run("attach " + name + " -e -- ip link add eth1 type veth peer name eth2"))
                .isEqualTo(new Result(0, "", ""));
        assertThat(cleat.run("attach " + name + " -s NETWORK -- sh -c '" + links + "'")
                        .out())
                .isNotEqualTo("0\n");
        assertThat(cleat.run("attach -n " + name + " -e -- ip link delete eth1").status())
                .isZero();
        assertThat(cleat.run("attach " + name + " -s NETWORK -- sh -c '" + links + "'")
                        .out())
                .isEqualTo("0\n");
    }

    @Test
    @Proves("M21")
    void what_does_not_pass_the_pty_is_not_logged() throws Exception {
        Path log = folder.resolve("session.log");

        cleat.run("attach " + name + " -L " + log + " -- echo piped");
        assertThat(log).isEmptyFile();
        atTerminal("$CLEAT attach " + name + " -L " + log + " -- sh -c 'echo shown; echo aside >&2' 2>" + folder
                + "/aside");

        assertThat(log).hasContent("shown\r\n");
        assertThat(folder.resolve("aside")).hasContent("aside\n");
    }

    @Test
    @Proves({"T5", "T6", "T7", "T8"})
    void statuses_and_output_that_lxc_start_and_lxc_stop_lose_are_told() throws Exception {
        Path other = Files.writeString(folder.resolve("other.yaml"), """
                schema: 1
                rootfs: host
                process: {command: [/bin/sh, -c, "echo its words; exit 5"]}
                """);

        Result foreground = cleat.run("start -F -f " + other + " " + name + "-f");
        assertThat(foreground.status()).isEqualTo(5);
        assertThat(foreground.out()).contains("its words");
        assertThat(cleat.run("start -f " + folder.resolve("definition.yaml")).status())
                .isEqualTo(6);
        assertThat(cleat.run("stop " + name + "-nobody").status()).isEqualTo(3);
        assertThat(cleat.run("stop " + name + "-f").status()).isEqualTo(2);
    }

    @Test
    @Proves("M25")
    void what_this_kernel_can_attach_to_is_told_by_doctor() throws Exception {
        assertThat(cleat.run("doctor").out()).contains("mount namespaces", "user namespaces", "time namespaces");
    }
}
