package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.CgroupNode;
import dev.cleat.engine.api.NamespaceGroup;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.Usage;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Verbs about the whole host. */
class HostVerbsTest {

    private final CommandLineFixture cleat = new CommandLineFixture();

    private static Usage memory(long bytes) {
        return new Usage(
                OptionalDouble.empty(),
                OptionalLong.of(65_000_000_000L),
                OptionalDouble.empty(),
                OptionalLong.of(bytes),
                OptionalLong.empty(),
                OptionalLong.of(3),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.of(0));
    }

    @Test
    void shared_namespaces_are_marked_and_hostile_names_escaped() {
        cleat.engine.namespaces.add(
                new NamespaceGroup(NamespaceType.NET, 7, true, 90, 1, 0, "init", List.of("web\u001b[2J")));
        cleat.engine.namespaces.add(
                new NamespaceGroup(NamespaceType.NET, 9, false, 2, 812, 1000, "sh", List.of("a", "b")));

        assertThat(cleat.run("ns").out()).isEqualTo("""
                TYPE  INODE  PROCS  LEADER  COMMAND  SHARED         CONTAINERS
                net       7     90       1  init     with the host  web\\x1b[2J
                net       9      2     812  sh       by 2           a b
                """);
        assertThat(cleat.run("ns", "--json").out()).contains("\"inode\" : 7", "\"host\" : true");
    }

    @Test
    void the_tree_of_cgroups_is_indented_and_has_its_figures() {
        cleat.engine.cgroups.add(new CgroupNode(
                "/",
                0,
                Optional.empty(),
                Usage.NONE,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty()));
        cleat.engine.cgroups.add(new CgroupNode(
                "/web",
                1,
                Optional.of("web"),
                memory(1 << 20),
                OptionalDouble.of(1.5),
                OptionalDouble.empty(),
                OptionalDouble.empty()));

        assertThat(cleat.run("cg").out()).isEqualTo("""
                CGROUP  CONTAINER  CPU-TIME   MEM  MEM/LIM  PIDS  OOM  PSI-CPU  PSI-MEM  PSI-IO
                /       -                 -     -        -     -    -        -        -       -
                  web   web            1:05  1.0M        -     3    0     1.5%        -       -
                """);
        assertThat(cleat.run("cg", "--json").out()).contains("\"path\" : \"/web\"", "\"memoryBytes\" : 1048576");
    }
}
