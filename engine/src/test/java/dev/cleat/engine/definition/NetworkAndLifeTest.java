package dev.cleat.engine.definition;

import static dev.cleat.engine.definition.Written.definition;
import static dev.cleat.engine.definition.Written.problems;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Hooks.Hook;
import dev.cleat.engine.definition.Hooks.Point;
import dev.cleat.engine.definition.Life.Autostart;
import dev.cleat.engine.definition.Life.Dependency;
import dev.cleat.engine.definition.Life.Restart;
import dev.cleat.engine.definition.Life.RestartPolicy;
import dev.cleat.engine.definition.Network.Addresses;
import dev.cleat.engine.definition.Network.Interface;
import dev.cleat.engine.definition.Network.Kind;
import dev.cleat.engine.definition.Network.Mode;
import dev.cleat.engine.definition.Network.Moved;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkAndLifeTest {

    @Test
    void interfaces_are_read_with_everything_they_have() throws Exception {
        Network network = definition("""
                network:
                  interfaces:
                    - type: veth
                      link: br0
                      name: eth0
                      hwaddr: 02:00:xx:xx:xx:01
                      mtu: 1400
                      veth: {pair: vweb, mode: bridge, vlan: 10, taggedVlans: [20, 30], routes: [10.9.0.0/24], rxQueues: 2, txQueues: 3}
                      ipv4: {addresses: [10.2.3.5/24 10.2.3.255], gateway: auto}
                      ipv6: {addresses: ["2003:db8::5/64"], gateway: dev}
                      scripts: {up: up.sh, down: /down.sh}
                    - {type: macvlan, link: eth1, macvlan: {mode: vepa}, up: false}
                    - {type: ipvlan, link: eth1, ipvlan: {mode: l3s, isolation: private}, l2proxy: true}
                    - {type: vlan, link: eth1, vlan: {id: 7}}
                    - {type: phys, link: eth2, name: lan}
                  devices: {eth3: {name: lan0}, eth4: {}}
                """).network();

        assertThat(network.mode()).isEqualTo(Mode.PRIVATE);
        assertThat(network.interfaces().get(0))
                .isEqualTo(new Interface(
                        Kind.VETH,
                        Optional.of("br0"),
                        Optional.of("eth0"),
                        true,
                        Optional.of("02:00:xx:xx:xx:01"),
                        OptionalInt.of(1400),
                        Optional.of("bridge"),
                        Optional.empty(),
                        Optional.of("vweb"),
                        OptionalInt.of(10),
                        Set.of(20, 30),
                        List.of("10.9.0.0/24"),
                        OptionalInt.of(2),
                        OptionalInt.of(3),
                        new Addresses(List.of("10.2.3.5/24 10.2.3.255"), Optional.of("auto")),
                        new Addresses(List.of("2003:db8::5/64"), Optional.of("dev")),
                        false,
                        Optional.of(Path.of("/srv/up.sh")),
                        Optional.of(Path.of("/down.sh"))));
        assertThat(network.interfaces())
                .extracting(Interface::kind)
                .containsExactly(Kind.VETH, Kind.MACVLAN, Kind.IPVLAN, Kind.VLAN, Kind.PHYS);
        assertThat(network.interfaces().get(1).mode()).contains("vepa");
        assertThat(network.interfaces().get(1).up()).isFalse();
        assertThat(network.interfaces().get(2).isolation()).contains("private");
        assertThat(network.interfaces().get(2).l2proxy()).isTrue();
        assertThat(network.interfaces().get(3).vlanId()).isEqualTo(OptionalInt.of(7));
        assertThat(network.devices())
                .isEqualTo(Map.of("eth3", new Moved(Optional.of("lan0")), "eth4", new Moved(Optional.empty())));
    }

    @Test
    void the_mode_of_the_network_and_its_namespace_agree() throws Exception {
        assertThat(definition("network: {mode: host}").namespaces())
                .containsEntry(NamespaceType.NET, NamespaceSource.HOST);
        assertThat(definition("network: {mode: join}\nnamespaces: {net: 'container:db'}")
                        .network()
                        .mode())
                .isEqualTo(Mode.JOIN);
        assertThat(definition("network: {mode: none}").isPrivate(NamespaceType.NET))
                .isTrue();
        assertThat(problems("network: {mode: join}"))
                .containsExactly("3:17: network.mode: is join, but namespaces.net is private");
        assertThat(problems("network: {mode: private}\nnamespaces: {net: host}"))
                .containsExactly("3:17: network.mode: is private, but namespaces.net is host");
    }

    @Test
    void interfaces_that_cannot_be_are_told() {
        assertThat(problems("namespaces: {net: host}\nnetwork: {interfaces: [{type: veth}], devices: {eth3: {}}}"))
                .containsExactly(
                        "4:23: network.interfaces: needs a net namespace of its own, but namespaces.net is host",
                        "4:48: network.devices: needs a net namespace of its own, but namespaces.net is host");
        assertThat(problems("network: {mode: none, interfaces: [{type: veth}]}"))
                .containsExactly("3:35: network.interfaces: network.mode is none");
        assertThat(problems("""
                        network:
                          interfaces:
                            - {type: macvlan}
                            - {type: veth, name: a, macvlan: {mode: vepa}}
                            - {type: veth, name: a, ipv4: {gateway: auto}}
                            - {type: vlan, link: b}
                            - {type: empty, mtu: 1500}
                            - {type: ipvlan, link: b, hwaddr: "02:00:00:00:00:01"}
                            - {link: b}
                          devices: {a: {}}
                        """))
                .containsExactly(
                        "5:14: network.interfaces[0].type: macvlan needs a link, an interface of the host",
                        "6:38: network.interfaces[1].macvlan: only with type: macvlan",
                        "7:7: network.interfaces[2]: another one is called a too",
                        "7:35: network.interfaces[2].ipv4.gateway: auto is the address of link, and there is no link",
                        "8:7: network.interfaces[3].vlan: is missing (as vlan: {id: 7})",
                        "9:26: network.interfaces[4].mtu: type empty is the loopback interface only",
                        "10:39: network.interfaces[5].hwaddr: an ipvlan has the hardware address of its link",
                        "11:7: key \"network.interfaces[6].type\" is missing",
                        "12:12: network.devices.a: another one is called a too");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"::", "::1", "2001:db8::5", "1:2:3:4:5:6:7:8", "::ffff:10.0.0.1", "1:2:3:4:5:6:1.2.3.4", "a::"})
    void an_address_of_version_6(String text) {
        assertThat(InternetAddress.isVersion6(text)).isTrue();
        assertThat(InternetAddress.isNetwork(text + "/64")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7::8",
                "g::",
                "12345::",
                "::1.2.3",
                "fe80::1%eth0",
                "1.2.3.4::"
            })
    void no_address_of_version_6(String text) {
        assertThat(InternetAddress.isVersion6(text)).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void hooks_are_read_at_every_point(Point point) throws Exception {
        Hooks hooks = definition("hooks: {" + point.key()
                        + ": [/a, {path: /b, args: [x, 1], env: {A: 1}, timeout: 5s, onFailure: warn}], abi: args}")
                .hooks();

        assertThat(hooks.at(point))
                .containsExactly(
                        new Hook(Path.of("/a"), List.of(), Map.of(), Hook.DEFAULT_TIMEOUT, true),
                        new Hook(Path.of("/b"), List.of("x", "1"), Map.of("A", "1"), Duration.ofSeconds(5), false));
        assertThat(hooks.hooks()).hasSize(1);
        assertThat(hooks.abi()).isEqualTo(Hooks.Abi.ARGS);
    }

    @Test
    void a_hook_of_the_host_is_beside_the_definition() throws Exception {
        assertThat(definition("hooks: {preStart: [up.sh]}")
                        .hooks()
                        .at(Point.PRE_START)
                        .get(0)
                        .path())
                .isEqualTo(Path.of("/srv/up.sh"));
    }

    @Test
    void what_happens_without_asking_is_read() throws Exception {
        Life life = definition("""
                signals: {halt: TERM, reboot: 1, stop: QUIT, monitorDeath: TERM, forward: none}
                restart: {policy: on-failure, maxRetries: 5, backoff: {initial: 1s, max: 1m}}
                autostart: {enabled: true, order: -5, delay: 2s, dependsOn: {db: started, migrate: exited-ok}}
                """).life();

        assertThat(life.signals()).isEqualTo(new Life.Signals(15, 1, 3, 15, false));
        assertThat(life.restart())
                .isEqualTo(new Restart(RestartPolicy.ON_FAILURE, 5, Duration.ofSeconds(1), Duration.ofMinutes(1)));
        assertThat(life.autostart())
                .isEqualTo(new Autostart(
                        true,
                        -5,
                        Duration.ofSeconds(2),
                        Map.of("db", Dependency.STARTED, "migrate", Dependency.EXITED_OK)));
        assertThat(definition("ephemeral: true").life().ephemeral()).isTrue();
    }

    @Test
    void restart_and_autostart_have_short_forms() throws Exception {
        Life life = definition("restart: always\nautostart: true").life();

        assertThat(life.restart().policy()).isEqualTo(RestartPolicy.ALWAYS);
        assertThat(life.restart().maxBackoff()).isEqualTo(Duration.ofSeconds(30));
        assertThat(life.autostart().enabled()).isTrue();
        assertThat(definition("restart: no").life().restart()).isEqualTo(Restart.NO);
    }

    @Test
    void contradictions_about_life_are_told() {
        assertThat(problems("restart: {policy: no, maxRetries: 3, backoff: {initial: 1m}}"))
                .containsExactly(
                        "3:35: restart.maxRetries: restart.policy is no",
                        "3:47: restart.backoff: restart.policy is no",
                        "3:57: restart.backoff.initial: the first wait is longer than the longest");
        assertThat(problems("restart: always\nephemeral: true\nprotect: true"))
                .containsExactly(
                        "4:12: ephemeral: what is destroyed at its end cannot be started again, as restart says",
                        "4:12: ephemeral: protect says that it is not destroyed");
        assertThat(problems("autostart: {dependsOn: {web: started}}"))
                .containsExactly("3:24: autostart.dependsOn: a container cannot wait for itself");
    }
}
