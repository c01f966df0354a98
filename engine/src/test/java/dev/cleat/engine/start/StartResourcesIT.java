package dev.cleat.engine.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.StepFailedException;
import dev.cleat.engine.procfs.ProcessCgroup;
import dev.cleat.engine.procfs.ProcessStat;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.Bench;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.Proves;
import dev.cleat.engine.testing.TestContainer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a container is limited to: cgroups, devices, what the kernel keeps for its init. */
@Timeout(120)
class StartResourcesIT extends OnBench {

    private static final int SIGKILL = 9;

    private TestContainer container(String yaml, String script) throws Exception {
        return bench.define("""
                rootfs: dir:%s
                process: {command: %s}
                %s
                """.formatted(bench.rootfs(), Bench.list("/bin/sh", "-c", script), yaml));
    }

    @Test
    @Proves("S27")
    void an_init_that_takes_more_memory_than_it_may_is_killed() throws Exception {
        TestContainer container = bench.define("""
                rootfs: dir:%s
                process: {command: [/bin/dd, if=/dev/zero, of=/dev/null, bs=300M, count=1]}
                resources: {memory: {limit: 32M, swap: 0}}
                """.formatted(bench.rootfs())).start();

        assertThat(container.awaitExit().signal()).isEqualTo(OptionalInt.of(SIGKILL));
    }

    @Test
    @Proves("S28")
    void a_dev_of_its_own_is_made_whatever_the_device_policy_forbids_afterwards() throws Exception {
        TestContainer container = container(
                        "dev: {rules: [{deny: a}, {allow: \"c 1:3 rw\"}], nodes: [{path: /dev/mine, type: c, major: 1,"
                                + " minor: 5}]}",
                        "cat /dev/null && echo null works; cat /dev/zero; cat /dev/mine; test -c /dev/mine && echo made;"
                                + " mknod /tmp/x c 1 3; echo done; exec sleep 1000")
                .start();

        String log = container.awaitLog("done");
        assertThat(log)
                .contains("null works")
                .contains("made")
                .contains("can't open '/dev/zero': Operation not permitted")
                .contains("can't open '/dev/mine': Operation not permitted")
                .contains("mknod: /tmp/x: Operation not permitted");
    }

    @Test
    @Proves("S28")
    void whoever_comes_into_its_cgroup_is_under_the_device_policy_too() throws Exception {
        TestContainer container =
                container("dev: {rules: [{deny: a}]}", "exec sleep 1000").start();
        String who = layoutHas("devices") ? "devices" : "pids";
        Process reader = new ProcessBuilder(
                        "sh", "-c", "echo $$ > " + container.cgroup(who, "cgroup.procs") + " && exec cat /dev/zero")
                .redirectErrorStream(true)
                .start();

        assertThat(new String(reader.getInputStream().readNBytes(200), StandardCharsets.UTF_8))
                .contains("Operation not permitted");
        assertThat(Awaiting.endOf(reader)).isTrue();
    }

    private boolean layoutHas(String controller) {
        return bench.layout().of(controller).isPresent();
    }

    @Test
    @Proves("L4")
    void everything_an_init_starts_from_its_first_moment_is_in_its_cgroups() throws Exception {
        TestContainer container = container(
                        "resources: {pids: 40}",
                        "for i in 1 2 3 4 5 6 7 8 9; do (sleep 1000 & sleep 1000 &) ; done; echo started; exec sleep 1000")
                .start();
        container.awaitLog("started");

        List<Long> all = processesOf(container);
        assertThat(all).hasSizeGreaterThan(18);
        for (long pid : all) {
            assertThat(bench.procfs().cgroup(pid).orElseThrow().entries())
                    .filteredOn(entry -> bench.layout().byKey().containsKey(entry.key()))
                    .extracting(ProcessCgroup.Entry::path)
                    .containsOnly("/cleat/" + container.name() + "/init");
        }
    }

    /** Those of its pid namespace, found without its cgroups. */
    private List<Long> processesOf(TestContainer container) throws IOException {
        Path own = Files.readSymbolicLink(Path.of("/proc/" + container.pid() + "/ns/pid"));
        List<Long> pids = new ArrayList<>();
        for (long pid : bench.procfs().pids()) {
            try {
                if (Files.readSymbolicLink(Path.of("/proc/" + pid + "/ns/pid")).equals(own)) {
                    pids.add(pid);
                }
            } catch (IOException e) {
                // It has ended.
            }
        }
        return pids;
    }

    @Test
    @Proves("L11")
    void without_a_pid_namespace_everything_of_it_ends_with_its_init() throws Exception {
        TestContainer container = container(
                        "namespaces: {pid: host}",
                        "(sleep 1000 & sleep 1000 & sleep 1000 &); echo started; read line </dev/console; exit 0")
                .start();
        container.awaitLog("started");
        List<Long> all = members(container);
        assertThat(all).hasSizeGreaterThanOrEqualTo(4);

        ProcessHandle.of(container.pid()).orElseThrow().destroyForcibly();
        container.awaitExit();

        Awaiting.until(
                "no process of it lives",
                () -> all.stream()
                        .noneMatch(pid -> bench.procfs()
                                .stat(pid)
                                .filter(ProcessStat::isAlive)
                                .isPresent()));
    }

    private List<Long> members(TestContainer container) throws IOException {
        try (Stream<String> pids = Files.lines(container.cgroup("pids", "cgroup.procs"))) {
            return pids.map(Long::valueOf).toList();
        }
    }

    @Test
    void limits_of_the_process_are_init_s_and_its_children_s() throws Exception {
        TestContainer container = bench.define("""
                rootfs: dir:%s
                process:
                  command: [/bin/sh, -c, "sleep 1000 & cat /proc/$!/limits; exec sleep 1000"]
                  rlimits: {nofile: "100:200", core: "0"}
                  proc: {oom_score_adj: "321"}
                  scheduler: {policy: batch, nice: 3}
                  ioPriority: {class: be, priority: 6}
                  cpuAffinity: "0"
                """.formatted(bench.rootfs())).start();

        assertThat(container.awaitLog("Max realtime timeout")).containsPattern("Max open files +100 +200 ");
        assertThat(container.proc("oom_score_adj")).isEqualTo("321\n");
        assertThat(container.status("Cpus_allowed_list")).isEqualTo("0");
        assertThat(container.proc("stat").replaceFirst(".*\\) ", "").split(" ")[38])
                .as("policy")
                .isEqualTo("3");
    }

    @Test
    void a_property_that_the_kernel_refuses_ends_the_start_with_key_value_and_answer() throws Exception {
        TestContainer container = container("", "exec sleep 1000");
        Files.writeString(
                container.definition(),
                Files.readString(container.definition())
                        .replace("process: {", "process: {proc: {oom_score_adj: \"5000\"}, "));

        StepFailedException failure = catchThrowableOfType(StepFailedException.class, container::start);

        assertThat(failure).hasMessageContaining("process.proc.oom_score_adj: 5000: EINVAL (invalid argument)");
        container.assertNothingLeft();
    }

    @Test
    void a_cgroup_of_its_own_choice_is_found_frozen_stopped_and_removed() throws Exception {
        String parent = "cleat-test-" + ProcessHandle.current().pid();
        TestContainer container = container(
                        "cgroup: {path: " + parent + "/web}\nresources: {pids: 17}", "exec sleep 1000")
                .start();
        try {
            Path cgroup = bench.layout()
                    .of("pids")
                    .orElseThrow()
                    .base()
                    .orElseThrow()
                    .resolve(parent)
                    .resolve("web");

            assertThat(Files.readString(cgroup.resolve("pids.max")).strip()).isEqualTo("17");
            bench.engine().freeze(container.name());
            assertThat(container.state()).isEqualTo(ContainerState.FROZEN);
            bench.engine().thaw(container.name());
            assertThat(container.state()).isEqualTo(ContainerState.RUNNING);
            container.stop();
            Awaiting.until("the cgroup is removed", () -> !Files.exists(cgroup));
        } finally {
            for (var hierarchy : bench.layout().hierarchies()) {
                Files.deleteIfExists(hierarchy.base().orElseThrow().resolve(parent));
            }
        }
    }

    @Test
    void files_of_one_version_are_written_there_and_told_of_elsewhere() throws Exception {
        boolean v2 = bench.layout().of("pids").orElseThrow().unified();
        TestContainer container = container(
                        "resources: {v1: {pids.max: \"23\", cpu.shares: \"512\"}, v2: {pids.max: \"24\", cpu.weight: \"50\"}}",
                        "exec sleep 1000")
                .start();

        assertThat(Files.readString(container.cgroup("pids", "pids.max")).strip())
                .isEqualTo(v2 ? "24" : "23");
        assertThat(Files.readString(container.cgroup("cpu", v2 ? "cpu.weight" : "cpu.shares"))
                        .strip())
                .isEqualTo(v2 ? "50" : "512");
    }

    /** Every kernel that can run containers keeps reboot(2) inside the pid namespace: nothing has to be taken away. */
    @Test
    @Proves("S22")
    void a_container_that_may_reboot_reboots_itself_and_leaves_the_host_s_keys_alone() throws Exception {
        String before = Files.readString(Path.of("/proc/sys/kernel/ctrl-alt-del"));
        TestContainer container = bench.define("""
                rootfs: dir:%s
                security: {capabilities: {add: [SYS_BOOT]}}
                process: {command: [/bin/sh, -c, "/bin/busybox poweroff -f; sleep 1000"]}
                """.formatted(bench.rootfs()));
        assumeTrue(Files.exists(bench.rootfs().resolve("bin/busybox")), "needs busybox");

        container.start();

        assertThat(container.awaitExit().signal()).as("SIGINT: power off").isEqualTo(OptionalInt.of(2));
        assertThat(Files.readString(Path.of("/proc/sys/kernel/ctrl-alt-del"))).isEqualTo(before);
    }
}
