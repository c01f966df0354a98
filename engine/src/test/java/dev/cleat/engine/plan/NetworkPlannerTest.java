package dev.cleat.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.PlanDescription.Section;
import dev.cleat.engine.definition.DefinitionReader;
import dev.cleat.engine.host.HostFacts;
import dev.cleat.engine.storage.LocalDefinitionFiles;
import dev.cleat.engine.testing.Proves;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which interfaces a definition means on a host. */
class NetworkPlannerTest {

    private static final String TWO = """
            network:
              interfaces:
                - {type: veth, link: br0, ipv4: {addresses: [10.2.3.5/24], gateway: auto}, veth: {vlan: 10, taggedVlans: [30, 20]}}
                - {type: macvlan, link: up0, name: eth0, mtu: 1400}
              devices: {eth3: {name: lan0}}
            """;

    @TempDir
    Path directory;

    private StartPlan plan(String text, HostFacts host) throws Exception {
        Path file = Files.writeString(
                directory.resolve("web.yaml"),
                "schema: 1\nrootfs: host\nprocess: {command: [/bin/sh], envInherit: []}\n" + text);
        return new StartPlanner(Hosts.PLACES, Hosts.files())
                .plan(new DefinitionReader(new LocalDefinitionFiles()).read(file), host);
    }

    private List<String> reasons(String text, HostFacts host) {
        return catchThrowableOfType(HostLimitException.class, () -> plan(text, host))
                .getMessage()
                .lines()
                .map(line -> line.replace("cannot start web: ", ""))
                .toList();
    }

    @Test
    void each_interface_has_a_name_inside_that_no_other_has() throws Exception {
        NetworkPlan plan = plan(TWO, Hosts.V2).network();

        assertThat(plan.loopback()).isTrue();
        assertThat(plan.interfaces())
                .extracting(each -> each.name().orElseThrow())
                .containsExactly("eth1", "eth0", "lan0");
    }

    @Test
    void the_plan_for_people_has_a_line_for_each() throws Exception {
        StartPlan plan = plan(TWO, Hosts.V2);

        assertThat(new StartPlanner(Hosts.PLACES, Hosts.files()).describe(plan).sections())
                .filteredOn(section -> section.step().equals("MOVE_NETWORK"))
                .flatExtracting(Section::lines)
                .containsExactly(
                        "eth1: veth on br0, VLAN 10, tagged [20, 30], 10.2.3.5/24, gateway auto, up",
                        "eth0: macvlan on up0, MTU 1400, up",
                        "lan0: phys, the host's eth3, up");
    }

    @Test
    @Proves("S24")
    void a_user_without_privileges_is_told_why_not_and_what_else() {
        HostLimitException failure = catchThrowableOfType(
                HostLimitException.class, () -> plan(TWO + "namespaces: {user: private}\n", Hosts.USER));

        assertThat(failure.getMessage().lines())
                .contains(
                        "cannot start web: network: this user may not make or move interfaces of the host, and a setuid"
                                + " program that would do it is not part of Cleat");
        assertThat(failure.advice().orElseThrow()).contains("start it as root");
    }

    @Test
    void a_program_that_is_missing_is_a_reason() {
        assertThat(reasons(TWO, Hosts.withoutPrograms(Hosts.V2)))
                .containsExactly(
                        "network: the program bridge is not installed",
                        "network: the program ip is not installed",
                        "network: the program nsenter is not installed");
    }

    @Test
    void loopback_alone_takes_no_program_and_no_privilege() throws Exception {
        assertThat(plan("", Hosts.withoutPrograms(Hosts.V2)).network()).isEqualTo(new NetworkPlan(true, List.of()));
        assertThat(plan("network: {interfaces: [{type: empty}]}\n", Hosts.withoutPrograms(Hosts.V2))
                        .network())
                .isEqualTo(new NetworkPlan(true, List.of()));
        assertThat(plan("network: {mode: none}\n", Hosts.V2).network()).isEqualTo(new NetworkPlan(false, List.of()));
    }

    @Test
    @Proves("S5")
    void in_another_s_network_namespace_nothing_is_made_and_that_is_told() throws Exception {
        StartPlan plan = plan(TWO + "namespaces: {net: container:db}\n", Hosts.V2);

        assertThat(plan.network()).isEqualTo(new NetworkPlan(false, List.of()));
        assertThat(plan.waitsForHost()).isFalse();
        assertThat(plan.notes()).contains("no interface is made: its network namespace is not its own");
    }
}
