package dev.cleat.tui.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.HostAddress;
import dev.cleat.engine.api.HostStatus;
import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.Pilot;
import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Column;
import dev.cleat.tui.model.Screen;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ClicksTest {

    @Test
    void a_click_selects_the_row_it_is_on_also_when_the_list_is_scrolled() {
        try (Pilot pilot = Pilot.on(new FakeEngine(FakeContainers.many(200)))) {
            pilot.press("G");
            String line = pilot.lines().get(10);

            pilot.send(new Message.Clicked(5, 10));

            assertThat(line).contains(pilot.model().subject().orElseThrow());
            assertThat(pilot.lines().get(10)).isEqualTo(line);
        }
    }

    @Test
    void every_row_of_every_list_is_the_one_under_the_mouse() {
        try (Pilot pilot = Pilot.on(new FakeEngine(FakeContainers.mixed()))) {
            for (String screen : new String[] {"1", "3", "4", "5", "8"}) {
                pilot.press(screen);
                for (int row = 2; row < 5; row++) {
                    String line = pilot.lines().get(row).strip();
                    pilot.send(new Message.Clicked(1, row)).press("c");
                    if (screen.equals("1")) {
                        pilot.press("l");
                    }
                    Effect last = pilot.onScreen().get(pilot.onScreen().size() - 1);
                    assertThat(last).isEqualTo(new Effect.Copy(line));
                }
            }
        }
    }

    @Test
    void below_what_is_told_of_hosts_that_do_not_answer_a_click_selects_the_row_it_is_on() {
        try (Pilot pilot = Pilot.on(FakeEngine.ofHosts(FakeContainers.many(9), "localhost", "web-2"))) {
            HostStatus away = new HostStatus(
                    Optional.of(new HostAddress("web-2", "web-2", "cleat")),
                    HostStatus.State.DOWN,
                    Optional.empty(),
                    Optional.of("Connection refused"));
            pilot.send(new Message.HostsSeen(List.of(away)));
            assertThat(pilot.lines().get(1)).contains("Connection refused");

            pilot.send(new Message.Clicked(3, 5));

            assertThat(pilot.lines().get(5)).contains(pilot.model().subject().orElseThrow());
        }
    }

    @Test
    void a_click_on_a_title_sorts_and_another_one_turns_it_round() {
        try (Pilot pilot = Pilot.on(new FakeEngine(FakeContainers.mixed()))) {
            int cpu = pilot.lines().get(1).indexOf("CPU%");
            pilot.send(new Message.Clicked(cpu, 1));
            assertThat(pilot.model().table().sort()).isEqualTo(Column.CPU);
            assertThat(pilot.model().rows().get(0).name()).isEqualTo("batch-7");

            pilot.send(new Message.Clicked(cpu + 1, 1));
            assertThat(pilot.model().table().inverted()).isTrue();

            pilot.press("4");
            pilot.send(new Message.Clicked(pilot.lines().get(1).indexOf("CPU"), 1));
            assertThat(((Screen.Host) pilot.model().screen()).look().sort()).isNotNegative();
        }
    }

    @Test
    void the_wheel_moves_three_lines() {
        try (Pilot pilot = Pilot.on(new FakeEngine(FakeContainers.many(200)))) {
            pilot.send(new Message.Wheeled(false))
                    .send(new Message.Wheeled(false))
                    .send(new Message.Wheeled(true));
            assertThat(pilot.model().table().cursor().index()).isEqualTo(3);
        }
    }

    @Test
    void where_there_is_no_row_and_below_a_dialog_nothing_happens() {
        FakeEngine engine = new FakeEngine(FakeContainers.mixed());
        try (Pilot pilot = Pilot.on(engine)) {
            for (int row : new int[] {0, 11, 22, 23, 24, 500}) {
                pilot.send(new Message.Clicked(3, row));
                assertThat(pilot.model().subject()).contains("api-gateway");
            }
            pilot.press("t").send(new Message.Clicked(3, 4));
            assertThat(pilot.model().subject()).contains("api-gateway");
            assertThat(pilot.model().dialog()).isPresent();
            assertThat(engine.calls()).isEmpty();
        }
    }

    @Test
    void m_asks_the_screen_to_switch_the_mouse() {
        try (Pilot pilot = Pilot.on(new FakeEngine(FakeContainers.mixed()))) {
            pilot.press("m");
            assertThat(pilot.onScreen()).containsExactly(new Effect.ToggleMouse());
            assertThat(pilot.send(new Message.MouseSwitched(true)).footer()).startsWith("mouse on");
        }
    }
}
