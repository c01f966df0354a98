package dev.cleat.engine.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.ProcessInfo;
import dev.cleat.engine.api.Runtime;
import dev.cleat.engine.api.Usage;
import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.host.HostProbe;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.testing.Peer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** With real containers of whatever runtimes are installed, as root: the runtimes are the other opinion. */
class RuntimesIT {
    private final Procfs procfs = new Procfs();
    private final CgroupLayout layout = new HostProbe(procfs).layout();
    private final Discovery discovery = new Discovery(procfs, layout, false);
    private final String name = "cleat-test-" + ProcessHandle.current().pid();

    @TempDir
    Path work;

    private Peer peer;

    @BeforeEach
    void root_is_needed() {
        assumeTrue(new HostProbe(procfs).facts().isRoot(), "needs root");
    }

    @AfterEach
    void nothing_of_the_test_stays() throws Exception {
        if (peer != null) {
            peer.remove();
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LXC", "RUNC", "CRUN", "PODMAN"})
    void one_is_found_by_the_name_it_was_given_with_its_figures(Runtime runtime) throws Exception {
        peer = Peer.start(runtime, Files.createDirectory(work.resolve("peer")), name);

        FoundContainer container = discovery.containers(Set.of(), Set.of()).stream()
                .filter(found -> found.name().equals(name))
                .findFirst()
                .orElseThrow();

        assertThat(container.runtime()).isEqualTo(runtime);
        assertThat(container.pid()).isEqualTo(peer.pid());
        assertThat(container.namespaces().get(NamespaceType.PID))
                .isNotEqualTo(procfs.hostNamespaces().get(NamespaceType.PID));
        Usage usage = FoundUsage.of(container, layout);
        assertThat(usage.pids()).hasValue(1);
        assertThat(usage.memoryBytes().orElseThrow()).isBetween(1L, 64L << 20);
        assertThat(usage.cpuNanos().orElseThrow()).isPositive();
        assertThat(new ContainerProcesses(procfs, layout).of(container.pid(), container.ownCgroup()))
                .singleElement()
                .extracting(ProcessInfo::insidePid)
                .isEqualTo(1L);
    }
}
