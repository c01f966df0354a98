package dev.cleat.engine.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.Bench;
import dev.cleat.engine.testing.EngineProgram;
import dev.cleat.engine.testing.IdShifting;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.TestContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is in a container's /dev. */
@Timeout(120)
class DevIT extends OnBench {

    private TestContainer with(String yaml, String script) throws Exception {
        return bench.define("rootfs: dir:" + bench.rootfs() + "\n" + yaml + "\nprocess: {command: "
                + Bench.list("/bin/sh", "-c", script + "; echo done; exec sleep 1000") + "}\n");
    }

    @Test
    void a_node_is_made_with_its_mode_and_owner_and_works() throws Exception {
        TestContainer container = with(
                "dev: {nodes: [{path: /dev/sub/void, type: c, major: 1, minor: 3, mode: '0640', uid: 3, gid: 4},"
                        + " {path: /dev/pipe, type: p}]}",
                "stat -c '%F %t:%T %a %u:%g' /dev/sub/void /dev/pipe; echo gone >/dev/sub/void && echo works");

        container.start().awaitLog("character special file 1:3 640 3:4\nfifo 0:0 666 0:0\nworks\ndone");
    }

    @Test
    void in_a_user_namespace_the_host_s_node_is_there_and_works() throws Exception {
        IdShifting.assumeAt(directory);
        TestContainer container = with(
                "idmap: {mode: auto}\ndev: {nodes: [{path: /dev/null, type: c, major: 1, minor: 3}], fromHost: [/dev/zero]}",
                "stat -c %t:%T /dev/null /dev/zero; echo gone >/dev/null && head -c 3 /dev/zero | wc -c");

        container.start().awaitLog("1:3\n1:5\n3\ndone");
    }

    @Test
    void a_device_of_the_host_can_be_used_and_its_owner_and_mode_not_be_changed() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/fuse")), "needs /dev/fuse");
        Object before = Files.getAttribute(Path.of("/dev/fuse"), "unix:mode");
        TestContainer container = with(
                "dev: {fromHost: [/dev/fuse]}",
                "stat -c %t:%T /dev/fuse; true <>/dev/fuse && echo opened; touch /dev/fuse; ln /dev/fuse /dev/x");

        container.start().awaitLog("a:e5\nopened\n");
        container.awaitLog("done");
        assertThat(container.log()).contains("touch: /dev/fuse: Read-only file system");
        assertThat(Files.getAttribute(Path.of("/dev/fuse"), "unix:mode")).isEqualTo(before);
    }

    @Test
    void terminals_are_as_many_as_asked_for_in_the_directory_asked_for() throws Exception {
        TestContainer container = with(
                "dev: {ttyDir: lxc, size: 64K}\ntty: {count: 2, ptyMax: 9}",
                "ls -1 /dev/lxc; stat -c %t /dev/tty1; readlink /dev/tty2; cat /proc/mounts");

        container.start().awaitLog("done");

        assertThat(container.log())
                .contains("console\ntty1\ntty2\n")
                .contains("max=9")
                .contains("size=64k");
    }

    /** Of poll(2)'s entries there may be no more than descriptors (RLIMIT_NOFILE), in use or not. */
    @Test
    void as_many_terminals_as_there_may_be_do_with_a_thousand_descriptors() throws Exception {
        TestContainer container = with("tty: {count: 63}", "stat -c %t /dev/tty63");
        List<String> line = new ArrayList<>(List.of("sh", "-c", "ulimit -n 1024 && exec \"$@\"", "sh"));
        line.addAll(EngineProgram.commandLine(bench, "run", container.name()));
        Process program = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(bench.file("out").toFile())
                .start();

        assertThat(Awaiting.endOf(program)).isTrue();

        assertThat(program.exitValue()).as(Files.readString(bench.file("out"))).isZero();
        container.awaitLog("done");
    }

    @Test
    void a_dev_of_the_rootfs_is_left_as_it_is() throws Exception {
        Files.createFile(bench.rootfs().resolve("dev/own"));
        Files.createDirectories(bench.rootfs().resolve("dev/pts"));

        TestContainer container = with("dev: {auto: false}", "ls /dev; ls /dev/pts");

        container.start().awaitLog("done");
        assertThat(container.log()).contains("own").doesNotContain("zero").contains("ptmx");
        assertThat(container.mount("/dev")).isEmpty();
    }
}
