package dev.cleat.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.Runtime;
import dev.cleat.engine.api.Usage;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NamespaceSharesTest {

    private static final Map<NamespaceType, Long> HOST = Map.of(NamespaceType.USER, 1L, NamespaceType.NET, 2L);

    private static ContainerSummary container(String name, long pid, long net, long user) {
        return new ContainerSummary(
                name,
                ContainerState.RUNNING,
                pid,
                Runtime.CLEAT,
                Optional.empty(),
                Usage.NONE,
                Map.of(NamespaceType.PID, pid, NamespaceType.NET, net, NamespaceType.USER, user),
                0,
                Optional.empty(),
                Optional.empty(),
                0);
    }

    private static Optional<String> shares(ContainerSummary container, ContainerSummary... others) {
        List<ContainerSummary> all = new java.util.ArrayList<>(List.of(others));
        all.add(container);
        return new NamespaceShares(all, HOST).of(container);
    }

    @Test
    void the_host_and_other_containers_are_named_with_what_is_shared() {
        ContainerSummary sidecar = container("sidecar", 12, 7, 1);
        assertThat(shares(container("web", 11, 7, 1), sidecar)).contains("host:user sidecar:net");
        assertThat(shares(container("web", 11, 8, 9), sidecar)).contains("none");
    }

    @Test
    void of_many_others_three_are_named_and_the_rest_is_counted() {
        ContainerSummary[] pod = {
            container("a", 1, 7, 21), container("b", 2, 7, 22), container("c", 3, 7, 23), container("d", 4, 7, 24),
        };
        assertThat(shares(container("e", 5, 7, 25), pod)).contains("a:net b:net c:net +1");
    }

    @Test
    void the_id_map_is_told_as_the_kernel_does() {
        assertThat(UidMap.text(List.of("         0     100000      65536"))).isEqualTo("0 100000 65536");
        assertThat(UidMap.text(List.of("0 1000 1", "1 100000 65536"))).isEqualTo("0 1000 1 +1");
        assertThat(UidMap.text(List.of("         0          0 4294967295"))).isEqualTo("as the host");
        assertThat(UidMap.text(List.of())).isEqualTo("not mapped");
    }

    @Test
    void this_process_has_an_id_map() {
        assertThat(UidMap.of(ProcessHandle.current().pid())).isPresent();
    }
}
