package dev.cleat.tui.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.Pilot;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Column;
import dev.cleat.tui.model.ColumnChoice;
import dev.cleat.tui.model.Remembered;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColumnsTest {

    private final FakeEngine engine = new FakeEngine(FakeContainers.mixed());

    @Test
    void a_column_is_hidden_and_shown_at_once() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("C", "j", "j", "Space");
            assertThat(pilot.model().table().columns().chosen()).doesNotContain(Column.PID);
            assertThat(pilot.lines().get(1)).doesNotContain(" PID ");

            pilot.press("Space", "Enter");
            assertThat(pilot.model().table().columns().chosen()).contains(Column.PID);
            assertThat(pilot.model().dialog()).isEmpty();
        }
    }

    @Test
    void a_column_moves_and_the_cursor_with_it() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("C", "j", "j", "j", "j", "<", "<", "<", "<", "Esc");

            assertThat(pilot.model().table().columns().chosen())
                    .startsWith(Column.NAME, Column.CPU, Column.STATE, Column.PID);
            assertThat(pilot.lines().get(1)).matches(" NAME\\S* +CPU% +STATE +PID .*");
        }
    }

    @Test
    void the_name_stays_where_it_is() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("C", "Space", ">", "Esc");

            assertThat(pilot.model().table().columns()).isEqualTo(ColumnChoice.USUAL);
        }
    }

    @Test
    void r_brings_the_usual_columns_back() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("C", "j", "Space", "G", "Space", "r", "q");

            assertThat(pilot.model().table().columns()).isEqualTo(ColumnChoice.USUAL);
        }
    }

    @Test
    void wide_shows_the_columns_that_are_usually_hidden() {
        try (Pilot pilot = Pilot.on(engine, 160, 24, false, false)) {
            assertThat(pilot.lines().get(1)).doesNotContain("CGROUP");
            pilot.press("w");
            assertThat(pilot.lines().get(1)).contains("CPU/LIM", "IO R/W", "CGROUP", "DEFINITION", "STATE");
            assertThat(pilot.screen()).contains("310M/2.0M", "/cleat/api-ga");
            pilot.press("w");
            assertThat(pilot.lines().get(1)).doesNotContain("CGROUP");
        }
    }

    @Test
    void o_i_sorts_by_what_was_read_and_written() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("o", "i");

            assertThat(pilot.model().table().sort()).isEqualTo(Column.IO);
        }
    }

    @Test
    void sorting_moves_through_the_columns_as_they_are_shown() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("C", "j", "Space", "Esc", ">");

            assertThat(pilot.model().table().sort()).isEqualTo(Column.PID);
        }
    }

    @Test
    void how_the_list_was_looked_at_is_known_at_the_next_start() {
        Remembered left;
        try (Pilot pilot = Pilot.on(engine)) {
            assertThat(pilot.remembered()).isEmpty();
            pilot.press("o", "c", "I", "z", "w", "C", "j", "j", "Space", "Esc", ":")
                    .type("cg")
                    .press("Enter", "q");
            left = pilot.remembered().orElseThrow();
            assertThat(left).isEqualTo(Remembered.of(pilot.model()));
        }
        assertThat(left.sort()).isEqualTo(Column.CPU);
        assertThat(left.inverted()).isTrue();
        assertThat(left.hideStopped()).isTrue();
        assertThat(left.columns().wide()).isTrue();
        assertThat(left.columns().chosen()).doesNotContain(Column.PID);
        assertThat(left.commands()).isEqualTo(List.of("cg"));
        try (Pilot pilot = Pilot.on(engine)) {
            assertThat(Remembered.of(left.in(pilot.model()))).isEqualTo(left);
        }
    }

    @Test
    void the_id_is_what_ends_the_path_of_the_cgroup() {
        assertThat(Column.id(FakeContainers.mixed().get(0))).isEmpty();
    }

    @Test
    void what_costs_something_is_read_only_while_a_column_shows_it() {
        try (Pilot pilot = Pilot.on(engine, 200, 24, false, false)) {
            pilot.send(new Message.Ticked(FakeContainers.NOW));
            assertThat(pilot.model().inventory().extras()).isEmpty();

            pilot.press("w").send(new Message.Ticked(FakeContainers.NOW));
            assertThat(pilot.lines().get(1)).contains("NET RX/TX", "EXIT", "ROOTFS");
            assertThat(pilot.screen()).contains("signal 9", "/srv/rootfs");
        }
    }
}
