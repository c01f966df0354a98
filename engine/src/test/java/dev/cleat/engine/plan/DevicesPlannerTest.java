package dev.cleat.engine.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.definition.Devices.Rule;
import dev.cleat.engine.host.HostFacts;
import dev.cleat.engine.plan.StartPlan.DevicePlan;
import dev.cleat.engine.plan.StartPlan.NodePlan;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in a container's /dev, and what its processes may do with devices. */
class DevicesPlannerTest {

    private static final String ROOT = "rootfs: dir:/srv/web\nprocess: {command: [/x]}\n";
    private static final String FUSE =
            "dev: {nodes: [{path: /dev/fuse, type: c, major: 10, minor: 229, mode: '0600', uid: 3, gid: 4, access: rw}]}\n";

    @TempDir
    Path directory;

    private StartPlan plan(String yaml, HostFacts host) throws Exception {
        return Plans.plan(directory, ROOT + yaml, host, Hosts.files());
    }

    private String refusal(String yaml) {
        return catchThrowableOfType(HostLimitException.class, () -> plan(yaml, Hosts.V2))
                .getMessage();
    }

    @Test
    void a_node_is_made_where_that_is_permitted() throws Exception {
        StartPlan plan = plan(FUSE, Hosts.V2);

        assertThat(plan.dev().nodes()).containsExactly(new NodePlan("/dev/fuse", 0020600, 10, 229, 3, 4));
        assertThat(plan.dev().policy()).endsWith(new Rule(true, 'c', OptionalInt.of(10), OptionalInt.of(229), "rw"));
    }

    @Test
    void in_a_user_namespace_the_host_s_node_of_that_number_is_bound() throws Exception {
        StartPlan plan = plan(FUSE + "idmap: {mode: auto}\n", Hosts.V2);

        assertThat(plan.dev().nodes()).isEmpty();
        assertThat(plan.dev().devices()).endsWith(new DevicePlan("/dev/fuse", "/dev/fuse", 10, 229));
        assertThat(refusal(FUSE.replace("229", "230") + "idmap: {mode: auto}\n"))
                .isEqualTo(
                        "cannot start web: dev.nodes: /dev/fuse: in a user namespace nodes are bound from the host, and"
                                + " the host's /dev/fuse is not c 10:230");
    }

    @Test
    void devices_of_the_host_come_with_their_numbers() throws Exception {
        StartPlan plan = plan("dev: {nodes: [{host: /dev/net/tun}], fromHost: [/dev/sda]}\n", Hosts.V2);

        assertThat(plan.dev().devices()).endsWith(new DevicePlan("/dev/net/tun", "/dev/net/tun", 10, 200));
        assertThat(plan.entries())
                .extracting(MountText::of)
                .contains("bind of /dev/sda on /dev/sda (ro, nosuid, noexec)");
        assertThat(plan.dev().policy())
                .endsWith(
                        new Rule(true, 'c', OptionalInt.of(10), OptionalInt.of(200), "rwm"),
                        new Rule(true, 'b', OptionalInt.of(8), OptionalInt.of(0), "rw"));
        assertThat(refusal("dev: {fromHost: [/dev/none]}\n"))
                .isEqualTo("cannot start web: dev: /dev/none is no device of this host");
    }

    @Test
    void sizes_terminals_and_their_directory_are_as_asked_for() throws Exception {
        StartPlan plan = plan("dev: {size: 1M, ttyDir: lxc}\ntty: {count: 2, ptyMax: 64}\n", Hosts.V2);

        assertThat(plan.entries())
                .extracting(MountText::of)
                .contains("tmpfs on /dev (nosuid, nodev, strictatime, mode=0755, size=1048576)")
                .anyMatch(text -> text.startsWith("devpts") && text.endsWith("max=64)"));
        assertThat(plan.dev().ttys()).isEqualTo(2);
        assertThat(plan.dev().ttyDirectory()).contains("lxc");
    }

    @Test
    void a_dev_of_the_rootfs_is_left_as_it_is() throws Exception {
        StartPlan plan = plan("dev: {auto: false}\n", Hosts.V2);

        assertThat(plan.entries())
                .extracting(MountPlan::target)
                .doesNotContain("/dev")
                .contains("/dev/pts");
        assertThat(plan.dev().devices()).isEmpty();
        assertThat(plan.dev().links()).isEmpty();
    }

    @Test
    void nothing_is_permitted_but_what_harms_nobody() throws Exception {
        List<Rule> policy = plan("", Hosts.V2).dev().policy();

        assertThat(policy).startsWith(new Rule(false, 'a', OptionalInt.empty(), OptionalInt.empty(), "rwm"));
        assertThat(policy.stream().skip(1)).allMatch(Rule::allow);
        assertThat(policy)
                .contains(new Rule(true, 'c', OptionalInt.of(136), OptionalInt.empty(), "rwm"))
                .doesNotContain(new Rule(true, 'b', OptionalInt.empty(), OptionalInt.empty(), "rwm"));
    }

    @Test
    void rules_of_the_definition_are_taken_as_they_are() throws Exception {
        String rules = "dev: {rules: [{deny: 'c 1:3 w'}]}\n";

        assertThat(plan(rules, Hosts.V2).dev().policy())
                .containsExactly(new Rule(false, 'c', OptionalInt.of(1), OptionalInt.of(3), "w"));
        assertThat(plan("namespaces: {user: private}\n", Hosts.USER).dev().policy())
                .isEmpty();
    }
}
