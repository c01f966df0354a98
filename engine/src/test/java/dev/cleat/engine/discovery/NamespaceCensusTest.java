package dev.cleat.engine.discovery;

import static dev.cleat.engine.api.NamespaceType.MNT;
import static dev.cleat.engine.api.NamespaceType.NET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.NamespaceGroup;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.Runtime;
import dev.cleat.engine.api.Usage;
import dev.cleat.engine.host.Procfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a tree as /proc is: pids that have started over cannot be had of a kernel at will. */
class NamespaceCensusTest {

    private static final Map<NamespaceType, Long> HOST = Map.of(MNT, 1L, NET, 2L);

    @TempDir
    Path proc;

    @Test
    void the_leader_is_init_where_the_namespace_is_a_container_s_own() throws Exception {
        process(1, "systemd", 0, HOST);
        process(852, "sleep", 900, Map.of(MNT, 10L, NET, 2L));
        process(1704, "sh", 800, Map.of(MNT, 10L, NET, 2L));
        process(12, "nsenter", 100, Map.of(MNT, 10L, NET, 2L)); // older than init, and came in later

        assertThat(leaders(container(1704, Map.of(MNT, 10L, NET, 2L))))
                .containsExactly("mnt 1 1 systemd", "mnt 10 1704 sh", "net 2 1 systemd");
    }

    @Test
    void elsewhere_it_is_who_was_started_first_whatever_its_pid() throws Exception {
        process(1, "systemd", 0, HOST);
        process(300, "child", 900, Map.of(MNT, 11L, NET, 2L));
        process(30_000, "daemon", 800, Map.of(MNT, 11L, NET, 2L));

        assertThat(leaders()).containsExactly("mnt 1 1 systemd", "mnt 11 30000 daemon", "net 2 1 systemd");
    }

    private List<String> leaders(ContainerSummary... containers) {
        return new NamespaceCensus(new Procfs(proc))
                .take(HOST, List.of(containers)).stream()
                        .map(NamespaceCensusTest::text)
                        .toList();
    }

    private static String text(NamespaceGroup group) {
        return group.type().procName() + " " + group.inode() + " " + group.leader() + " " + group.command();
    }

    private static ContainerSummary container(long pid, Map<NamespaceType, Long> namespaces) {
        return new ContainerSummary(
                "hello",
                ContainerState.RUNNING,
                pid,
                Runtime.CLEAT,
                Optional.empty(),
                Usage.NONE,
                namespaces,
                1,
                Optional.empty(),
                Optional.empty(),
                0);
    }

    private void process(long pid, String name, long startTicks, Map<NamespaceType, Long> namespaces)
            throws IOException {
        Path directory = Files.createDirectories(proc.resolve(pid + "/ns")).getParent();
        Files.writeString(
                directory.resolve("stat"),
                pid + " (" + name + ") S 1 1 1 0 -1 0 0 0 0 0 5 5 0 0 20 0 1 0 " + startTicks + " 1000 10 0\n");
        Files.writeString(directory.resolve("status"), "Name:\t" + name + "\nUid:\t0\t0\t0\t0\nGid:\t0\t0\t0\t0\n");
        for (Map.Entry<NamespaceType, Long> one : namespaces.entrySet()) {
            String type = one.getKey().procName();
            Files.createSymbolicLink(directory.resolve("ns/" + type), Path.of(type + ":[" + one.getValue() + "]"));
        }
    }
}
