package dev.cleat.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.definition.Life.Restart;
import dev.cleat.engine.definition.Life.RestartPolicy;
import dev.cleat.engine.runtime.NextLife.What;
import dev.cleat.engine.state.ExitRecord;
import dev.cleat.engine.state.SavedCgroups;
import dev.cleat.engine.state.SavedContainer;
import dev.cleat.engine.state.SavedContainer.Processes;
import dev.cleat.engine.state.SavedLife;
import dev.cleat.engine.state.SavedOrigin;
import dev.cleat.engine.state.StopMark;
import dev.cleat.engine.testing.Proves;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What comes after each kind of end. */
class NextLifeTest {

    private static final Instant BEGAN = Instant.parse("2026-01-02T03:04:05Z");
    private static final int HUP = 1;
    private static final int INT = 2;
    private static final int KILL = 9;

    private static SavedContainer life(RestartPolicy policy, int retries, int restarts, boolean ownPids) {
        return life(policy, retries, restarts, ownPids, 1);
    }

    private static SavedContainer life(RestartPolicy policy, int retries, int restarts, boolean ownPids, int boots) {
        return new SavedContainer(
                "web",
                ContainerState.RUNNING,
                new Processes(10, 20, 9, 19),
                BEGAN,
                Path.of("/web.yaml"),
                "",
                Optional.empty(),
                SavedCgroups.NONE,
                new SavedLife(
                        30,
                        2,
                        Duration.ZERO,
                        true,
                        new Restart(policy, retries, Duration.ofMillis(100), Duration.ofSeconds(2)),
                        false,
                        ownPids,
                        Optional.empty()),
                Map.of(),
                new SavedOrigin(StartRequest.of("web"), Optional.empty(), boots, restarts),
                Optional.empty());
    }

    private static ExitRecord exited(int status, long afterSeconds) {
        return new ExitRecord(
                OptionalInt.of(status), OptionalInt.empty(), BEGAN.plusSeconds(afterSeconds), Optional.of(BEGAN), 0);
    }

    private static ExitRecord killed(int signal) {
        return new ExitRecord(OptionalInt.empty(), OptionalInt.of(signal), BEGAN, Optional.of(BEGAN), 0);
    }

    private static NextLife after(SavedContainer saved, ExitRecord exit) {
        return NextLife.after(saved, exit, Optional.empty());
    }

    @Test
    @Proves("S41")
    void reboot_from_inside_is_hang_up_and_halt_is_interrupt_only_in_a_pid_namespace_of_its_own() {
        assertThat(after(life(RestartPolicy.NO, 0, 0, true), killed(HUP)).what())
                .isEqualTo(What.ANOTHER);
        assertThat(after(life(RestartPolicy.NO, 0, 0, true), killed(INT)).what())
                .isEqualTo(What.NOTHING);
        assertThat(after(life(RestartPolicy.NO, 0, 0, false), killed(HUP)).what())
                .isEqualTo(What.NOTHING);
        assertThat(after(life(RestartPolicy.ON_FAILURE, 0, 0, true), killed(INT))
                        .what())
                .isEqualTo(What.NOTHING);
        assertThat(after(life(RestartPolicy.ON_FAILURE, 0, 0, true), killed(KILL))
                        .what())
                .isEqualTo(What.ANOTHER);
    }

    @Test
    void who_reboots_again_and_again_has_to_wait() {
        assertThat(after(life(RestartPolicy.NO, 0, 0, true), killed(HUP)).delay())
                .isZero();
        for (int boots : List.of(5, 500)) {
            SavedContainer saved = life(RestartPolicy.NO, 0, 0, true, boots);
            ExitRecord later = new ExitRecord(
                    OptionalInt.empty(), OptionalInt.of(HUP), BEGAN.plusSeconds(60), Optional.of(BEGAN), 0);
            assertThat(after(saved, killed(HUP)).delay()).isEqualTo(Duration.ofSeconds(10));
            assertThat(after(saved, later).delay()).isZero();
        }
    }

    @Test
    void the_wait_doubles_up_to_its_bound_and_begins_anew_after_a_long_life() {
        assertThat(after(life(RestartPolicy.ALWAYS, 0, 0, true), exited(0, 0)).delay())
                .isEqualTo(Duration.ofMillis(100));
        assertThat(after(life(RestartPolicy.ALWAYS, 0, 3, true), exited(0, 0)).delay())
                .isEqualTo(Duration.ofMillis(800));
        assertThat(after(life(RestartPolicy.ALWAYS, 0, 99, true), exited(0, 0)).delay())
                .isEqualTo(Duration.ofSeconds(2));
        NextLife anew = after(life(RestartPolicy.ALWAYS, 0, 99, true), exited(0, 4));
        assertThat(anew.delay()).isEqualTo(Duration.ofMillis(100));
        assertThat(anew.restarts()).isEqualTo(1);
    }

    @Test
    void who_was_tried_often_enough_is_left_alone() {
        assertThat(after(life(RestartPolicy.ON_FAILURE, 2, 1, true), exited(1, 0))
                        .what())
                .isEqualTo(What.ANOTHER);
        assertThat(after(life(RestartPolicy.ON_FAILURE, 2, 2, true), exited(1, 0))
                        .what())
                .isEqualTo(What.NOTHING);
        assertThat(after(life(RestartPolicy.ON_FAILURE, 2, 2, true), exited(1, 9))
                        .what())
                .isEqualTo(What.ANOTHER);
    }

    @Test
    void who_was_asked_to_stop_stays_so() {
        SavedContainer saved = life(RestartPolicy.ALWAYS, 0, 0, true);
        assertThat(NextLife.after(saved, exited(1, 0), Optional.of(StopMark.of(saved, "al", false)))
                        .what())
                .isEqualTo(What.NOTHING);
    }
}
