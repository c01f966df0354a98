package dev.cleat.tui.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.CgroupDetail;
import dev.cleat.engine.api.Drift;
import dev.cleat.engine.api.Insight;
import dev.cleat.engine.api.Runtime;
import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.Pilot;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Screen;
import dev.cleat.tui.model.Tab;
import dev.cleat.tui.model.TabContent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DetailTabsTest {

    private final FakeEngine engine = new FakeEngine(List.of(
            FakeContainers.live("web", Runtime.CLEAT, 4711, 12, 1 << 20, 1 << 26, 3, Duration.ofMinutes(5), 1)));
    private final Pilot pilot = Pilot.on(engine, 120, 40, false, false).press("Enter");

    @AfterEach
    void close() {
        pilot.close();
    }

    @Test
    void mounts_are_shown_with_what_may_be_written_and_what_is_shared() {
        to(Tab.MOUNTS);
        assertThat(pilot.screen()).contains("TARGET", "overlay", "/dev/vda1 [/srv/data]", "shared:3");
        assertThat(line("/sys ")).contains(" ro ");
    }

    @Test
    void the_definition_tab_tells_what_a_start_now_would_do_otherwise() {
        to(Tab.DEFINITION);
        assertThat(pilot.screen()).contains("A start now would do otherwise");
        assertThat(line("536870912")).contains("- memory.max = 536870912");
        assertThat(line("1073741824")).contains("+ memory.max = 1073741824");
        assertThat(line("bind /x")).contains("+ bind");
        assertThat(pilot.screen()).doesNotContain("proc on /proc");
    }

    @Test
    void a_definition_that_says_the_same_says_so() {
        to(Tab.DEFINITION);
        List<String> plan = List.of("mount the root", "  overlay on /");
        pilot.send(read(new Drift(Optional.of(plan), plan, List.of(), Optional.of(FakeContainers.NOW))));
        assertThat(pilot.screen()).contains("a start now would do what the start of this one did");
    }

    @Test
    void a_definition_that_is_wrong_by_now_says_where() {
        to(Tab.DEFINITION);
        pilot.send(read(new Drift(
                Optional.of(List.of("a")), List.of(), List.of("/x.yaml:3:1: unknown key"), Optional.empty())));
        assertThat(pilot.screen()).contains("cannot be started as it is now", "/x.yaml:3:1: unknown key", "it is gone");
    }

    @Test
    void the_cgroup_tab_has_limits_throttling_and_pressure() {
        to(Tab.CGROUP);
        assertThat(pilot.screen())
                .contains("cpu.max", "(200% of one CPU)", "512M", "in 3.0% of its periods it wanted more CPU");
        assertThat(pilot.press("G").screen()).contains("cpu some", "12.50");
    }

    @Test
    void graphs_of_pressure_grow_with_each_reading_while_the_tab_is_open_and_begin_anew_with_it() {
        to(Tab.CGROUP);
        pilot.send(new Message.Ticked(FakeContainers.NOW.plusSeconds(1)));
        assertThat(pilot.press("PgDn").screen()).contains("CPU pressure 12.5%", "I/O pressure 12.5% all tasks 0.0%");
        assertThat(readings("cpu")).isEqualTo(2);
        to(Tab.MOUNTS);
        to(Tab.CGROUP);
        assertThat(readings("cpu")).isEqualTo(1);
    }

    @Test
    void where_the_kernel_keeps_no_pressure_it_says_so() {
        to(Tab.CGROUP);
        CgroupDetail v1 = new CgroupDetail("/web", Map.of(), Map.of(), List.of());
        pilot.send(new Message.TabRead("web", Tab.CGROUP, TabContent.Cgroup.of(v1)));
        assertThat(pilot.press("G").screen())
                .contains("none: cgroup v1 keeps no pressure")
                .doesNotContain("CPU pressure");
    }

    private int readings(String resource) {
        TabContent content = ((Screen.Detail) pilot.model().screen()).content().orElseThrow();
        return ((TabContent.Cgroup) content).pressure().of(resource).size();
    }

    @Test
    void graphs_show_what_is_transferred_and_how_many_tasks_there_are() {
        to(Tab.CGROUP);
        pilot.send(new Message.Ticked(FakeContainers.NOW.plusSeconds(1)));
        assertThat(pilot.screen()).contains("I/O 0/s read 310M, written 2.0M", "Tasks 3 of 512");
    }

    @Test
    void sessions_and_events_are_those_of_this_container_only() {
        to(Tab.SESSIONS);
        assertThat(pilot.screen()).contains("ann from 10.0.0.7").doesNotContain("bob");
        to(Tab.EVENTS);
        assertThat(pilot.screen()).contains("STARTING").doesNotContain("SIGKILL");
    }

    @Test
    void what_cannot_be_read_says_why_in_its_tab() {
        FakeEngine blind = new FakeEngine(FakeContainers.mixed()) {
            @Override
            public Insight insight() {
                throw new IllegalStateException("boom");
            }
        };
        try (Pilot pilot = Pilot.on(blind).press("Enter", "Tab", "Tab", "Tab", "Tab")) {
            assertThat(pilot.screen()).contains("internal error", "boom");
        }
    }

    private static Message read(Drift drift) {
        return new Message.TabRead("web", Tab.DEFINITION, new TabContent.Definition(drift));
    }

    private void to(Tab tab) {
        while (((Screen.Detail) pilot.model().screen()).tab() != tab) {
            pilot.press("Tab");
        }
    }

    private String line(String part) {
        return pilot.lines().stream()
                .filter(line -> line.contains(part))
                .findFirst()
                .orElse("");
    }
}
