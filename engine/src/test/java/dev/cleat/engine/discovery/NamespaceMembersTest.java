package dev.cleat.engine.discovery;

import static dev.cleat.engine.api.NamespaceType.MNT;
import static dev.cleat.engine.api.NamespaceType.NET;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.NamespaceInfo;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamespaceMembersTest {
    private final NamespaceMembers members = new NamespaceMembers(
            Map.of(MNT, 1L, NET, 2L),
            Map.of("web", Map.of(MNT, 10L, NET, 20L), "db", Map.of(MNT, 11L, NET, 20L), "tool", Map.of(NET, 2L)));

    @Test
    void containers_in_the_same_namespace_know_each_other() {
        assertThat(members.of("web"))
                .containsExactly(
                        new NamespaceInfo(MNT, 10, false, List.of()), new NamespaceInfo(NET, 20, false, List.of("db")));
    }

    @Test
    void the_host_s_own_are_marked_and_counted() {
        assertThat(members.of("tool")).containsExactly(new NamespaceInfo(NET, 2, true, List.of()));
        assertThat(members.sharedWithHost("tool")).isEqualTo(1);
        assertThat(members.sharedWithHost("web")).isZero();
    }

    @Test
    void an_unknown_container_has_none() {
        assertThat(members.of("gone")).isEmpty();
    }
}
