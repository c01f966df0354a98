package dev.cleat.engine.start;

import static dev.cleat.engine.testing.PrivateNetwork.interfaces;
import static dev.cleat.engine.testing.PrivateNetwork.ip;
import static dev.cleat.engine.testing.PrivateNetwork.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.StepFailedException;
import dev.cleat.engine.linux.Signals;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.Bench;
import dev.cleat.engine.testing.PrivateNetwork;
import dev.cleat.engine.testing.Proves;
import dev.cleat.engine.testing.TestContainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Containers and their interfaces, from the definition to the end. */
@Timeout(120)
@ExtendWith(PrivateNetwork.class)
class StartNetworkIT {

    private static final String CAPABLE = "security: {capabilities: {add: [NET_ADMIN]}}\n";

    @TempDir
    Path directory;

    private Bench bench;

    @BeforeEach
    void a_bench_and_a_bridge() throws Exception {
        bench = new Bench(directory);
        sh("ip link add br0 type bridge; ip addr add 10.2.3.1/24 dev br0; ip link set br0 up");
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        bench.close();
    }

    private TestContainer define(String yaml) throws IOException {
        return bench.define("rootfs: dir:" + bench.rootfs() + "\n"
                + (yaml.contains("process:") ? "" : "process: {command: [/bin/sleep, '1000']}\n") + yaml);
    }

    private static String veth(String more) {
        return "network:\n  interfaces:\n    - {type: veth, link: br0, name: lan7, veth: {pair: vethit}" + more + "}\n";
    }

    @Test
    @Proves({"S31", "L7"})
    void the_host_s_side_is_there_before_init_and_the_container_s_side_inside_when_it_executes() throws Exception {
        List<String> seen = new ArrayList<>();
        TestContainer container = define(veth(", ipv4: {addresses: [10.2.3.5/24], gateway: auto}")
                + "process: {command: [/bin/sh, -c, 'ip addr; ip route; exec sleep 1000']}\n");
        container.start(step -> {
            try {
                seen.add(step.name() + " " + interfaces());
            } catch (IOException | InterruptedException e) {
                throw new AssertionError(e);
            }
        });

        assertThat(seen)
                .anyMatch(line -> line.matches("SPAWN_KEEPER .br0(, veth\\w+){2}.")) // and the side to be moved
                .anyMatch(line -> line.matches("CLONE_INIT .br0(, veth\\w+){2}."))
                .contains("MOUNT_ROOT [br0, vethit]");
        container.awaitLog("default via 10.2.3.1 dev lan7");
        assertThat(container.log()).contains("lan7", "inet 10.2.3.5/24", "LOOPBACK,UP");
    }

    @Test
    @Proves("S47")
    void nothing_of_it_is_left_after_a_stop() throws Exception {
        TestContainer container = define(veth("")).start();
        assertThat(interfaces()).contains("vethit");

        container.stop();

        Awaiting.until("vethit gone", () -> !interfaces().contains("vethit"));
        container.start();
        assertThat(interfaces(container.pid())).containsExactly("lan7");
    }

    @Test
    @Proves("S33")
    void a_start_that_fails_leaves_neither_interface_nor_cgroup() throws Exception {
        TestContainer late = define(veth("") + "process: {command: [/bin/none]}\n");
        TestContainer early = define(veth("").replace("br0", "br9"));

        assertThat(catchThrowableOfType(StepFailedException.class, late::start)).hasMessageContaining("/bin/none");
        StepFailedException missing = catchThrowableOfType(StepFailedException.class, early::start);
        assertThat(missing).hasMessageContaining("create the network: lan7: the host has no interface br9");
        assertThat(missing.advice().orElseThrow()).startsWith("make the bridge: ip link add br9 type bridge");

        assertThat(interfaces()).containsExactly("br0");
        assertThat(late.cgroups()).allSatisfy(cgroup -> assertThat(cgroup).doesNotExist());
    }

    @Test
    @Proves("S5")
    void in_another_s_network_no_interface_is_made_and_in_another_s_uts_no_name_is_set() throws Exception {
        TestContainer first = define(veth("")).start();
        TestContainer second = define(veth("").replace("vethit", "vethno") + "namespaces: {net: container:"
                + first.name() + ", uts: container:" + first.name() + ", ipc: container:" + first.name() + "}\n");
        second.start();
        assertThat(interfaces()).containsExactly("br0", "vethit");
        assertThat(interfaces(second.pid())).containsExactly("lan7");
        for (NamespaceType type : List.of(NamespaceType.NET, NamespaceType.UTS, NamespaceType.IPC)) {
            assertThat(second.namespaces())
                    .containsEntry(type, first.namespaces().get(type));
        }
        assertThat(sh("nsenter --uts=/proc/" + second.pid() + "/ns/uts hostname")
                        .strip())
                .isEqualTo(first.name());
    }

    @Test
    @Proves("S24")
    void a_container_with_shifted_ids_has_the_interface_under_its_name() throws Exception {
        sh("chmod a+x " + directory);
        TestContainer container = define(veth(", ipv4: {addresses: [10.2.3.5/24]}")
                + "idmap: {mode: explicit, uid: [{container: 0, host: 200000, size: 65536}], gid: [{container: 0, host: 200000, size: 65536}], ownership: off}\n"
                + "namespaces: {user: private}\n");
        container.start();

        assertThat(interfaces(container.pid())).containsExactly("lan7");
        assertThat(ip(container.pid(), "addr")).contains("inet 10.2.3.5/24");
    }

    @Test
    @Proves("S32")
    void a_host_s_interface_comes_back_under_its_name_although_it_was_renamed_and_the_container_killed()
            throws Exception {
        sh("ip link add name phy0 type veth peer name far");
        String kept = sh("ip -o link show phy0").replaceAll("^[0-9]+: phy0(@\\S*)?:|state \\S+|<\\S*>", "");
        for (boolean asked : List.of(true, false)) {
            TestContainer container = define("network: {devices: {phy0: {name: lan0}}}\n" + CAPABLE)
                    .start();
            assertThat(interfaces()).doesNotContain("phy0");
            assertThat(interfaces(container.pid())).containsExactly("lan0");
            ip(container.pid(), "link set lan0 down");
            ip(container.pid(), "link set lan0 name wild");
            if (asked) {
                container.stop();
            } else {
                Signals.kill(container.pid(), Signals.KILL);
                container.awaitExit();
            }

            Awaiting.until("phy0 back in " + interfaces(), () -> interfaces().contains("phy0"));
            assertThat(sh("ip -o link show phy0").replaceAll("^[0-9]+: phy0(@\\S*)?:|state \\S+|<\\S*>", ""))
                    .isEqualTo(kept);
        }
    }

    @Test
    void a_start_that_fails_gives_a_host_s_interface_back() throws Exception {
        sh("ip link add name phy0 type veth peer name far");
        TestContainer container = define("network: {devices: {phy0: {name: lan0}}}\nprocess: {command: [/bin/none]}\n");

        assertThat(catchThrowableOfType(StepFailedException.class, container::start))
                .isNotNull();

        assertThat(interfaces()).containsExactly("br0", "far", "phy0");
    }

    @Test
    void what_a_killed_keeper_left_is_settled_by_the_next_command() throws Exception {
        Path script = bench.file("down");
        java.nio.file.Files.writeString(script, "#!/bin/sh\necho $LXC_HOOK_TYPE >>" + bench.file("said") + "\n");
        sh("chmod +x " + script);
        TestContainer container =
                define(veth(", scripts: {down: " + script + "}")).start();

        Signals.kill(container.saved().keeperPid(), Signals.KILL);

        Awaiting.until("the script and the end of vethit", () -> {
            bench.engine().list();
            return java.nio.file.Files.exists(bench.file("said"))
                    && !interfaces().contains("vethit");
        });
        assertThat(bench.file("said")).hasContent("down\n");
    }

    @Test
    void without_a_network_not_even_loopback_is_up() throws Exception {
        TestContainer none = define("network: {mode: none}\n").start();
        assertThat(ip(none.pid(), "link show lo")).contains("state DOWN");
        assertThat(interfaces(none.pid())).isEmpty();
    }
}
