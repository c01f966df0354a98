package dev.cleat.tui.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.PlanDescription;
import dev.cleat.engine.api.Runtime;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.Pilot;
import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.model.Scope;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HostOpeningTest {

    private final FakeEngine engine = new FakeEngine(FakeContainers.mixed())
            .put(FakeContainers.live("web", Runtime.CLEAT, 4711, 1, 1 << 20, -1, 2, Duration.ofMinutes(3), 0));
    private final Pilot pilot = Pilot.on(engine);

    @AfterEach
    void close() {
        pilot.close();
    }

    @Test
    void a_namespace_shows_its_processes_with_both_pids_and_their_container() {
        pilot.press("3", "j", "Enter");
        assertThat(pilot.screen()).contains("mnt 4026532257", "INSIDE", "nginx: worker", "web");
        pilot.press("j", "Enter");
        assertThat(pilot.screen()).contains("Summary");
        pilot.press("q", "G", "Enter");
        assertThat(pilot.footer()).isEqualTo("it is in no container");
        pilot.press("q");
        assertThat(pilot.screen()).contains("TYPE", "NPROC", "OWNER");
    }

    @Test
    void one_attaches_to_the_container_of_a_namespace_a_member_and_a_cgroup() {
        pilot.press("3", "j", "a", "Enter", "a", "4", "/").type("web$").press("Enter", "a");
        assertThat(pilot.onScreen()).hasSize(3).containsOnly(new Effect.Attach("web"));
        pilot.press("3", "G", "k", "a");
        assertThat(pilot.footer()).contains("there is no container, or more than one");
    }

    @Test
    void a_cgroup_opens_its_container_or_its_limits() {
        pilot.press("4", "Enter");
        assertThat(pilot.screen()).contains("Limits", "memory.max", "512M");
        pilot.press("q", "/").type("web$").press("Enter", "Enter");
        assertThat(pilot.screen()).contains("Summary", "Runtime");
    }

    @Test
    void a_definition_is_planned_before_it_is_started() {
        pilot.press("5", "u");
        assertThat(engine.calls()).containsExactly("plan hello");
        assertThat(pilot.screen())
                .contains("Start of hello", "nothing is done yet", "create the cgroup", "! the user namespace");
        pilot.press("Enter");
        assertThat(engine.calls()).containsExactly("plan hello", "start hello");
        assertThat(pilot.model().isHome()).isTrue();
        assertThat(pilot.footer()).startsWith("hello runs");
    }

    @Test
    void a_plan_can_be_left_without_a_start() {
        pilot.press("5", "u", "q");
        assertThat(pilot.model().screen().scope()).isEqualTo(Scope.DEFINITIONS);
        assertThat(engine.calls()).containsExactly("plan hello");
    }

    @Test
    void what_cannot_be_planned_says_why_and_cannot_be_started() {
        FakeEngine unable = new FakeEngine(FakeContainers.mixed()) {
            @Override
            public PlanDescription plan(StartRequest request) throws HostLimitException {
                throw new HostLimitException("no user namespaces here\nand no cgroups", "be root");
            }
        };
        try (Pilot pilot = Pilot.on(unable).press("5", "u")) {
            assertThat(pilot.screen()).contains("no user namespaces here", "and no cgroups", "be root");
            pilot.press("Enter");
            assertThat(unable.calls()).isEmpty();
        }
    }

    @Test
    void what_runs_is_compared_with_its_definition() {
        pilot.press("5", "j", "D");
        assertThat(pilot.screen()).contains("web and its definition", "A start now would do otherwise");
        pilot.press("q", "k", "D");
        assertThat(pilot.footer()).isEqualTo("hello does not run: there is nothing to compare");
    }

    @Test
    void read_only_one_may_see_a_plan_s_absence_and_the_differences() {
        try (Pilot reader = Pilot.on(engine, 80, 24, true, false).press("5", "j", "u")) {
            assertThat(reader.model().screen().scope()).isEqualTo(Scope.DEFINITIONS);
            assertThat(reader.press("D").screen()).contains("A start now would do otherwise");
        }
    }
}
