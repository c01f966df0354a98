package dev.cleat.engine.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.AttachRequest.Privilege;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.SessionInfo.State;
import dev.cleat.engine.api.UnknownContainerException;
import dev.cleat.engine.testing.Awaiting;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions that others end, and what a session leaves behind. */
@Timeout(120)
class SessionEndingIT extends SessionFixture {

    @Test
    void ending_one_ends_what_it_started_and_nothing_else() throws Exception {
        String id = detached(
                "busybox setsid sleep 1001 & (busybox setsid busybox setsid sleep 1002 &); trap '' HUP; echo up; sleep 1003; sleep 1004");
        Awaiting.until("output", () -> session(id).bytesOut() > 0);
        String other = detached("exec sleep 1005");

        bench.engine().killSession(id, Duration.ofMillis(200));

        assertThat(session(id).state()).isEqualTo(State.ENDED);
        assertThat(container.processes()).hasSize(2);
        assertThat(leaf(id)).isNull();
        assertThat(session(other).state()).isEqualTo(State.DETACHED);
    }

    /** Without a cgroup of its own. */
    @Test
    void ending_one_that_is_outside_of_the_container_s_cgroups_ends_its_terminal_s_session_and_its_descendants()
            throws Exception {
        AttachRequest outside = request(
                        "sleep 41001 & (sleep 41002 &); trap '' HUP; busybox setsid sleep 41003 & echo up; read x")
                .elevated(EnumSet.of(Privilege.CGROUP))
                .detached(true)
                .build();
        String id = id(bench.engine().attach(outside, Optional.empty()));
        Awaiting.until("all of it", () -> sleepers() == 3 && session(id).bytesOut() > 0);
        assertThat(leaf(id)).isNull();

        bench.engine().killSession(id, Duration.ZERO);
        Awaiting.until("nothing of it", () -> sleepers() == 0);
    }

    private static long sleepers() {
        return ProcessHandle.allProcesses()
                .filter(process -> String.join(" ", process.info().arguments().orElse(new String[0]))
                        .matches("4100[123]"))
                .count();
    }

    @Test
    void a_daemon_that_a_session_leaves_behind_lives_on_as_it_should() throws Exception {
        String id = detached("trap '' HUP; busybox setsid sleep 1001 >/dev/null 2>&1 </dev/null & echo up");
        Awaiting.until("its end", () -> session(id).state() == State.ENDED);
        assertThat(container.processes()).hasSize(2);
    }

    @Test
    void a_stop_ends_those_too_that_are_outside_of_the_container() throws Exception {
        AttachRequest outside = request("echo up; exec sleep 1000")
                .elevated(EnumSet.allOf(Privilege.class))
                .namespaces(Set.of(NamespaceType.UTS))
                .detached(true)
                .build();
        String id = id(bench.engine().attach(outside, Optional.empty()));
        String inside = detached("exec sleep 1000");

        container.stop();

        assertThat(session(id).state()).isEqualTo(State.ENDED);
        Awaiting.until("its end", () -> session(inside).state() == State.ENDED);
    }

    @Test
    void the_beginning_of_an_id_is_enough_when_it_is_one_s_alone() throws Exception {
        String id = detached("exec sleep 1000");
        bench.engine().killSession(id.substring(0, 20), Duration.ZERO);
        assertThatThrownBy(() -> bench.engine().killSession("nobody", Duration.ZERO))
                .isInstanceOf(UnknownContainerException.class);
        assertThatThrownBy(() -> bench.engine().killSession("", Duration.ZERO))
                .isInstanceOf(UnknownContainerException.class);
    }
}
