package dev.cleat.engine.importing;

import static dev.cleat.engine.importing.LxcFixture.definition;
import static dev.cleat.engine.importing.LxcFixture.imported;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.Imported;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Definition;
import dev.cleat.engine.definition.Hooks;
import dev.cleat.engine.definition.NamespaceSource;
import dev.cleat.engine.definition.Network;
import dev.cleat.engine.definition.Network.Interface;
import dev.cleat.engine.definition.Network.Kind;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines that mean something only together. */
class LxcSectionsTest {

    private static final String ROOT = "lxc.rootfs.path = dir:/lxc/web/rootfs";

    @Test
    void interfaces_are_those_of_each_number_in_order() throws IOException {
        List<Interface> interfaces = interfaces(
                "lxc.net.1.type = macvlan",
                "lxc.net.0.type = veth",
                "lxc.net.1.link = eth0",
                "lxc.net.0.link = br0",
                "lxc.net.0.flags = up");

        assertThat(interfaces).extracting(Interface::kind).containsExactly(Kind.VETH, Kind.MACVLAN);
        assertThat(interfaces).extracting(i -> i.link().orElse("")).containsExactly("br0", "eth0");
        assertThat(interfaces).extracting(Interface::up).containsExactly(true, false);
    }

    @Test
    void before_2_1_each_type_begins_another_interface() throws IOException {
        List<Interface> interfaces = interfaces(
                "lxc.network.type = veth",
                "lxc.network.flags = up",
                "lxc.network.link = br0",
                "lxc.network.ipv4 = 10.0.0.2/24",
                "lxc.network.type = veth",
                "lxc.network.link = br1");

        assertThat(interfaces).extracting(i -> i.link().orElse("")).containsExactly("br0", "br1");
        assertThat(interfaces.get(0).ipv4().addresses()).containsExactly("10.0.0.2/24");
        assertThat(interfaces.get(1).ipv4().addresses()).isEmpty();
    }

    @Test
    void a_number_used_twice_makes_one_interface_as_in_lxc_and_that_is_told() throws IOException {
        Imported imported = imported(
                ROOT,
                "lxc.net.0.type = veth",
                "lxc.net.0.link = br0",
                "lxc.net.0.type = phys",
                "lxc.net.0.link = eth7");

        assertThat(definition(imported).network().interfaces()).hasSize(1);
        assertThat(imported.left())
                .containsExactly("/lxc/web/config:2: lxc.net.0.type: the same number is used again in /lxc/web/config:4"
                        + " and LXC makes one interface of both; give each its own");
    }

    @ParameterizedTest
    @CsvSource({
        "10.2.3.4, 10.2.3.4/8",
        "172.16.0.1, 172.16.0.1/16",
        "192.168.1.2, 192.168.1.2/24",
        "192.168.1.2/28 192.168.1.15, 192.168.1.2/28 192.168.1.15"
    })
    void an_address_without_prefix_has_that_of_its_class(String written, String address) throws IOException {
        assertThat(interfaces("lxc.net.0.type = veth", "lxc.net.0.ipv4.address = " + written)
                        .get(0)
                        .ipv4()
                        .addresses())
                .containsExactly(address);
    }

    @Test
    void a_network_of_the_host_is_no_namespace_of_its_own() throws IOException {
        Definition host = definition(imported(ROOT, "lxc.net.0.type = none"));

        assertThat(host.namespaces()).containsEntry(NamespaceType.NET, NamespaceSource.HOST);
        assertThat(definition(imported(ROOT)).network().mode()).isEqualTo(Network.Mode.NONE);
        assertThat(definition(imported(ROOT, "lxc.net.0.type = empty", "lxc.net.0.flags = up"))
                        .network()
                        .mode())
                .isEqualTo(Network.Mode.PRIVATE);
    }

    @Test
    void a_hook_is_a_program_and_its_words_or_a_line_for_a_shell() throws IOException {
        Definition definition = definition(imported(
                ROOT,
                "lxc.hook.version = 0",
                "lxc.hook.pre-start = /usr/bin/one",
                "lxc.hook.pre-start = /usr/bin/two  a=b",
                "lxc.hook.pre-start = echo $LXC_NAME > /run/x"));

        assertThat(definition.hooks().abi()).isEqualTo(Hooks.Abi.ARGS);
        assertThat(definition.hooks().at(Hooks.Point.PRE_START))
                .extracting(hook -> hook.path() + " " + hook.arguments())
                .containsExactly(
                        "/usr/bin/one []", "/usr/bin/two [a=b]", "/bin/sh [-c, echo $LXC_NAME > /run/x \"$@\", hook]");
    }

    @Test
    void mounts_of_the_fstab_come_before_entries_and_a_target_on_the_host_is_one_inside() throws IOException {
        Imported imported = new LxcFixture()
                .with(
                        "/etc/web.fstab",
                        "tmpfs /lxc/web/rootfs/run tmpfs nosuid 0 0",
                        "",
                        "# c",
                        "x /elsewhere none bind 0 0")
                .importing(
                        ROOT,
                        "lxc.mount.entry = /srv srv none bind,optional,create=dir",
                        "lxc.mount.fstab = /etc/web.fstab",
                        "lxc.mount.entry = too few");

        assertThat(definition(imported).mounts())
                .extracting(Definition.Mount::target)
                .containsExactly("/run", "/srv");
        assertThat(imported.left())
                .containsExactly(
                        "/etc/web.fstab:4: entry: /elsewhere is not in the container's root; LXC ignores it, too",
                        "/lxc/web/config:4: lxc.mount.entry: \"too few\" is no line of fstab(5): SOURCE TARGET TYPE"
                                + " OPTIONS");
    }

    @Test
    void both_lists_of_devices_are_one_when_they_say_the_same() throws IOException {
        Imported same = imported(
                ROOT,
                "lxc.cgroup.devices.deny = a",
                "lxc.cgroup.devices.allow = c 1:3 rwm",
                "lxc.cgroup2.devices.deny = a",
                "lxc.cgroup2.devices.allow = c 1:3 rwm");
        Imported different = imported(ROOT, "lxc.cgroup2.devices.deny = a", "lxc.cgroup.devices.allow = c 1:5 rwm");

        assertThat(definition(same).devices().rules().orElseThrow()).hasSize(2);
        assertThat(same.left()).isEmpty();
        assertThat(different.left())
                .containsExactly("/lxc/web/config:3: lxc.cgroup.devices.allow: a definition has one list of devices;"
                        + " that of lxc.cgroup2.devices is taken");
    }

    @Test
    void without_rules_every_device_may_be_used_as_in_lxc() throws IOException {
        assertThat(definition(imported(ROOT)).devices().rules().orElseThrow())
                .singleElement()
                .satisfies(rule -> assertThat(rule.allow()).isTrue());
    }

    @Test
    void keeping_no_capability_forgets_those_kept_before_and_dropping_besides_is_told() throws IOException {
        assertThat(definition(imported(ROOT, "lxc.cap.keep = chown", "lxc.cap.keep = none"))
                        .security()
                        .capabilities()
                        .keep())
                .isEmpty();
        assertThat(imported(ROOT, "lxc.cap.keep = chown", "lxc.cap.drop = kill").left())
                .containsExactly("/lxc/web/config:3: lxc.cap.drop: what is not kept is dropped anyway; LXC refuses both"
                        + " together");
    }

    @Test
    void a_directory_shifted_by_its_owner_is_not_shifted_again() throws IOException {
        String[] ids = {"lxc.idmap = u 0 100000 65536", "lxc.idmap = g 0 100000 65536"};

        assertThat(imported(ROOT, ids[0], ids[1]).definition()).contains("ownership: \"off\"");
        assertThat(imported(ROOT, "lxc.rootfs.options = idmap=container", ids[0], ids[1])
                        .definition())
                .contains("idmap: container")
                .doesNotContain("ownership");
    }

    @ParameterizedTest
    @CsvSource({
        "/srv/r/, '', dir:/srv/r",
        "dir:/srv/r, '', dir:/srv/r",
        "/dev/vg/web, '', block:/dev/vg/web",
        "lvm:/dev/vg/web, '', block:/dev/vg/web",
        "loop:/srv/web.img, '', loop:/srv/web.img",
        "overlayfs:/a:/b, '', overlay:/a:/b",
        "btrfs:/srv/r, '', dir:/srv/r",
        "/a:/b, overlayfs, overlay:/a:/b"
    })
    void the_root_is_what_its_kind_says(String path, String backend, String source) throws IOException {
        Imported imported =
                imported("lxc.rootfs.path = " + path, backend.isEmpty() ? "" : "lxc.rootfs.backend = " + backend);

        assertThat(imported.definition()).contains("source: " + source + "\n");
        assertThat(imported.left()).isEmpty();
    }

    @Test
    void a_root_that_no_definition_can_have_is_told_and_stands_in_by_a_directory() throws IOException {
        Imported imported = imported("lxc.rootfs.path = frob:tank/web");

        assertThat(imported.definition()).contains("source: dir:rootfs\n");
        assertThat(imported.left()).singleElement().asString().startsWith("/lxc/web/config:1: lxc.rootfs.path: ");
    }

    private static List<Interface> interfaces(String... lines) throws IOException {
        String[] all = new String[lines.length + 1];
        all[0] = ROOT;
        System.arraycopy(lines, 0, all, 1, lines.length);
        Imported imported = imported(all);
        assertThat(imported.left()).isEmpty();
        return definition(imported).network().interfaces();
    }
}
