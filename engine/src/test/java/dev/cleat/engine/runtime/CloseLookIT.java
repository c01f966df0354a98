package dev.cleat.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.CgroupDetail;
import dev.cleat.engine.api.CgroupNode;
import dev.cleat.engine.api.ContainerDetail;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Drift;
import dev.cleat.engine.api.Extra;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.Insight;
import dev.cleat.engine.api.MountEntry;
import dev.cleat.engine.api.NamespaceGroup;
import dev.cleat.engine.api.NamespaceMember;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.NetAddresses;
import dev.cleat.engine.api.UnknownContainerException;
import dev.cleat.engine.api.WrongStateException;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.TestContainer;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One thing of the host in full. Needs root. */
@Timeout(120)
class CloseLookIT extends OnBench {

    private TestContainer limited(String memory) throws Exception {
        return bench.define("rootfs: dir:" + bench.rootfs()
                + "\nprocess: {command: [/bin/sleep, '1000']}\nresources: {memory: {limit: " + memory + "}}\n");
    }

    @Test
    void the_mounts_are_those_the_container_sees() throws Exception {
        TestContainer container = bench.sleeper().start();

        List<MountEntry> mounts = bench.engine().insight().mounts(container.name());

        assertThat(mounts).extracting(MountEntry::target).contains("/", "/proc", "/dev");
        assertThat(mounts)
                .filteredOn(mount -> mount.target().equals("/sys"))
                .singleElement()
                .satisfies(mount -> {
                    assertThat(mount.isReadOnly()).isTrue();
                    assertThat(mount.options()).doesNotContain("rw");
                });
    }

    @Test
    void what_does_not_run_has_no_mounts_and_no_cgroup() throws Exception {
        TestContainer container = bench.sleeper();
        assertThat(bench.engine().insight().mounts(container.name())).isEmpty();
        assertThatThrownBy(() -> bench.engine().insight().cgroupOf(container.name()))
                .isInstanceOf(WrongStateException.class);
        assertThatThrownBy(() -> bench.engine().insight().mounts("nobody-is-called-so"))
                .isInstanceOf(UnknownContainerException.class);
    }

    @Test
    void a_cgroup_is_told_in_the_kernel_s_words_by_its_container_and_by_its_path() throws Exception {
        TestContainer container = limited("64M").start();

        CgroupDetail own = bench.engine().insight().cgroupOf(container.name());
        assertThat(own.limits()).containsValue(Long.toString(64 << 20));
        assertThat(own.counters().keySet()).anyMatch(key -> key.startsWith("cpu"));

        CgroupNode node = bench.engine().cgroups().stream()
                .filter(each ->
                        each.container().filter(container.name()::equals).isPresent())
                .findFirst()
                .orElseThrow();
        assertThat(bench.engine().insight().cgroup(node.path()).limits()).isEqualTo(own.limits());
    }

    @Test
    void a_path_that_is_no_cgroup_is_refused_and_none_outside_is_read() {
        assertThatThrownBy(() -> bench.engine().insight().cgroup("/no/such/cgroup"))
                .isInstanceOf(HostLimitException.class);
        assertThatThrownBy(() -> bench.engine().insight().cgroup("/../../../etc"))
                .isInstanceOf(HostLimitException.class);
    }

    @Test
    void nothing_has_drifted_while_the_definition_says_the_same() throws Exception {
        TestContainer container = limited("64M").start();
        Drift drift = bench.engine().insight().drift(container.name());
        assertThat(drift.problem()).isEmpty();
        assertThat(drift.started()).contains(drift.now());
        assertThat(drift.changed()).isPresent();
    }

    @Test
    void a_changed_definition_would_start_something_else() throws Exception {
        TestContainer container = limited("64M").start();
        String text = Files.readString(container.definition());
        Files.writeString(container.definition(), text.replace("64M", "96M"));

        Drift drift = bench.engine().insight().drift(container.name());

        assertThat(drift.started().orElseThrow()).anyMatch(line -> line.contains(Long.toString(64 << 20)));
        assertThat(drift.now()).anyMatch(line -> line.contains(Long.toString(96 << 20)));

        Files.writeString(container.definition(), text + "nosuchkey: 1\n");
        assertThat(bench.engine().insight().drift(container.name()).problem())
                .anyMatch(problem -> problem.contains("nosuchkey"));
    }

    @Test
    void the_members_of_a_namespace_are_its_processes_with_their_container() throws Exception {
        TestContainer container = bench.sleeper().start();
        long inode = container.namespaces().get(NamespaceType.PID);
        NamespaceGroup group = bench.engine().namespaces().stream()
                .filter(each -> each.inode() == inode)
                .findFirst()
                .orElseThrow();

        List<NamespaceMember> members = bench.engine().insight().members(group);

        assertThat(members).singleElement().satisfies(member -> {
            assertThat(member.process().pid()).isEqualTo(container.pid());
            assertThat(member.process().insidePid()).isEqualTo(1);
            assertThat(member.container()).contains(container.name());
        });
        container.stop();
        assertThat(bench.engine().insight().members(group)).isEmpty();
    }

    @Test
    void what_costs_something_is_read_only_of_what_is_wanted() throws Exception {
        TestContainer container = bench.sleeper().start();
        Insight insight = bench.engine().insight();
        List<ContainerSummary> listed = bench.engine().list();

        Extra maps = insight.extras(listed, Set.of(Extra.Part.UID_MAP, Extra.Part.SHARES))
                .get(container.name());
        assertThat(maps.uidMap()).contains("as the host");
        assertThat(maps.shares().orElse("")).startsWith("host:").contains("user");
        assertThat(maps.rootfs()).isEmpty();
        assertThat(insight.extras(listed, Set.of(Extra.Part.ROOTFS))
                        .get(container.name())
                        .rootfs())
                .isPresent();

        container.stop();
        Extra ended =
                insight.extras(bench.engine().list(), Set.of(Extra.Part.END)).get(container.name());
        assertThat(ended.end()).contains("signal 9");
        assertThat(ended.uidMap()).isEmpty();
    }

    @Test
    void addresses_are_those_of_the_network_namespace_of_what_runs() throws Exception {
        TestContainer container = bench.sleeper();
        assertThat(bench.engine().insight().addresses(container.name())).isEqualTo(NetAddresses.NONE);
        container.start();
        assertThat(bench.engine().insight().addresses(container.name()).interfaces())
                .contains("lo");
    }

    @Test
    void one_that_was_stored_and_never_started_is_told_with_its_definition() throws Exception {
        TestContainer container = bench.sleeper();
        String name = container.name() + "-stored";
        bench.engine().create(name, container.definition(), List.of());
        try {
            ContainerDetail detail = bench.engine().inspect(name);
            assertThat(detail.summary().state()).isEqualTo(ContainerState.STOPPED);
            assertThat(detail.definition().orElse("")).contains("rootfs");
            assertThat(detail.lastEnd()).isEmpty();
            Drift drift = bench.engine().insight().drift(name);
            assertThat(drift.started()).isEmpty();
            assertThat(drift.now()).isNotEmpty();
        } finally {
            bench.engine().destroy(name, false);
        }
    }
}
