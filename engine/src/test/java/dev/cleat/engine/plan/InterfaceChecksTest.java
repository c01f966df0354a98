package dev.cleat.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.definition.Network.Kind;
import dev.cleat.engine.testing.InterfaceBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What of an interface reaches ip(8), and what does not. */
class InterfaceChecksTest {

    private static List<String> reasons(InterfaceBuilder wanted) {
        Reasons reasons = new Reasons();
        new InterfaceChecks(wanted.build(), "network.interfaces[0]", reasons).check();
        HostLimitException failure = catchThrowableOfType(HostLimitException.class, () -> reasons.check("no"));
        return failure == null
                ? List.of()
                : failure.getMessage()
                        .lines()
                        .map(line -> line.replace("no: network.interfaces[0].", ""))
                        .toList();
    }

    @Test
    void a_complete_interface_passes() {
        assertThat(reasons(InterfaceBuilder.veth()
                        .link("br-lan.10")
                        .name("lan0")
                        .pair("vethweb1")
                        .address("02:00:xx:xx:xx:01")
                        .mtu(1500)
                        .mode("bridge")
                        .vlan(10, 20, 4094)
                        .routes("10.9.0.0/24", "2001:db8::/32")
                        .ipv4("auto", "10.2.3.5/24 10.2.3.255", "10.2.3.6/32")
                        .ipv6("fe80::1", "2003:db8::5/64", "::ffff:10.0.0.1/128")))
                .isEmpty();
        assertThat(reasons(InterfaceBuilder.of(Kind.IPVLAN, "eth0")
                        .mode("l3s")
                        .isolation("vepa")
                        .l2proxy()
                        .ipv4("dev", "10.0.0.1/8")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a b",
                "a/b",
                "a:b",
                "a;reboot",
                "-all",
                "eth%d",
                "sixteen.letters.",
                "a\nlink del b",
                "lo",
                "all",
                "default",
                "a\"b",
                "#a",
                "$(id)",
                "\u00e9th0",
                "\u202eeth0",
                "\u001b]0;x\u0007"
            })
    void a_hostile_name_is_refused_wherever_it_stands(String name) {
        assertThat(reasons(InterfaceBuilder.veth().link(name).name(name).pair(name)))
                .extracting(reason -> reason.substring(0, reason.indexOf(':')))
                .containsExactly("link", "name", "veth.pair");
        assertThat(String.join("", reasons(InterfaceBuilder.veth().name(name))))
                .matches("\\p{ASCII}*")
                .doesNotContain("\u001b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.1 dev eth0",
                "10.0.0.1;id",
                "",
                "x",
                "10.0.0.256/8",
                "10.0.0.1/33",
                "10.0.0.1/-1",
                "10.0.0.1/8 x",
                "10.0.0.1/8 10.0.0.255 up",
                "fe80::1/64"
            })
    void an_address_is_an_address(String text) {
        assertThat(reasons(InterfaceBuilder.veth().ipv4("", text)))
                .singleElement()
                .asString()
                .startsWith("ipv4.addresses: \"");
    }

    @Test
    void what_contradicts_itself_is_told_all_at_once() {
        assertThat(reasons(InterfaceBuilder.veth()
                        .down()
                        .mode("loud")
                        .vlan(0)
                        .address("01:00:5e:00:00:01")
                        .mtu(20)
                        .routes("everywhere")
                        .l2proxy()
                        .ipv4("auto", "10.0.0.1/8")))
                .containsExactly(
                        "hwaddr: 01:00:5e:00:00:01 is an address of many: its second digit is odd",
                        "mtu: 20 is not from 68 to 65535",
                        "veth.mode: \"loud\" is none of bridge, router",
                        "vlan: 0 is not from 1 to 4094",
                        "veth.vlan: only the port of a bridge has VLANs: set link",
                        "ipv4.gateway: auto is the address of link, and there is no link",
                        "ipv4.gateway: an interface that is not up has none: set up: true",
                        "veth.routes: \"everywhere\" is not ADDRESS/PREFIX",
                        "l2proxy: needs link, and veth.mode router or ipvlan.mode l3 or l3s");
    }
}
