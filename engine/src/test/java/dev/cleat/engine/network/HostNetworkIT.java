package dev.cleat.engine.network;

import static dev.cleat.engine.testing.PrivateNetwork.interfaces;
import static dev.cleat.engine.testing.PrivateNetwork.ip;
import static dev.cleat.engine.testing.PrivateNetwork.sh;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cleat.engine.definition.Hooks;
import dev.cleat.engine.definition.Network.Kind;
import dev.cleat.engine.hook.HookRunner;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.plan.HookPlan;
import dev.cleat.engine.plan.HookPlan.Subject;
import dev.cleat.engine.plan.NetworkPlan;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.InterfaceBuilder;
import dev.cleat.engine.testing.PrivateNetwork;
import dev.cleat.engine.testing.Proves;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Interfaces as the kernel has them, in a network namespace that stands for the host and another that stands for a container. */
@Timeout(120)
@ExtendWith(PrivateNetwork.class)
class HostNetworkIT {

    @TempDir
    Path directory;

    private final List<String> warnings = new ArrayList<>();
    private Fd state;
    private Process container;

    @BeforeEach
    void a_container() throws Exception {
        state = Fd.open(directory, Fd.O_RDONLY | Fd.O_DIRECTORY, 0);
        container = namespace();
    }

    @AfterEach
    void its_end() throws Exception {
        container.destroyForcibly().waitFor();
        state.close();
    }

    private static Process namespace() throws Exception {
        Process process = new ProcessBuilder("unshare", "--net", "sleep", "1000").start();
        Path own = Path.of("/proc/self/ns/net");
        Awaiting.until(
                "a namespace of its own",
                () -> !Files.readSymbolicLink(own)
                        .equals(Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/ns/net"))));
        return process;
    }

    private HostNetwork create(InterfaceBuilder... wanted) throws IOException {
        HookPlan hooks = new HookPlan(
                Hooks.NONE,
                Map.of("PATH", "/usr/bin:/bin", "LXC_NAME", "web"),
                new Subject("web", directory, Map.of(), Set.of()));
        NetworkPlan plan = new NetworkPlan(
                true, Stream.of(wanted).map(InterfaceBuilder::build).toList());
        return HostNetwork.create(state, plan, hooks, new HookRunner(warnings::add));
    }

    private HostNetwork moved(InterfaceBuilder... wanted) throws IOException {
        HostNetwork network = create(wanted);
        network.moveInto(container.pid());
        return network;
    }

    private HostNetwork left() {
        return HostNetwork.left(state, new HookRunner(warnings::add)).orElseThrow();
    }

    /** An interface that is nothing but itself, of a kind that this kernel has. */
    private static void card(String name) throws Exception {
        sh("ip link add " + name + " type dummy 2>/dev/null || ip link add " + name + " type ifb");
    }

    private static boolean has(String kind) throws Exception {
        try {
            sh("ip link add link up0 name probe type " + kind + " && ip link del probe");
            return true;
        } catch (AssertionError e) {
            return false;
        }
    }

    @Test
    @Proves({"S31", "L7"})
    void a_pair_is_made_on_the_host_and_one_side_of_it_moved_in() throws Exception {
        sh("ip link add br0 type bridge; ip link set br0 up mtu 1400; ip addr add 10.2.3.1/24 dev br0");
        HostNetwork network = create(InterfaceBuilder.veth()
                .link("br0")
                .pair("vethweb1")
                .name("lan0")
                .address("02:00:xx:xx:xx:01")
                .ipv4("auto", "10.2.3.5/24", "10.2.4.5/24 10.2.4.9")
                .ipv6("dev", "2003:db8::5/64"));

        assertThat(interfaces()).contains("vethweb1").hasSize(3);
        assertThat(sh("ip link show vethweb1")).contains("master br0", "mtu 1400", "link/ether fe:");

        network.moveInto(container.pid());

        assertThat(interfaces()).containsExactly("br0", "vethweb1");
        assertThat(interfaces(container.pid())).containsExactly("lan0");
        assertThat(ip(container.pid(), "addr show lan0"))
                .containsPattern("link/ether 02:00:..:..:..:01")
                .contains("mtu 1400", "UP", "inet 10.2.3.5/24 brd 10.2.3.255", "inet 10.2.4.5/24 brd 10.2.4.9")
                .contains("inet6 2003:db8::5/64");
        assertThat(ip(container.pid(), "route")).contains("default via 10.2.3.1 dev lan0");
        assertThat(ip(container.pid(), "-6 route")).contains("default dev lan0");
        assertThat(ip(container.pid(), "link show lan0")).contains("LOWER_UP");
        network.giveBack();
        assertThat(interfaces()).containsExactly("br0");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void packets_go_through_a_pair() throws Exception {
        sh("ip link add br0 type bridge; ip link set br0 up; ip addr add 10.2.3.1/24 dev br0");
        moved(InterfaceBuilder.veth().link("br0").ipv4("auto", "10.2.3.5/24"));

        assertThat(sh("busybox ping -c 1 -W 5 10.2.3.5")).contains(" 0% packet loss");
    }

    @Test
    void a_gateway_outside_of_the_networks_is_reached_through_the_interface() throws Exception {
        moved(InterfaceBuilder.veth().ipv4("169.254.1.1", "10.0.0.5/32").ipv6("fe80::1", "2003:db8::5/128"));

        assertThat(ip(container.pid(), "route")).contains("default via 169.254.1.1 dev eth0 onlink");
        assertThat(ip(container.pid(), "-6 route")).contains("default via fe80::1 dev eth0");
    }

    @Test
    void a_router_s_pair_has_routes_and_answers_for_the_gateways() throws Exception {
        HostNetwork network = moved(InterfaceBuilder.veth()
                .mode("router")
                .pair("vethr")
                .routes("10.9.0.0/24")
                .ipv4("169.254.1.1", "10.0.0.5/32")
                .ipv6("fe80::1", "2003:db8::5/128"));

        assertThat(sh("ip route")).contains("10.0.0.5 dev vethr", "10.9.0.0/24 dev vethr");
        assertThat(sh("ip -6 route")).contains("2003:db8::5 dev vethr");
        assertThat(sh("ip neigh show proxy")).contains("169.254.1.1 dev vethr", "fe80::1 dev vethr");
        assertThat(sh("cat /proc/sys/net/ipv6/conf/vethr/proxy_ndp")).isEqualTo("1\n");
        network.giveBack();
        assertThat(sh("ip route; ip neigh show proxy")).isEmpty();
    }

    @Test
    void l2proxy_answers_on_the_link_and_stops_with_the_container() throws Exception {
        sh("ip link add name up0 type veth peer name up1; ip link set up0 up; ip link set up1 up");
        InterfaceBuilder wanted =
                InterfaceBuilder.veth().link("up0").mode("router").l2proxy().ipv4("", "10.0.0.5/32");
        sh("echo 0 >/proc/sys/net/ipv4/conf/up0/forwarding");
        NetworkException closed = catchThrowableOfType(NetworkException.class, () -> create(wanted));
        sh("echo 1 >/proc/sys/net/ipv4/conf/up0/forwarding");
        HostNetwork network = moved(wanted);

        assertThat(closed).hasMessage("eth0: l2proxy: packets are not passed on: net/ipv4/conf/up0/forwarding not 1");
        assertThat(closed.advice()).isEqualTo("sysctl -w net/ipv4/conf/up0/forwarding=1");
        assertThat(sh("ip neigh show proxy")).contains("10.0.0.5 dev up0");
        network.giveBack();
        assertThat(sh("ip neigh show proxy")).isEmpty();
        assertThat(interfaces()).containsExactly("up0", "up1");
    }

    @Test
    void the_port_of_a_bridge_has_its_vlans() throws Exception {
        InterfaceBuilder wanted =
                InterfaceBuilder.veth().link("br0").pair("vethv").vlan(10, 20, 30);
        sh("ip link add br0 type bridge; ip link set br0 up");
        NetworkException without = catchThrowableOfType(NetworkException.class, () -> create(wanted));
        assertThat(without).hasMessage("eth0: bridge br0 does not tell VLANs apart");
        assertThat(without.advice()).isEqualTo("ip link set br0 type bridge vlan_filtering 1");
        try {
            sh("ip link set br0 type bridge vlan_filtering 1");
        } catch (AssertionError e) {
            org.junit.jupiter.api.Assumptions.abort("this kernel's bridges know no VLANs");
        }
        moved(wanted);

        assertThat(sh("bridge -o vlan show dev vethv").split("[\\s\\\\]+")).contains("10", "PVID", "20", "30");
        assertThat(sh("bridge vlan show dev vethv")).doesNotContainPattern("\\b1 ");
    }

    @Test
    void queues_are_as_many_as_asked_for() throws Exception {
        moved(InterfaceBuilder.veth().pair("vethq").queues(3));

        assertThat(sh("ip -d link show vethq")).contains("numtxqueues 3", "numrxqueues 3");
        assertThat(ip(container.pid(), "-d link show eth0")).contains("numtxqueues 3", "numrxqueues 3");
    }

    @Test
    void macvlan_ipvlan_and_vlan_hang_on_a_link() throws Exception {
        sh("ip link add name up0 type veth peer name up1; ip link set up0 up");
        Map<String, InterfaceBuilder> kinds = Map.of(
                "macvlan",
                        InterfaceBuilder.of(Kind.MACVLAN, "up0")
                                .mode("bridge")
                                .mtu(1300)
                                .address("02:00:00:00:00:07"),
                "ipvlan", InterfaceBuilder.of(Kind.IPVLAN, "up0").mode("l3s").isolation("private"),
                "vlan id 7", InterfaceBuilder.of(Kind.VLAN, "up0").vlan(7));
        Map<String, String> seen = Map.of(
                "macvlan", "(?s)02:00:00:00:00:07.*macvlan mode bridge",
                "ipvlan", "ipvlan +mode l3s private",
                "vlan id 7", "vlan protocol 802.1Q id 7");
        for (String kind : kinds.keySet()) {
            InterfaceBuilder wanted = kinds.get(kind).ipv4("dev", "10.0.0.5/24");
            if (has(kind)) {
                HostNetwork network = moved(wanted);
                assertThat(ip(container.pid(), "-d link show eth0")).containsPattern(seen.get(kind));
                assertThat(ip(container.pid(), "route")).contains("default dev eth0");
                ip(container.pid(), "link del eth0");
                network.giveBack();
            } else {
                assertThat(catchThrowableOfType(NetworkException.class, () -> create(wanted))
                                .advice())
                        .isEqualTo("this kernel has no " + kind.split(" ")[0] + " interfaces");
            }
            assertThat(interfaces()).containsExactly("up0", "up1");
        }
    }

    @Test
    @Proves("S32")
    void a_lent_interface_comes_back_as_it_was_although_it_was_renamed() throws Exception {
        sh("ip link add name phy0 type veth peer name far; ip link set phy0 mtu 1450");
        String before = sh("ip -o link show phy0").replaceAll("^[0-9]+", "");
        HostNetwork network =
                moved(InterfaceBuilder.of(Kind.PHYS, "phy0").name("lan0").mtu(1300));
        assertThat(interfaces()).containsExactly("far");
        ip(container.pid(), "link set lan0 down");
        ip(container.pid(), "link set lan0 name wild address 02:00:00:00:00:99");
        ip(container.pid(), "link add name lan0 type veth peer name lan1");

        network.giveBack();

        assertThat(sh("ip -o link show phy0").replaceAll("^[0-9]+", "")).isEqualTo(before);
        assertThat(warnings).isEmpty();
        assertThat(interfaces(container.pid())).containsExactly("lan0", "lan1");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void a_lent_interface_comes_back_by_the_namespace_that_another_process_kept() throws Exception {
        card("card7");
        Path kept = Path.of("/proc", Long.toString(container.pid()), "ns/net");
        moved(InterfaceBuilder.of(Kind.PHYS, "card7").name("lan0")).close();
        ip(container.pid(), "link set lan0 down");
        ip(container.pid(), "link set lan0 name '\"x;-#'");

        left().giveBack(Optional.of(kept));

        assertThat(interfaces()).containsExactly("card7");
        assertThat(HostNetwork.left(state, new HookRunner(warnings::add))).isEmpty();
    }

    @Test
    void a_lent_interface_whose_name_is_taken_meanwhile_is_not_lost() throws Exception {
        card("card7");
        HostNetwork network = moved(InterfaceBuilder.of(Kind.PHYS, "card7").name("lan0"));
        card("card7");

        network.giveBack();

        assertThat(interfaces()).hasSize(2).contains("card7").anyMatch(name -> name.startsWith("back"));
        assertThat(warnings).singleElement().asString().contains("card7 is called back", "another has its name");
    }

    @Test
    @Proves("S33")
    void a_failure_half_way_leaves_nothing_on_the_host() throws Exception {
        sh("ip link add br0 type bridge");
        card("vethold");

        NetworkException missing = catchThrowableOfType(
                NetworkException.class,
                () -> create(
                        InterfaceBuilder.veth().link("br0"),
                        InterfaceBuilder.veth().name("eth1").link("br9")));
        NetworkException taken = catchThrowableOfType(
                NetworkException.class,
                () -> create(
                        InterfaceBuilder.veth().link("br0"),
                        InterfaceBuilder.veth().pair("vethold")));
        NetworkException refused = catchThrowableOfType(
                NetworkException.class,
                () -> create(
                        InterfaceBuilder.veth().link("br0").pair("vethmine").routes("10.0.0.0/24", "10.0.0.0/24")));

        assertThat(missing).hasMessage("eth1: the host has no interface br9");
        assertThat(missing.advice()).isEqualTo("make the bridge: ip link add br9 type bridge && ip link set br9 up");
        assertThat(taken).hasMessage("eth0: the host has an interface vethold already");
        assertThat(refused).hasMessage("eth0: ip route add 10.0.0.0/24 dev vethmine: File exists");
        assertThat(interfaces()).containsExactly("br0", "vethold");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void what_a_crashed_start_made_is_removed_by_the_next() throws Exception {
        sh("ip link add br0 type bridge");
        create(InterfaceBuilder.veth().link("br0").pair("vethcrash"));
        assertThat(interfaces()).contains("vethcrash");

        create(InterfaceBuilder.veth().link("br0").pair("vethcrash")).giveBack();

        assertThat(interfaces()).containsExactly("br0");
    }

    @Test
    void what_is_another_s_by_now_is_left_alone() throws Exception {
        create(InterfaceBuilder.veth().pair("vethmine"));
        sh("ip link del vethmine; ip link add vethmine type veth peer name other");

        left().giveBack();

        assertThat(interfaces()).containsExactly("other", "vethmine");
    }

    @Test
    @Proves("S47")
    void nothing_is_left_when_the_container_s_namespace_has_ended() throws Exception {
        sh("ip link add br0 type bridge");
        moved(InterfaceBuilder.veth().link("br0").pair("vethend")).close();
        container.destroyForcibly().waitFor();

        left().giveBack();

        assertThat(interfaces()).containsExactly("br0");
    }

    @Test
    void scripts_are_told_what_lxc_tells_them() throws Exception {
        sh("ip link add br0 type bridge");
        Path said = directory.resolveSibling(directory.getFileName() + ".said");
        Path script = directory.resolveSibling(directory.getFileName() + ".sh");
        Files.writeString(
                script,
                "#!/bin/sh\n{ echo \"$# $*\"; env | grep NET_ | sort; echo $LXC_HOOK_TYPE $CLEAT_HOOK_SECTION"
                        + " $LXC_NAME; ip -o link show vethsc | wc -l; } >>" + said + "\n");
        sh("chmod +x " + script);
        HostNetwork network =
                moved(InterfaceBuilder.veth().link("br0").pair("vethsc").scripts(script, script));
        network.giveBack();

        String told = "0 \nCLEAT_NET_PARENT=br0\nCLEAT_NET_PEER=vethsc\nCLEAT_NET_TYPE=veth\n"
                + "LXC_NET_PARENT=br0\nLXC_NET_PEER=vethsc\nLXC_NET_TYPE=veth\n";
        assertThat(said).hasContent(told + "up net web\n1\n" + told + "down net web\n1\n");
        Files.delete(said);
        Files.delete(script);
    }

    @Test
    void a_script_that_fails_fails_the_start_and_nothing_is_left() throws Exception {
        Path script = Path.of("/bin/false");

        IOException failure = catchThrowableOfType(
                IOException.class, () -> create(InterfaceBuilder.veth().scripts(script, script)));

        assertThat(failure).hasMessage("hook /bin/false ended with status 1");
        assertThat(warnings).containsExactly("web: down hook /bin/false ended with status 1");
        assertThat(interfaces()).isEmpty();
    }

    @Test
    void forty_interfaces_are_made_and_given_back() throws Exception {
        sh("ip link add br0 type bridge; ip link set br0 up");
        HostNetwork network = moved(IntStream.range(0, 40)
                .mapToObj(
                        i -> InterfaceBuilder.veth().link("br0").name("eth" + i).ipv4("", "10.0." + i + ".5/24"))
                .toArray(InterfaceBuilder[]::new));

        assertThat(interfaces(container.pid())).hasSize(40);
        assertThat(interfaces()).hasSize(41).allMatch(name -> name.length() <= 15);
        network.giveBack();
        assertThat(interfaces()).containsExactly("br0");
    }
}
