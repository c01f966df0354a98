package dev.cleat.tui.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.api.PlanDescription;
import dev.cleat.engine.api.Problem;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.Pilot;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.Screen;
import dev.cleat.tui.model.Work;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DefinitionDeedsTest {

    /** One that this host cannot start, one with a mistake. */
    private final FakeEngine engine = new FakeEngine(List.of()) {
        @Override
        public PlanDescription plan(StartRequest request) throws ContainerException {
            String name = request.name().orElseThrow();
            if (name.equals("web")) {
                throw new HostLimitException("cannot start web: there is no bridge br0", "ip link add br0 type bridge");
            }
            if (name.equals("typo")) {
                Problem problem = new Problem(
                        Path.of("/var/lib/cleat/typo/container.yaml"), 3, 1, "unknown key", Optional.of("rootfs"));
                throw new InvalidDefinitionException(List.of(problem));
            }
            return super.plan(request);
        }
    };

    @Test
    void all_marked_are_started_after_one_question_that_names_them_and_what_it_leaves_out() {
        try (Pilot pilot = Pilot.on(engine, 100, 30, false, false)) {
            pilot.press("5", "*", "u");
            assertThat(pilot.screen())
                    .contains("Start 3 definitions", "hello, web, broken")
                    .contains("Left out: typo is not valid: unknown key", "y start");
            assertThat(engine.calls()).isEmpty();

            pilot.press("y");
            assertThat(engine.calls()).containsExactlyInAnyOrder("start hello", "start web", "start broken");
            assertThat(pilot.screen()).contains("2 of 3 started", "EPERM");
            Screen.Host definitions = (Screen.Host) pilot.press("Enter").model().screen();
            assertThat(definitions.marked())
                    .containsExactlyInAnyOrder(
                            "/var/lib/cleat/broken/container.yaml", "/var/lib/cleat/typo/container.yaml");
            assertThat(pilot.press("8").screen())
                    .contains("start")
                    .contains("broken")
                    .contains("hello");
        }
    }

    @Test
    void whatever_is_no_yes_starts_none_of_them() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("5", "Space", "Space", "u", "Enter");
            assertThat(pilot.model().dialog()).isEmpty();
            assertThat(engine.calls()).isEmpty();
        }
    }

    @Test
    void the_one_that_is_marked_is_meant_and_its_plan_is_shown_first() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("5", "Space", "G", "u");
            assertThat(pilot.screen()).contains("Start of hello", "nothing is done yet");
            assertThat(engine.calls()).containsExactly("plan hello");
        }
    }

    @Test
    void of_what_runs_and_of_what_is_wrong_nothing_is_asked() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("5", "u", "Enter", "5", "/")
                    .type("hello")
                    .press("Enter", "*", "Esc", "/")
                    .type("typo");
            assertThat(pilot.press("Enter", "*", "Esc", "u").footer())
                    .isEqualTo("none of 2 can be started: hello runs already");
            assertThat(pilot.model().dialog()).isEmpty();
        }
    }

    @Test
    void all_marked_are_checked_and_what_is_wrong_with_each_is_shown_and_kept() {
        try (Pilot pilot = Pilot.on(engine, 120, 40, false, false)) {
            pilot.press("5", "*", "v");
            assertThat(pilot.screen())
                    .contains("2 of 4 definitions cannot be started here")
                    .contains("there is no bridge br0", "ip link add br0 type bridge")
                    .contains("container.yaml:3:1: unknown key")
                    .contains("$ cleat plan -f /usr/share/cleat/samples/web.yaml -n web");
            pilot.press("8", "/").type("check").press("Enter");
            assertThat(pilot.screen()).contains("typo", "exit status 64").contains("hello", "exit status 0");
        }
    }

    @Test
    void one_that_is_right_is_told_in_a_sentence_also_in_read_only_mode() {
        FakeEngine right = new FakeEngine(List.of()) {
            @Override
            public PlanDescription plan(StartRequest request) {
                return new PlanDescription(request.name().orElseThrow(), List.of(), List.of());
            }
        };
        try (Pilot pilot = Pilot.on(right, 80, 24, true, false)) {
            assertThat(pilot.press("5", "v").footer()).isEqualTo("hello can be started here");
            assertThat(pilot.press("*", "u").footer()).startsWith("read-only:");
        }
    }

    @Test
    void a_check_of_many_tells_how_many_are_through_and_can_be_called_back() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("5").begin(Work.Kind.EACH, "Checking 4 definitions", "4 definitions", 4);
            assertThat(pilot.model().dialog()).get().isInstanceOf(Dialog.Underway.class);
            assertThat(pilot.screen()).contains("0 of 4 done", "Ctrl-C leaves those that have not begun");
        }
    }
}
