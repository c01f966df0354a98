package dev.cleat.engine.start;

import static java.util.Comparator.comparingInt;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.StepListener;
import dev.cleat.engine.state.ExitRecord;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.Bench;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.Proves;
import dev.cleat.engine.testing.TestContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a container is like once it runs. */
@Timeout(120)
class StartIT extends OnBench {

    /** Docker's fourteen: chown, dac_override, fowner, fsetid, kill, setgid, setuid, setpcap, net_bind_service, net_raw, sys_chroot, mknod, audit_write, setfcap. */
    private static final String DOCKERS_CAPABILITIES = "00000000a80425fb";

    @Test
    void a_container_from_a_directory_runs_its_command() throws Exception {
        TestContainer container = bench.container("/bin/sh", "-c", "echo I am $$ at $(hostname); exec sleep 1000")
                .start();

        container.awaitLog("I am 1 at " + container.name() + "\n");
        assertThat(container.state()).isEqualTo(ContainerState.RUNNING);
        assertThat(container.saved().state()).isEqualTo(ContainerState.RUNNING);
        assertThat(container.saved().pid()).isEqualTo(container.pid());
        Awaiting.until("exec", () -> container.proc("cmdline").equals("sleep\u00001000\u0000"));
    }

    @Test
    void a_container_from_the_host_s_root_changes_nothing_of_it() throws Exception {
        Path trace = Path.of("/etc", "cleat-trace-" + ProcessHandle.current().pid());
        TestContainer container = bench.define("""
                rootfs: host
                process:
                  command: [/bin/sh, -c, "echo mine >%s; cat %s; cat /etc/shadow | wc -c; exec sleep 1000"]
                """.formatted(trace, trace)).start();

        container.awaitLog("mine\n0\n");
        assertThat(trace).doesNotExist();
        assertThat(container.inside(trace.toString())).hasContent("mine");
    }

    @Test
    void init_finds_the_kernel_parameters_of_its_definition() throws Exception {
        String definition =
                """
                rootfs: host
                sysctl: {net.ipv4.ip_unprivileged_port_start: 7, net/ipv4/conf/lo/forwarding: 1, kernel.shmmni: 99}
                process:
                  command: [/bin/sh, -c, "cd /proc/sys; cat %s %s %s; exec sleep 1000"]
                """.formatted("net/ipv4/ip_unprivileged_port_start", "net/ipv4/conf/lo/forwarding", "kernel/shmmni");

        bench.define(definition).start().awaitLog("7\n1\n99\n");
        bench.define(definition + "idmap: {mode: auto}\n").start().awaitLog("7\n1\n99\n");
    }

    /** What nobody of the container can reach need not be hidden from it. */
    @Test
    void definitions_where_the_container_s_root_may_not_pass_are_hidden_enough() throws Exception {
        Path closed = Files.createTempDirectory(Path.of("/var/tmp"), "cleat-it"); // 0700, and not in a /tmp of its own
        try (Bench hidden = new Bench(closed)) {
            hidden.define("""
                    rootfs: host
                    idmap: {mode: auto}
                    process:
                      command: [/bin/sh, -c, "ls %s 2>&1 | grep -c denied; exec sleep 1000"]
                    """.formatted(closed)).start().awaitLog("1\n");
        } finally {
            try (Stream<Path> left = Files.walk(closed)) {
                left.sorted(Comparator.reverseOrder())
                        .forEach(path -> path.toFile().delete());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(NamespaceType.class)
    void a_namespace_is_the_container_s_own_when_it_is_defined_private(NamespaceType type) throws Exception {
        assertThat(started(type, "private").namespaces().get(type))
                .isNotEqualTo(ourNamespaces().get(type));
    }

    @ParameterizedTest
    @EnumSource(
            value = NamespaceType.class,
            names = {"MNT"},
            mode = EnumSource.Mode.EXCLUDE)
    void a_namespace_is_the_host_s_when_it_is_defined_so(NamespaceType type) throws Exception {
        assertThat(started(type, "host").namespaces().get(type))
                .isEqualTo(ourNamespaces().get(type));
    }

    @Test
    void without_a_mount_namespace_the_root_is_the_host_s() throws Exception {
        TestContainer container = bench.define("""
                namespaces: {mount: host}
                process: {command: [/bin/sleep, "1000"]}
                """).start();

        assertThat(container.namespaces().get(NamespaceType.MNT))
                .isEqualTo(ourNamespaces().get(NamespaceType.MNT));
        assertThat(Files.isSameFile(container.inside("/etc"), Path.of("/etc"))).isTrue();
    }

    private TestContainer started(NamespaceType type, String whose) throws Exception {
        String hostName = type == NamespaceType.UTS && whose.equals("host") ? "" : "hostname: box\n";
        return bench.define(
                        "rootfs: dir:" + bench.rootfs() + "\n" + hostName + "process: {command: [/bin/sleep, '1000']}\n"
                                + "namespaces: {" + type.definitionKey() + ": " + whose + "}\n")
                .start();
    }

    private Map<NamespaceType, Long> ourNamespaces() {
        return bench.procfs().namespaces(ProcessHandle.current().pid());
    }

    @Test
    void how_init_ended_is_recorded() throws Exception {
        TestContainer seven = bench.container("/bin/sh", "-c", "exit 7").start();
        TestContainer killed = bench.container("/bin/sh", "-c", "sleep 1000").start();
        bench.engine().kill(killed.name(), 9, false);

        assertThat(seven.awaitExit().exitCode()).hasValue(7);
        ExitRecord end = killed.awaitExit();
        assertThat(end.exitCode()).isEmpty();
        assertThat(end.signal()).hasValue(9);
        assertThat(seven.state()).isEqualTo(ContainerState.STOPPED);
        assertThat(bench.engine().inspect(seven.name()).lastEnd()).contains("ended with status 7");
    }

    @Test
    void an_init_that_ends_at_once_keeps_nobody_waiting() throws Exception {
        TestContainer container = bench.container("/bin/sh", "-c", "echo once; exit 3");

        for (int i = 0; i < 50; i++) {
            container.start();
            assertThat(container.awaitExit().exitCode()).hasValue(3);
        }

        assertThat(container.log().lines().filter("once"::equals)).hasSize(50);
    }

    @Test
    void everything_printed_before_the_end_is_in_the_log() throws Exception {
        TestContainer container =
                bench.container("/bin/sh", "-c", "seq 1 20000; echo end").start();

        container.awaitExit();

        assertThat(container.log().lines()).hasSize(20_001).endsWith("20000", "end");
    }

    @Test
    void the_working_directory_is_made_when_it_is_missing() throws Exception {
        TestContainer container = bench.define("""
                rootfs: dir:%s
                process: {command: [/bin/sh, -c, "pwd; exec sleep 1000"], cwd: /srv/new/place}
                """.formatted(bench.rootfs())).start();

        container.awaitLog("/srv/new/place\n");
    }

    @Test
    void a_read_only_root_cannot_be_written() throws Exception {
        TestContainer container = bench.define("""
                rootfs: {source: "dir:%s", readonly: true}
                process: {command: [/bin/sh, -c, "echo x >/x; echo x >/dev/shm/x && cat /dev/shm/x; exec sleep 1000"]}
                """.formatted(bench.rootfs())).start();

        container.awaitLog("can't create /x: Read-only file system\nx\n");
    }

    @Test
    void what_is_written_to_an_overlay_goes_to_its_upper_directory_only() throws Exception {
        Path upper = bench.file("upper");
        TestContainer container =
                bench.define("""
                rootfs: overlay:%s:%s
                process: {command: [/bin/sh, -c, "echo changed >/etc/changed"]}
                """.formatted(bench.rootfs(), upper)).start();

        container.awaitExit();

        assertThat(upper.resolve("etc/changed")).hasContent("changed");
        assertThat(bench.rootfs().resolve("etc/changed")).doesNotExist();
    }

    @Test
    void with_a_user_namespace_of_its_own_root_is_root_there_only() throws Exception {
        TestContainer container = bench.define("""
                rootfs: dir:%s
                namespaces: {user: private}
                hostname: inner
                process: {command: [/bin/sh, -c, "id -u; hostname; echo x >/etc/new; ls -ln /etc/new; exec sleep 1000"]}
                """.formatted(bench.rootfs())).start();

        container.awaitLog("0\ninner\n");
        container.awaitLog("/etc/new\n");
        assertThat(container.namespaces().get(NamespaceType.USER))
                .isNotEqualTo(ourNamespaces().get(NamespaceType.USER));
        assertThat(container.proc("uid_map").strip().split("\\s+")).containsExactly("0", "0", "4294967295");
        assertThat(container.status("CapEff")).isEqualTo(DOCKERS_CAPABILITIES);
        assertThat(StartConfinementIT.descriptors(container.pid())).containsExactly("0", "1", "2");
    }

    @Test
    void the_console_can_be_the_controlling_terminal() throws Exception {
        TestContainer container = bench.define("""
                rootfs: dir:%s
                process: {command: [/bin/sh, -c, "tty; echo visible >/dev/tty; exec sleep 1000"], terminal: true}
                """.formatted(bench.rootfs())).start();

        container.awaitLog("visible\n");
    }

    @Test
    void a_command_of_the_request_replaces_the_defined_one_and_the_pid_file_tells_init() throws Exception {
        TestContainer container = bench.sleeper();
        Path pidFile = bench.file("pid");

        long pid = bench.engine()
                .start(
                        new StartRequest(
                                Optional.of(container.name()),
                                Optional.empty(),
                                List.of("hostname=other"),
                                List.of("/bin/sh", "-c", "hostname; exec sleep 999"),
                                Optional.of(bench.file("deep/console.log")),
                                Optional.of(pidFile)),
                        StepListener.NONE)
                .pid();

        assertThat(pidFile).hasContent(pid + "\n");
        Awaiting.until(
                "host name in the log",
                () -> Files.readString(bench.file("deep/console.log")).contains("other"));
    }

    /** The order of libcontainer's Exec: cgroups, network, state, id maps, then init goes on; nothing is told as begun too early. */
    @Test
    @Proves({"L1", "L6"})
    void init_is_known_on_disk_and_in_its_cgroup_before_it_may_go_on() throws Exception {
        TestContainer container = bench.sleeper();
        Map<String, String> seen = new LinkedHashMap<>();

        container.start(step -> seen.put(step.name(), lookAt(container)));

        assertThat(seen.keySet())
                .containsSubsequence(
                        "CREATE_CGROUP", "CLONE_INIT", "ENTER_CGROUP", "WRITE_ID_MAPS", "BECOME_ROOT", "EXECUTE_INIT");
        assertThat(seen.get("CLONE_INIT")).isEqualTo("unknown");
        assertThat(seen.get("ENTER_CGROUP")).startsWith("known");
        assertThat(seen.get("WRITE_ID_MAPS")).isEqualTo("known, in its cgroup");
    }

    private static String lookAt(TestContainer container) {
        try {
            long init = container.saved().pid();
            List<String> members = Files.readAllLines(container.cgroup("pids", "cgroup.procs"));
            return init == 0 ? "unknown" : members.contains("" + init) ? "known, in its cgroup" : "known";
        } catch (IOException | java.util.NoSuchElementException e) {
            return "unknown";
        }
    }

    @Test
    void the_steps_are_told_in_order_and_numbered() throws Exception {
        for (int i = 0; i < 20; i++) { // init and its keeper report at the same time
            List<String> told = new ArrayList<>();

            bench.sleeper().start(step -> told.add(step.number() + "/" + step.total() + " " + step.name()));

            int total = StartStep.values().length;
            assertThat(told)
                    .startsWith("1/" + total + " READ_DEFINITION")
                    .isSortedAccordingTo(comparingInt(step -> Integer.parseInt(step.split("/")[0])))
                    .contains(StartStep.EXECUTE_INIT.ordinal() + 1 + "/" + total + " EXECUTE_INIT")
                    .noneMatch(step -> step.endsWith("RUN_MOUNT_HOOKS")) // there are none
                    .endsWith(total + "/" + total + " RUN_POST_START_HOOKS");
        }
    }
}
