package dev.cleat.tui.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.Pilot;
import dev.cleat.tui.message.Message;
import java.util.List;
import org.junit.jupiter.api.Test;

class LastRowsTest {

    @Test
    void two_thousand_rows_are_sorted_once_for_a_reading_and_not_for_each_key() {
        try (Pilot pilot = Pilot.on(new FakeEngine(FakeContainers.many(2000)), 120, 40, false, false)) {
            List<ContainerSummary> rows = pilot.model().rows();
            assertThat(rows).hasSize(2000);
            pilot.press("j", "PgDn", "G");
            assertThat(pilot.model().rows()).isSameAs(rows);
            assertThat(pilot.screen()).contains(rows.get(1999).name());

            pilot.press("o", "m");
            assertThat(pilot.model().rows()).isNotSameAs(rows);
            rows = pilot.model().rows();
            pilot.send(new Message.ContainersListed(FakeContainers.many(1999)));
            assertThat(pilot.model().rows()).hasSize(1999).isNotSameAs(rows);
        }
    }
}
