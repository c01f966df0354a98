package dev.cleat.engine.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.RefusedException;
import dev.cleat.engine.api.Runtime;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.engine.host.Procfs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForeignCommandTest {
    private static final StopRequest STOP = StopRequest.of("web");
    private static final StopRequest IN_TIME =
            new StopRequest("web", Optional.of(Duration.ofMillis(1500)), false, false, true);
    private static final StopRequest KILL = new StopRequest("web", Optional.empty(), true, false, true);
    private static final StopRequest NEVER_KILL = new StopRequest("web", Optional.empty(), false, true, false);

    @Test
    void lxc_is_told_where_its_container_is_kept() {
        assertThat(ForeignCommand.stop(target(Runtime.LXC), STOP))
                .containsExactly("lxc-stop", "-n", "web", "-P", "/srv/lxc");
        assertThat(ForeignCommand.stop(target(Runtime.LXC), KILL)).endsWith("-k");
        assertThat(ForeignCommand.stop(target(Runtime.LXC), IN_TIME)).endsWith("-t", "2");
        assertThat(ForeignCommand.stop(target(Runtime.LXC), NEVER_KILL)).endsWith("--nokill", "-W");
    }

    @Test
    void podman_waits_as_long_as_it_is_told_and_cannot_stop_without_killing() {
        assertThat(ForeignCommand.stop(target(Runtime.PODMAN), STOP)).containsExactly("podman", "stop", "web");
        assertThat(ForeignCommand.stop(target(Runtime.PODMAN), IN_TIME))
                .containsExactly("podman", "stop", "-t", "2", "web");
        assertThat(ForeignCommand.stop(target(Runtime.PODMAN), KILL)).containsExactly("podman", "kill", "web");
        assertThat(ForeignCommand.stop(target(Runtime.PODMAN), NEVER_KILL)).isEmpty();
    }

    @Test
    void runc_and_crun_only_send_signals() {
        assertThat(ForeignCommand.stop(target(Runtime.RUNC), STOP)).containsExactly("runc", "kill", "web", "TERM");
        assertThat(ForeignCommand.stop(target(Runtime.CRUN), KILL)).containsExactly("crun", "kill", "web", "KILL");
    }

    @Test
    void what_has_no_command_is_refused() {
        assertThatThrownBy(() -> new ForeignStop(new Procfs()).run(target(Runtime.UNKNOWN), STOP))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void a_container_inside_another_one_is_not_named_to_the_host_s_runtime() {
        assertThatThrownBy(() -> new ForeignStop(new Procfs()).run(target("outer/web", "web"), KILL))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("inside of another container");
    }

    @Test
    void an_id_that_looks_like_an_option_is_refused() {
        assertThatThrownBy(() -> new ForeignStop(new Procfs()).run(target("web", "--all"), KILL))
                .isInstanceOf(RefusedException.class);
    }

    private static ForeignTarget target(Runtime runtime) {
        return new ForeignTarget("web", runtime, "web", Optional.of(Path.of("/srv/lxc")), self(), startTicks());
    }

    private static ForeignTarget target(String name, String id) {
        return new ForeignTarget(name, Runtime.PODMAN, id, Optional.empty(), self(), startTicks());
    }

    private static long self() {
        return ProcessHandle.current().pid();
    }

    private static long startTicks() {
        return new Procfs().stat(self()).orElseThrow().startTicks();
    }
}
