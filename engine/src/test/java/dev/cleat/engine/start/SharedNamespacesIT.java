package dev.cleat.engine.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.StepFailedException;
import dev.cleat.engine.api.StepListener;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.Proves;
import dev.cleat.engine.testing.TestContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Containers in namespaces of their own, of the host, of each other, of a process, of a file. */
@Timeout(120)
class SharedNamespacesIT extends OnBench {

    private static final NamespaceType[] KINDS = NamespaceType.values();

    private TestContainer with(String yaml) throws Exception {
        return bench.define(
                "rootfs: dir:" + bench.rootfs() + "\n" + yaml + "\nprocess: {command: [/bin/sleep, '1000']}\n");
    }

    private Map<NamespaceType, Long> host() {
        return bench.procfs().namespaces(ProcessHandle.current().pid());
    }

    @Test
    @Proves({"S1", "S30"})
    void a_container_has_its_own_of_every_kind_that_it_did_not_leave_to_the_host() throws Exception {
        TestContainer all = with("namespaces: {user: private, time: private}").start();

        Map<NamespaceType, Long> own = all.namespaces();
        assertThat(own).hasSize(KINDS.length);
        for (NamespaceType type : KINDS) {
            assertThat(own.get(type)).as(type.procName()).isNotEqualTo(host().get(type));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"PID", "UTS", "IPC", "NET", "CGROUP"})
    @Proves({"S1", "S30"})
    void a_kind_that_is_left_to_the_host_is_the_host_s_and_no_other(NamespaceType kind) throws Exception {
        TestContainer container =
                with("namespaces: {" + kind.definitionKey() + ": host}").start();

        Map<NamespaceType, Long> own = container.namespaces();
        for (NamespaceType type : KINDS) {
            boolean isHosts = type == kind || type == NamespaceType.USER || type == NamespaceType.TIME;
            assertThat(own.get(type).equals(host().get(type)))
                    .as(type.procName())
                    .isEqualTo(isHosts);
        }
    }

    @ParameterizedTest
    @CsvSource({"net", "ipc", "uts", "pid", "cgroup", "time"})
    @Proves({"S3", "S4"})
    void a_namespace_of_another_container_is_joined(String key) throws Exception {
        TestContainer first = with("namespaces: {time: private}").start();
        TestContainer second = with("namespaces: {" + key + ": 'container:" + first.name() + "'}")
                .start();
        NamespaceType kind = NamespaceType.valueOf(key.toUpperCase(java.util.Locale.ROOT));

        assertThat(second.namespaces().get(kind)).isEqualTo(first.namespaces().get(kind));
        assertThat(second.namespaces().get(NamespaceType.MNT))
                .isNotEqualTo(first.namespaces().get(NamespaceType.MNT));
        // The keeper is where it was: it serves the console, and the next command finds it.
        assertThat(bench.procfs().namespaces(second.saved().keeperPid())).isEqualTo(host());
    }

    @Test
    @Proves({"S3", "S4"})
    void a_user_namespace_is_shared_with_what_belongs_to_it() throws Exception {
        TestContainer first = with("namespaces: {user: private}").start();
        String other = "'container:" + first.name() + "'";
        TestContainer second = with("namespaces: {user: " + other + ", net: " + other + ", pid: " + other + ", ipc: "
                        + other + "}")
                .start();

        for (NamespaceType type : List.of(NamespaceType.USER, NamespaceType.NET, NamespaceType.PID)) {
            assertThat(second.namespaces().get(type))
                    .isEqualTo(first.namespaces().get(type));
        }
        assertThat(second.status("Uid")).isEqualTo("0\t0\t0\t0");
        assertThat(second.mount("/proc")).isPresent();
    }

    @Test
    @Proves("S3")
    void the_command_line_shares_with_a_container_or_a_process() throws Exception {
        TestContainer first = with("").start();
        TestContainer second = with("");

        long pid = bench.engine()
                .start(
                        new StartRequest(
                                Optional.of(second.name()),
                                Optional.empty(),
                                List.of(),
                                List.of(),
                                Optional.empty(),
                                Optional.empty(),
                                Map.of(NamespaceType.NET, first.name(), NamespaceType.UTS, Long.toString(first.pid())),
                                false),
                        StepListener.NONE)
                .pid();

        assertThat(bench.procfs().namespaces(pid).get(NamespaceType.NET))
                .isEqualTo(first.namespaces().get(NamespaceType.NET));
        assertThat(bench.procfs().namespaces(pid).get(NamespaceType.UTS))
                .isEqualTo(first.namespaces().get(NamespaceType.UTS));
    }

    @Test
    @Proves("S5")
    void in_another_s_network_nothing_is_made_and_in_another_s_uts_nothing_is_named() throws Exception {
        TestContainer first = with("hostname: first").start();
        String other = "'container:" + first.name() + "'";
        TestContainer second = bench.define("rootfs: dir:" + bench.rootfs() + "\nnamespaces: {uts: " + other + ", net: "
                + other + "}\nprocess: {command: [/bin/sh, -c, 'hostname; exec sleep 1000']}\n");

        second.start().awaitLog("first\n");

        assertThat(bench.engine().plan(StartRequest.of(second.name())).sections())
                .extracting(section -> section.step())
                .doesNotContain("SET_NAMES", "MOVE_NETWORK", "SET_UP_LOOPBACK");
    }

    @Test
    void a_file_stands_for_a_namespace_of_its_kind_only() throws Exception {
        TestContainer first = with("").start();
        Path net = Path.of("/proc/" + first.pid() + "/ns/net");

        TestContainer second = with("namespaces: {net: 'path:" + net + "'}").start();

        assertThat(second.namespaces().get(NamespaceType.NET))
                .isEqualTo(first.namespaces().get(NamespaceType.NET));
        assertThat(refusal("net", "path:/proc/" + first.pid() + "/ns/uts"))
                .isEqualTo("namespaces.net: /proc/" + first.pid() + "/ns/uts is a namespace of another kind");
        assertThat(refusal("net", "path:/etc/hostname")).isEqualTo("namespaces.net: /etc/hostname is no namespace");
        assertThat(refusal("net", "path:/dev/ptmx")).isEqualTo("namespaces.net: /dev/ptmx is no namespace");
    }

    @Test
    void what_stands_for_a_namespace_is_never_waited_for() throws Exception {
        Path fifo = bench.file("fifo");
        new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor();

        assertThat(refusal("net", "path:" + fifo)).isEqualTo("namespaces.net: " + fifo + " is no namespace");
    }

    @Test
    @Proves("T13")
    void who_does_not_run_has_nothing_to_share() throws Exception {
        TestContainer stopped = with("").start();
        stopped.stop();

        assertThat(refusal("net", "container:" + stopped.name()))
                .isEqualTo("namespaces.net: " + stopped.name() + " is not running");
        assertThat(refusal("ipc", "container:nobody-is-called-so"))
                .isEqualTo("namespaces.ipc: there is no container called nobody-is-called-so");
        assertThat(refusal("ipc", "pid:4194303")).isEqualTo("namespaces.ipc: process 4194303 has ended, or never was");
    }

    private String refusal(String key, String source) throws Exception {
        TestContainer container = with("namespaces: {" + key + ": '" + source + "'}");
        StepFailedException failure = catchThrowableOfType(StepFailedException.class, container::start);
        assertThat(failure.step().name()).isEqualTo("OPEN_NAMESPACES");
        String message = failure.getMessage();
        return message.substring(message.indexOf("namespaces."));
    }

    @Test
    void what_is_the_host_s_already_is_not_joined() throws Exception {
        TestContainer container = with("namespaces: {net: 'pid:"
                        + ProcessHandle.current().pid() + "'}")
                .start();

        assertThat(container.namespaces().get(NamespaceType.NET)).isEqualTo(host().get(NamespaceType.NET));
    }

    @Test
    void clocks_are_ahead_or_behind() throws Exception {
        TestContainer container = bench.define("rootfs: dir:" + bench.rootfs()
                        + "\ntimeOffsets: {boottime: 864000, monotonic: 1000}\nprocess: {command: [/bin/sh, -c, 'cat"
                        + " /proc/uptime; exec sleep 1000']}\n")
                .start();

        container.awaitLog(".");
        double inside = Double.parseDouble(container.log().strip().split(" ")[0]);
        double outside =
                Double.parseDouble(Files.readString(Path.of("/proc/uptime")).split(" ")[0]);
        assertThat(inside - outside).isBetween(863_000.0, 864_001.0);
        assertThat(container.namespaces().get(NamespaceType.TIME)).isNotEqualTo(host().get(NamespaceType.TIME));
    }
}
