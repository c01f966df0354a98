package dev.cleat.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.CgroupNode;
import dev.cleat.engine.api.NamespaceGroup;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.TestContainer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the whole host looks like beside its containers. Needs root. */
@Timeout(120)
class HostViewIT extends OnBench {

    @Test
    void a_namespace_that_two_containers_share_is_one_group_with_both() throws Exception {
        TestContainer first = bench.sleeper().start();
        TestContainer second = bench.define("rootfs: dir:" + bench.rootfs()
                        + "\nprocess: {command: [/bin/sleep, '1000']}\nnamespaces: {net: 'container:" + first.name()
                        + "', uts: host}\n")
                .start();

        List<NamespaceGroup> groups = bench.engine().namespaces();

        assertThat(groups)
                .filteredOn(group -> group.containers().contains(second.name()))
                .anySatisfy(group -> {
                    assertThat(group.type()).isEqualTo(NamespaceType.NET);
                    assertThat(group.inode()).isEqualTo(first.namespaces().get(NamespaceType.NET));
                    assertThat(group.containers()).containsExactlyInAnyOrder(first.name(), second.name());
                    assertThat(group.processes()).isEqualTo(2);
                    assertThat(group.isShared()).isTrue();
                });
        assertThat(groups).filteredOn(NamespaceGroup::host).anySatisfy(group -> {
            assertThat(group.type()).isEqualTo(NamespaceType.UTS);
            assertThat(group.containers()).contains(second.name());
        });
    }

    @Test
    void a_container_s_cgroup_stands_in_the_tree_with_its_limit_and_what_is_below_it() throws Exception {
        TestContainer container = bench.define("rootfs: dir:" + bench.rootfs()
                        + "\nprocess: {command: [/bin/sleep, '1000']}\nresources: {memory: {limit: 64M}}\n")
                .start();

        List<CgroupNode> nodes = bench.engine().cgroups();

        CgroupNode own = nodes.stream()
                .filter(node ->
                        node.container().filter(container.name()::equals).isPresent())
                .findFirst()
                .orElseThrow();
        assertThat(own.path()).endsWith("/cleat/" + container.name());
        assertThat(own.usage().memoryLimitBytes()).hasValue(64 << 20);
        assertThat(own.usage().pids()).hasValue(1);
        CgroupNode below = nodes.get(nodes.indexOf(own) + 1);
        assertThat(below.path()).isEqualTo(own.path() + "/init");
        assertThat(below.depth()).isEqualTo(own.depth() + 1);
    }
}
