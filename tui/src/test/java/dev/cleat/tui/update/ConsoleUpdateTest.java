package dev.cleat.tui.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.TerminalSize;
import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.Pilot;
import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.message.Key;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.Failure;
import dev.cleat.tui.model.Screen;
import dev.cleat.tui.model.Work;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsoleUpdateTest {

    private final FakeEngine engine = new FakeEngine(FakeContainers.mixed());

    @Test
    void the_selection_stays_on_its_container_when_rows_change_places() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("j", "j");
            assertThat(pilot.model().subject()).contains("buildkit");

            pilot.press("o", "c");

            assertThat(pilot.model().subject()).contains("buildkit");
            assertThat(pilot.model().table().cursor().index()).isEqualTo(1);
        }
    }

    @Test
    void stop_asks_and_only_a_yes_stops() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("t");
            assertThat(pilot.screen()).contains("Stop api-gateway?");

            pilot.press("Enter");
            assertThat(engine.calls()).isEmpty();

            pilot.press("t", "y");
            assertThat(engine.calls()).containsExactly("stop api-gateway");
            assertThat(pilot.footer()).isEqualTo("api-gateway has stopped (cleat stop api-gateway)");
        }
    }

    @Test
    void restart_asks_and_tells_the_command_that_does_the_same() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("r");
            assertThat(pilot.screen()).contains("Restart api-gateway?");
            pilot.press("n");
            assertThat(engine.calls()).isEmpty();

            pilot.press("r", "y");
            assertThat(engine.calls()).containsExactly("restart api-gateway");
            assertThat(pilot.footer()).isEqualTo("api-gateway runs again, pid 8124 (cleat restart api-gateway)");
        }
    }

    @Test
    void p_freezes_what_runs_and_thaws_what_is_frozen() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("p");
            assertThat(pilot.footer()).isEqualTo("api-gateway is frozen (cleat freeze api-gateway)");

            pilot.press("/").type("db-main").press("Enter", "p");
            assertThat(pilot.footer()).isEqualTo("db-main goes on (cleat thaw db-main)");
            assertThat(engine.calls()).containsExactly("freeze api-gateway", "thaw db-main");
        }
    }

    @Test
    void the_summary_of_what_does_not_run_tells_why_it_ended() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("/").type("hello").press("Enter", "p");
            assertThat(pilot.footer()).isEqualTo("hello is stopped; u starts it");
            pilot.press("d");

            assertThat(pilot.screen())
                    .contains(
                            "killed by the OOM killer",
                            "Memory peak",
                            "serving on port 80",
                            "out of ?]2;owned? memory");
        }
    }

    @Test
    void kill_has_its_focus_on_cancel() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("K", "Enter");
            assertThat(engine.calls()).isEmpty();

            pilot.press("K", "Tab", "Enter");
            assertThat(engine.calls()).containsExactly("stop api-gateway kill");
        }
    }

    @Test
    void a_refusal_is_shown_with_its_advice_until_it_is_put_away() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("j", "j", "t", "y");
            assertThat(pilot.screen())
                    .contains("Cannot stop buildkit", "it belongs to docker", "stop it with that program");

            pilot.press("j", "x", "u");
            assertThat(pilot.screen()).contains("stop it with that program");

            pilot.press("Enter");
            assertThat(pilot.model().dialog()).isEmpty();
        }
    }

    @Test
    void the_reason_of_a_start_that_failed_stays_when_keys_were_typed_ahead() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("5").press("/").type("broken").press("Enter", "u", "u", "j");

            assertThat(pilot.screen()).contains("Cannot start broken");
        }
    }

    @Test
    void a_filter_narrows_the_definitions_and_u_starts_what_it_shows() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("5", "/").type("WITH lim");
            assertThat(pilot.screen()).contains("web").doesNotContain("hello", "typo");

            pilot.press("Enter", "u", "u");
            assertThat(engine.calls()).containsExactly("plan web", "start web");
        }
    }

    @Test
    void esc_clears_the_filter_of_the_definitions_before_it_leaves_them() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("5", "/").type("nothing-like-it").press("Enter");
            assertThat(pilot.screen()).contains("Nothing matches nothing-like-it", "/nothing-like-it");

            pilot.press("u", "Enter");
            assertThat(engine.calls()).isEmpty();

            pilot.press("Esc");
            assertThat(pilot.screen()).contains("hello", "typo").doesNotContain("/nothing-like-it");

            pilot.press("Esc");
            assertThat(pilot.model().isHome()).isTrue();
            assertThat(pilot.model().rows()).hasSameSizeAs(FakeContainers.mixed());
        }
    }

    @Test
    void with_nothing_running_u_starts_hello() {
        FakeEngine empty = new FakeEngine(List.of());
        try (Pilot pilot = Pilot.on(empty)) {
            assertThat(pilot.screen()).contains("Nothing runs here.", "Press u to start hello");

            pilot.press("u");

            assertThat(empty.calls()).containsExactly("start hello");
            assertThat(pilot.model().dialog()).isEmpty();
            assertThat(pilot.footer()).isEqualTo("hello runs, pid 8123");
        }
    }

    @Test
    void what_was_started_from_its_definition_is_selected_among_the_containers() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("5", "j", "Enter", "u", "Enter");

            assertThat(engine.calls()).containsExactly("plan web", "start web");
            assertThat(pilot.model().screen()).isInstanceOf(Screen.Containers.class);
            assertThat(pilot.model().subject()).contains("web");
            assertThat(pilot.footer()).isEqualTo("web runs, pid 8123");
        }
    }

    @Test
    void u_on_what_runs_tells_where_to_find_what_can_be_started() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("u");

            assertThat(engine.calls()).isEmpty();
            assertThat(pilot.footer()).isEqualTo("api-gateway runs already; 5 shows what else can be started");
        }
    }

    @Test
    void only_keys_that_make_sense_for_what_is_selected_are_offered() {
        try (Pilot pilot = Pilot.on(engine, 120, 40, false, false)) {
            assertThat(pilot.footer())
                    .contains("a attach", "t stop", "K kill", "5 definitions")
                    .doesNotContain("u start");

            pilot.press("/").type("hello").press("Enter");

            assertThat(pilot.footer())
                    .contains("u start", "5 definitions")
                    .doesNotContain("a attach", "t stop", "K kill");
        }
    }

    @Test
    void in_a_terminal_too_small_to_ask_nothing_is_done_but_to_quit() {
        try (Pilot pilot = Pilot.on(engine, 20, 5, false, false)) {
            pilot.press("t", "y", "K", "Tab", "Enter", "u", "a");

            assertThat(engine.calls()).isEmpty();
            assertThat(pilot.onScreen()).isEmpty();
            assertThat(pilot.model().dialog()).isEmpty();

            pilot.press("q");
            assertThat(pilot.model().end()).contains(0);
        }
    }

    @Test
    void in_a_terminal_too_small_nobody_leaves_what_is_under_way_asked_or_typed_without_seeing_it() {
        try (Pilot pilot = Pilot.on(engine)) {
            TerminalSize small = new TerminalSize(5, 20);
            pilot.press("K").send(new Message.Resized(small)).press("q", "Ctrl-C", "y");
            assertThat(pilot.model().end()).isEmpty();
            assertThat(engine.calls()).isEmpty();
            assertThat(pilot.screen())
                    .contains("terminal too small", "enlarge it")
                    .doesNotContain("quits");

            pilot.with(model -> model.withoutDialog()).begin(Work.Kind.STOP, "Stopping web", "web", 1);
            assertThat(pilot.with(model -> model.withoutDialog())
                            .press("q")
                            .model()
                            .end())
                    .isEmpty();
            pilot.send(new Message.WorkEnded(1));
            assertThat(pilot.screen()).contains("q quits");
            assertThat(pilot.press("q").model().end()).contains(0);
        }
    }

    @Test
    void a_failed_start_shows_step_reason_and_advice_and_stays() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("5", "j", "j", "j", "u", "u");

            assertThat(pilot.screen())
                    .contains("Cannot start broken", "9/12 write the uid and gid maps", "EPERM", "/etc/subuid");
            pilot.send(new Message.Ticked(FakeContainers.NOW.plusSeconds(60)));
            assertThat(pilot.model().dialog()).isPresent();
        }
    }

    @Test
    void an_invalid_definition_is_not_started() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("5", "j", "j", "u");

            assertThat(engine.calls()).isEmpty();
            assertThat(pilot.footer()).startsWith("typo is not valid: unknown key");
        }
    }

    @Test
    void attach_is_left_to_the_screen_and_refused_for_what_does_not_run() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("a");
            assertThat(pilot.onScreen()).containsExactly(new Effect.Attach("api-gateway"));

            pilot.press("j", "j", "j", "a");
            assertThat(pilot.onScreen()).hasSize(1);
            assertThat(pilot.footer()).isEqualTo("db-main is frozen; p lets it go on");
        }
    }

    @Test
    void a_filter_works_while_it_is_typed_and_esc_clears_it() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("/").type("^b");
            assertThat(pilot.model().rows()).extracting("name").containsExactly("batch-7", "buildkit");

            pilot.press("Enter", "Esc");
            assertThat(pilot.model().rows()).hasSize(8);
        }
    }

    @Test
    void the_filter_is_told_on_the_screen_that_it_is_about_and_on_no_other() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("/").type("db").press("Enter");
            assertThat(pilot.screen()).contains("RW   /db ");

            pilot.press("Enter");

            assertThat(pilot.screen()).contains("Summary").doesNotContain("/db ");
        }
    }

    @Test
    void a_bad_expression_is_told_at_once_and_taken_as_text() {
        try (Pilot pilot = Pilot.on(engine, 120, 24, false, false)) {
            pilot.press("/").type("[31");
            assertThat(pilot.footer()).startsWith("filter /[31   \"[31\" is no regular expression");

            pilot.press("Enter");
            assertThat(pilot.model().rows()).hasSize(1);
            assertThat(pilot.footer()).contains("is no regular expression");
            assertThat(pilot.lines().get(0)).contains("/[31 (?)");
        }
    }

    @Test
    void every_list_can_be_filtered_by_its_fields() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("4", "/").type("cpu>11 mem>1G").press("Enter");
            assertThat(pilot.screen()).contains(" / ").doesNotContain("web");
            pilot.press("3", "/").type("type:net").press("Enter");
            assertThat(pilot.screen()).contains("4026531992").doesNotContain("4026531840");
            pilot.press("5", "/").type("valid:no").press("Enter");
            assertThat(pilot.screen()).contains("typo").doesNotContain("hello");
            pilot.press("8", "/").type("by:ann").press("Enter");
            assertThat(pilot.screen()).contains("STARTING").doesNotContain("STOPPED");
        }
    }

    @Test
    void hidden_stopped_containers_come_back() {
        try (Pilot pilot = Pilot.on(engine)) {
            assertThat(pilot.press("z").model().rows()).hasSize(6);
            assertThat(pilot.press("z").model().rows()).hasSize(8);
        }
    }

    @Test
    void sorting_moves_through_the_columns_and_inverts() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press(">", ">", ">", ">");
            assertThat(pilot.model().rows().get(0).name()).isEqualTo("batch-7");

            pilot.press("I");
            assertThat(pilot.model().rows().get(0).usage().cpuPercent()).isEmpty();
        }
    }

    @Test
    void pasted_letters_are_no_commands() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.send(new Message.Pasted("Kt\ny"));
            assertThat(pilot.model().dialog()).isEmpty();

            pilot.press("/").send(new Message.Pasted("batch\n"));
            assertThat(pilot.model().table().filter().text()).isEqualTo("batch");
        }
    }

    @Test
    void of_pasted_lines_the_first_that_is_not_empty_is_taken_and_that_is_said() {
        for (String end : List.of("\n", "\r\n", "\r")) {
            try (Pilot pilot = Pilot.on(engine)) {
                pilot.press("/").send(new Message.Pasted(" " + end + end + "bat\u0007ch" + end + end));
                assertThat(pilot.model().table().filter().text()).isEqualTo("batch");
                assertThat(pilot.model().notice()).isEmpty();

                pilot.send(new Message.Pasted("-7" + end + "web" + end));
                assertThat(pilot.model().table().filter().text()).isEqualTo("batch-7");
                assertThat(pilot.screen()).contains("batch-7", "only the first line was pasted");
            }
        }
    }

    @Test
    void read_only_refuses_every_change() {
        try (Pilot pilot = Pilot.on(engine, 80, 24, true, false)) {
            for (String key : List.of("u", "a", "t", "K")) {
                pilot.press(key);
                assertThat(pilot.footer()).startsWith("read-only:");
            }
            assertThat(engine.calls()).isEmpty();
            assertThat(pilot.onScreen()).isEmpty();
            assertThat(pilot.press("Up").footer()).doesNotContain("t stop", "K kill", "a attach", "u start");
        }
    }

    @Test
    void ctrl_c_goes_back_and_asks_at_home() {
        try (Pilot pilot = Pilot.on(engine)) {
            pilot.press("Enter", "Ctrl-C");
            assertThat(pilot.model().screen()).isInstanceOf(Screen.Containers.class);

            pilot.press("Ctrl-C");
            assertThat(pilot.model().dialog()).get().isInstanceOf(Dialog.QuitQuestion.class);
            assertThat(pilot.press("y").model().end()).contains(0);
        }
    }

    @Test
    void a_hang_up_ends_with_129() {
        try (Pilot pilot = Pilot.on(engine)) {
            assertThat(pilot.send(new Message.HungUp()).model().end()).contains(129);
        }
    }

    @Test
    void a_list_that_is_slow_is_not_asked_for_twice() {
        try (Pilot pilot = Pilot.on(engine)) {
            Update first = ConsoleUpdate.update(pilot.model(), new Message.Ticked(FakeContainers.NOW));
            Update second = ConsoleUpdate.update(first.model(), new Message.Ticked(FakeContainers.NOW));

            assertThat(first.effects()).contains(new Effect.ListContainers());
            assertThat(second.effects()).isEmpty();
        }
    }

    @Test
    void however_often_one_asks_for_it_while_it_is_read_it_is_read_once_more() {
        try (Pilot pilot = Pilot.on(engine)) {
            Message refresh = new Message.KeyPressed(new Key("F5"));
            Update asked = ConsoleUpdate.update(pilot.model(), refresh);
            assertThat(asked.effects()).contains(new Effect.ListContainers());
            for (int i = 0; i < 100; i++) {
                asked = ConsoleUpdate.update(asked.model(), refresh);
                assertThat(asked.effects()).isEmpty();
            }
            Message list = new Message.ContainersListed(FakeContainers.mixed());
            asked = ConsoleUpdate.update(asked.model(), list);
            assertThat(asked.effects()).containsOnlyOnce(new Effect.ListContainers());
            asked = ConsoleUpdate.update(asked.model(), list);
            assertThat(asked.effects()).doesNotContain(new Effect.ListContainers());
            assertThat(asked.model().reading()).isFalse();
        }
    }

    @Test
    void a_change_while_the_list_is_read_has_it_read_again_behind_that() {
        try (Pilot pilot = Pilot.on(engine)) {
            Update first = ConsoleUpdate.update(pilot.model(), new Message.Ticked(FakeContainers.NOW));
            Update changed = ConsoleUpdate.update(first.model(), new Message.ContainerChanged("web has stopped"));
            assertThat(changed.effects()).doesNotContain(new Effect.ListContainers());
            Update listed = ConsoleUpdate.update(changed.model(), new Message.ListFailed(Failure.of("no /proc")));
            assertThat(listed.effects()).containsOnlyOnce(new Effect.ListContainers());
        }
    }

    @Test
    void a_shrunken_terminal_keeps_the_selection_in_sight() {
        FakeEngine many = new FakeEngine(FakeContainers.many(200));
        try (Pilot pilot = Pilot.on(many)) {
            pilot.press("G").send(new Message.Resized(new TerminalSize(10, 60)));

            assertThat(pilot.screen()).contains("worker-199");
        }
    }
}
