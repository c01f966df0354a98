package dev.cleat.tui.update;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.Pilot;
import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.CustomCommand;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.KeyMap;
import dev.cleat.tui.model.Scope;
import dev.cleat.tui.settings.CommandsFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Commands of the operator's own; the programs are real. */
class CommandKeysTest {

    private static final String FILE = """
        commands:
        - {name: greet, key: F6, description: says hello, command: [echo, "hello {name}", "{pid}"], changes: false}
        - {name: fail, command: [sh, -c, 'echo no; exit 3', sh, "{name}"]}
        - {name: quiet, command: ["true", "{name}"]}
        - {name: about-nobody, command: [echo, nobody]}
        - {name: missing, command: [/no/such/program, "{name}"]}
        - name: ask
          key: F7
          command: [echo, "{what} {name}", "{often}"]
          input: [{name: what, prompt: what to say}, {name: often, default: "2", pattern: "[0-9]+"}]
        - {name: agree, command: [echo, "{name}"], confirm: 'Are you sure of that?'}
        - {name: far, command: [echo, "{host}", "{name}"], hosts: any}
        - {name: many, command: [sh, -c, 'yes | head -c 100000', sh, "{name}"]}
        """;

    private final FakeEngine engine = new FakeEngine(FakeContainers.mixed());

    @Test
    void its_key_runs_it_for_the_selected_container_and_shows_what_it_printed() {
        try (Pilot pilot = pilot(false)) {
            pilot.press("F6");

            assertThat(pilot.screen())
                    .contains("api-gateway   exit status 0", "$ echo 'hello api-gateway' ", "hello api-gateway ");
            assertThat(pilot.model().screen().scope()).isEqualTo(Scope.SHEET);
            assertThat(pilot.press("q").model().isHome()).isTrue();
        }
    }

    @Test
    void it_stands_in_the_help_the_menu_the_footer_and_after_the_colon() {
        try (Pilot pilot = Pilot.on(engine, 200, 50, false, false, KeyMap.USUAL, commands())) {
            assertThat(pilot.footer()).contains("F6 greet");
            assertThat(pilot.press("?", "G").screen()).contains("F6", "says hello", ":fail");
            pilot.press("Esc", "x");
            assertThat(pilot.screen()).contains("F6   says hello");
            pilot.press("Esc", ":").type("gre").press("Tab");
            assertThat(pilot.footer()).isEqualTo(":greet");
            assertThat(pilot.press("Enter").screen()).contains("hello api-gateway");
        }
    }

    @Test
    void read_only_mode_refuses_it_unless_the_file_says_that_it_changes_nothing() {
        try (Pilot pilot = pilot(true)) {
            assertThat(pilot.press(":").type("quiet").press("Enter").footer())
                    .isEqualTo("read-only: quiet is switched off");
            assertThat(pilot.press("x").screen()).contains("says hello").doesNotContain("quiet");
            pilot.press("Esc");
            assertThat(pilot.press("F6").screen()).contains("hello api-gateway");
        }
    }

    @Test
    void with_marks_it_is_run_for_each_after_one_question() {
        try (Pilot pilot = pilot(false)) {
            pilot.press("Space", "Space", "F6");
            assertThat(pilot.screen()).contains("greet on 2 containers", "echo 'hello {name}' {pid}", "y run");
            pilot.press("n");
            assertThat(pilot.model().dialog()).isEmpty();

            pilot.press("F6", "y");
            assertThat(pilot.screen()).contains("hello api-gateway", "hello batch-7");
        }
    }

    @Test
    void what_it_asks_for_is_typed_first_and_held_against_its_pattern() {
        try (Pilot pilot = pilot(false)) {
            pilot.press("F7").type("good day").press("Enter");
            assertThat(pilot.screen()).contains("what to say", "good day", "often");
            pilot.press("Backspace", "x", "Enter");
            assertThat(pilot.screen()).contains("this has to match [0-9]+");

            pilot.press("Ctrl-U").send(new Message.Pasted("7\nx8\n")).press("Enter");
            assertThat(pilot.screen()).contains("$ echo 'good day api-gateway' 7");
        }
    }

    @Test
    void what_is_left_empty_is_asked_for_again_and_esc_leaves_it() {
        try (Pilot pilot = pilot(false)) {
            pilot.press("F7", "Tab", "Enter");
            assertThat(pilot.model().dialog())
                    .get()
                    .isInstanceOfSatisfying(
                            Dialog.Form.class, form -> assertThat(form.at()).isZero());
            assertThat(pilot.press("Esc").model().dialog()).isEmpty();
        }
    }

    @Test
    void what_the_file_wants_confirmed_is_not_run_without_a_yes() {
        try (Pilot pilot = pilot(false)) {
            pilot.press(":").type("agree").press("Enter");
            assertThat(pilot.screen()).contains("Are you sure of that?");
            assertThat(pilot.press("Enter").model().screen().scope()).isEqualTo(Scope.CONTAINERS);
            pilot.press(":").type("agree").press("Enter", "y");
            assertThat(pilot.screen()).contains("exit status 0");
        }
    }

    @Test
    void events_show_its_exact_words_its_status_and_what_it_printed() {
        try (Pilot pilot = pilot(false)) {
            pilot.press(":").type("fail").press("Enter");
            assertThat(pilot.screen()).contains("exit status 3", "no");
            pilot.press("8");
            assertThat(pilot.screen()).contains("fail");
            pilot.press("Enter");
            assertThat(pilot.screen()).contains("sh -c 'echo no; exit 3' sh api-gateway", "exit status 3", " no");
        }
    }

    @Test
    void nothing_printed_and_nothing_wrong_is_one_line() {
        try (Pilot pilot = pilot(false)) {
            assertThat(pilot.press(":").type("quiet").press("Enter").footer())
                    .isEqualTo("quiet on api-gateway: exit status 0");
            assertThat(pilot.model().isHome()).isTrue();
        }
    }

    @Test
    void one_that_is_about_no_container_runs_once_whatever_is_marked() {
        try (Pilot pilot = pilot(false)) {
            pilot.press("Space", "Space", ":").type("about-nobody").press("Enter");
            assertThat(pilot.screen()).contains("$ echo nobody").doesNotContain("api-gateway ");
        }
    }

    @Test
    void a_program_that_is_not_there_is_told_with_its_name() {
        try (Pilot pilot = pilot(false)) {
            pilot.press(":").type("missing").press("Enter");
            assertThat(pilot.screen()).contains("not run", "there is no program \"/no/such/program\"");
        }
    }

    @Test
    void a_name_never_becomes_an_option_and_never_a_line_of_a_shell() {
        for (String name : List.of("-rf", "$(touch /tmp/x)", "a'b", "two words")) {
            ContainerSummary hostile = FakeContainers.mixed().get(0).named(name);
            try (Pilot pilot =
                    Pilot.on(new FakeEngine(List.of(hostile)), 120, 40, false, false, KeyMap.USUAL, commands())) {
                pilot.press(":").type("agree").press("Enter", "y");
                assertThat(pilot.screen())
                        .contains(name.startsWith("-") ? "\"-rf\" would be an option" : "exit status 0");
                pilot.press("q", "F6");
                assertThat(pilot.screen()).contains(" hello " + name + " ");
            }
        }
    }

    @Test
    void behind_two_hyphens_a_value_may_begin_with_one() {
        CustomCommand command =
                commands("commands: [{name: a, command: [rm, --, \"{name}\"]}]").get(0);
        assertThat(command.refusal(Map.of("name", "-rf"))).isEmpty();
        assertThat(command.filled(Map.of("name", "-rf"))).containsExactly("rm", "--", "-rf");
        assertThat(command.refusal(Map.of("name", "a\0b"))).isPresent();
        assertThat(command.refusal(Map.of())).contains("there is no {name}");
    }

    @Test
    void what_is_for_a_shell_is_one_word_there_and_other_braces_are_left_alone() {
        CustomCommand command = commands(
                        "commands: [{name: a, command: [ssh, h, \"x={name:sh}\", '{{.State}}', '{{end}}', '{ print"
                                + " }']}]")
                .get(0);
        assertThat(command.filled(Map.of("name", "a b")))
                .containsExactly("ssh", "h", "x='a b'", "{{.State}}", "{{end}}", "{ print }");
    }

    @Test
    void one_that_wants_the_terminal_gets_it() {
        try (Pilot pilot = Pilot.on(
                engine,
                120,
                40,
                false,
                false,
                KeyMap.USUAL,
                commands("commands: [{name: look, key: F6, command: [strace, -p, \"{pid}\"], terminal: true}]"))) {
            pilot.press("F6");
            assertThat(pilot.onScreen())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Effect.RunInTerminal.class,
                            run -> assertThat(run.containers())
                                    .extracting(ContainerSummary::name)
                                    .containsExactly("api-gateway"));
            assertThat(pilot.model().dialog()).isEmpty();
        }
    }

    @Test
    void a_container_that_does_not_run_has_no_pid_to_be_given() {
        try (Pilot pilot = pilot(false)) {
            pilot.press("/").type("name:^hello").press("Enter", "F6");
            assertThat(pilot.screen()).contains("not run", "hello: there is no {pid}");
        }
    }

    @Test
    void of_what_it_prints_only_the_beginning_is_kept() {
        try (Pilot pilot = pilot(false)) {
            pilot.press(":").type("many").press("Enter", "G");
            assertThat(pilot.screen()).contains("and 34464 bytes more, which were not kept");
        }
    }

    @Test
    void on_another_host_only_what_is_for_any_host_is_run_and_is_told_which() {
        List<ContainerSummary> two = List.of(
                FakeContainers.mixed().get(0).named("db:mail"),
                FakeContainers.mixed().get(1).named("localhost:web"));
        FakeEngine hosts = FakeEngine.ofHosts(two, "localhost", "db");
        try (Pilot pilot = Pilot.on(hosts, 120, 40, false, false, KeyMap.USUAL, commands())) {
            assertThat(pilot.press("F6").footer())
                    .isEqualTo("greet is for containers of this host, and db:mail is not one"
                            + " (\"hosts: any\" in commands.yaml)");
            pilot.press(":").type("far").press("Enter");
            assertThat(pilot.screen()).contains("$ echo admin@db mail");
            pilot.press("q", "j", "F6");
            assertThat(pilot.screen()).contains("hello web ");
        }
    }

    private Pilot pilot(boolean readOnly) {
        return Pilot.on(engine, 120, 40, readOnly, false, KeyMap.USUAL, commands());
    }

    private static List<CustomCommand> commands() {
        return commands(FILE);
    }

    private static List<CustomCommand> commands(String text) {
        try {
            return CommandsFile.read(Path.of("commands.yaml"), text, KeyMap.USUAL);
        } catch (InvalidDefinitionException e) {
            throw new IllegalStateException(e);
        }
    }
}
