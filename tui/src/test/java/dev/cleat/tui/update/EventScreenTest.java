package dev.cleat.tui.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.Runtime;
import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.Pilot;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventScreenTest {

    private final Pilot pilot = Pilot.on(new FakeEngine(FakeContainers.mixed()), 120, 40, false, false);

    @AfterEach
    void close() {
        pilot.close();
    }

    @Test
    void what_was_done_from_here_stands_between_the_changes_with_its_command_line() {
        pilot.press("t", "y", "8");
        String user = System.getProperty("user.name");
        assertThat(pilot.lines().get(2)).contains("api-gateway", "stop", user, "done");
        assertThat(pilot.screen()).contains("RUNNING", "killed by SIGKILL");
        pilot.press("Enter");
        assertThat(pilot.screen()).contains("Command", "cleat stop api-gateway", "Result        done");
    }

    @Test
    void a_failure_is_kept_in_full_after_its_box_was_closed() {
        pilot.press("5", "G", "u", "Enter", "Enter", "8");
        assertThat(pilot.lines().get(2)).contains("broken", "start", "cannot start broken");
        pilot.press("Enter");
        assertThat(pilot.screen())
                .contains("cleat start -f /var/lib/cleat/broken/container.yaml -n broken")
                .contains("9/12 write the uid and gid maps", "EPERM", "/etc/subuid");
    }

    @Test
    void of_several_at_once_each_has_its_own_line_and_result() {
        pilot.press(" ", " ");
        pilot.press("t", "y", "8");
        assertThat(pilot.screen()).contains("api-gateway", "done");
        assertThat(pilot.lines().stream()
                        .filter(line -> line.contains("▸ stop"))
                        .count())
                .isEqualTo(2);
    }

    @Test
    void a_change_of_state_tells_who_asked_for_it() {
        pilot.press("8", "G", "Enter");
        assertThat(pilot.screen()).contains("STARTING web", "By            ann");
    }

    @Test
    void a_name_that_a_shell_would_take_apart_is_quoted() {
        pilot.press("/").type("evil").press("Enter", "K").type("wrong").press("Esc", "t", "y", "Enter", "8");
        assertThat(pilot.press("Enter").screen()).contains("cleat stop 'ev");
    }

    @ParameterizedTest
    @CsvSource({"80, 24", "120, 40"})
    void the_longest_name_leaves_room_for_what_happened_and_what_came_of_it(int columns, int rows) {
        String name = "n".repeat(63);
        FakeEngine engine = new FakeEngine(
                List.of(FakeContainers.live(name, Runtime.CLEAT, 4711, 7.5, 1 << 20, -1, 3, Duration.ofHours(2), 0)));
        try (Pilot named = Pilot.on(engine, columns, rows, false, false)) {
            named.press("t", "y", "8");
            assertThat(named.screen()).contains("WHAT", "RESULT", "n…", "▸ stop", "done");
        }
    }
}
