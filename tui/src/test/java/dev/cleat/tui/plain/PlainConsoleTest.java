package dev.cleat.tui.plain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.StateEvent;
import dev.cleat.engine.api.Watch;
import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.model.CustomCommand;
import dev.cleat.tui.model.KeyMap;
import dev.cleat.tui.settings.CommandsFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlainConsoleTest {

    @TempDir
    private Path folder;

    private List<CustomCommand> commands = List.of();

    private final FakeEngine engine = new FakeEngine(FakeContainers.mixed()) {
        @Override
        public Watch watch(Consumer<StateEvent> listener) {
            listener.accept(new StateEvent(
                    1,
                    FakeContainers.NOW,
                    "web-staging",
                    ContainerState.STOPPED,
                    Optional.empty(),
                    Optional.of("exited \u001b[31mwith status 1")));
            return () -> {};
        }
    };

    @Test
    void containers_are_listed_a_line_each_with_what_matters_most_first() {
        assertThat(said("list"))
                .contains("8 containers")
                .contains(
                        "1. api-gateway: running, processor 12.3%, memory 310M of 512M, 14 tasks, up 5h, process 4121, "
                                + "1 session")
                .contains("5. web-staging: stopped");
        assertThat(said("list stopped")).contains("2 containers").contains("1. hello: stopped");
        assertThat(said("list state:run cpu>50")).contains("2 containers").contains("1. batch-7: running");
        assertThat(said("list cpu>x")).contains("the filter: ");
    }

    @Test
    void a_number_of_the_list_stands_for_its_container() {
        said("list stopped", "start 1", "stop 1", "yes");

        assertThat(engine.calls()).containsExactly("start hello", "stop hello");
    }

    @Test
    void what_cannot_be_taken_back_is_asked_and_only_a_clear_yes_does_it() {
        assertThat(said("stop api-gateway", "maybe", "kill api-gateway", "")).contains("nothing was done");
        assertThat(engine.calls()).isEmpty();
    }

    @Test
    void several_are_done_at_once_and_to_kill_them_their_number_is_said() {
        assertThat(said("stop api-gateway batch-7", "yes"))
                .contains("Stop api-gateway and batch-7? Say yes or no: ")
                .contains("api-gateway has stopped\nbatch-7 has stopped");
        assertThat(engine.calls()).containsExactly("stop api-gateway", "stop batch-7");
        assertThat(said("kill api-gateway batch-7", "yes"))
                .contains("Say 2 to do it")
                .contains("nothing was done");
        assertThat(said("kill api-gateway batch-7", "2")).contains("batch-7 has stopped");
    }

    @Test
    void a_container_that_does_not_run_is_destroyed_with_a_yes_and_one_that_runs_with_its_name() {
        assertThat(said("destroy hello", "no")).contains("Destroy hello? ").contains("nothing was done");
        assertThat(said("destroy hello", "yes")).contains("hello is destroyed");
        assertThat(said("destroy api-gateway", "yes")).contains("Stopped first: api-gateway.", "nothing was done");
        assertThat(said("destroy api-gateway", "api-gateway")).contains("api-gateway is destroyed");
        assertThat(engine.calls())
                .contains("destroy hello", "destroy api-gateway stop")
                .hasSize(2);
    }

    @Test
    void what_changed_is_told_before_the_next_question() {
        assertThat(said()).contains("changed: web-staging is stopped, exited ?[31mwith status 1\nWhat shall be done? ");
    }

    @Test
    void every_word_that_help_names_is_known() {
        for (String word : List.of(
                "list",
                "info",
                "start",
                "attach",
                "log",
                "why",
                "definitions",
                "sessions",
                "events",
                "processes",
                "plan",
                "destroy",
                "search",
                "watch",
                "return",
                "end",
                "recordings",
                "read",
                "namespaces",
                "cgroups",
                "hosts",
                "follow")) {
            assertThat(said("help")).containsPattern("\\b" + word + "\\b");
            assertThat(said(word)).doesNotContain("no command is called");
        }
    }

    @Test
    void a_word_that_is_unknown_gets_the_nearest_and_a_failure_what_to_do() {
        assertThat(said("lst")).contains("no command is called lst (did you mean \"list\"?)");
        assertThat(said("log hello")).contains("failed: hello keeps no console log\nset console.log.file\n");
    }

    @Test
    void nothing_is_asked_or_claimed_of_a_container_that_is_not_there() {
        for (String words : List.of("stop nope", "kill nope", "restart nope", "stop api-gateway nope", "attach nope")) {
            assertThat(said(words, "yes"))
                    .as(words)
                    .contains("failed: there is no container nope")
                    .doesNotContain("yes or no", "attached to");
        }
        assertThat(engine.calls()).isEmpty();
    }

    @Test
    void a_recording_that_is_not_there_is_looked_for_with_a_word_of_this_console() {
        assertThat(said("read 99"))
                .contains("failed: there is no recording 99\nrecordings tells what there is, each with a number\n")
                .doesNotContain("cleat rec");
    }

    @Test
    void read_only_changes_nothing() {
        String said = run(
                true,
                "start hello",
                "stop api-gateway",
                "attach api-gateway",
                "destroy hello",
                "end 1",
                "return 1",
                "list");

        assertThat(said).contains("read-only: start is switched off").contains("8 containers");
        assertThat(engine.calls()).isEmpty();
    }

    @Test
    void the_last_lines_of_a_log_are_read_out_without_escape_sequences() throws Exception {
        Path log = Files.writeString(folder.resolve("log"), "one\n\u001b[31mtwo\u001b[0m\nthree\n");
        engine.logIn(log);

        assertThat(said("log api-gateway 2"))
                .endsWith("two\nthree\nWhat shall be done? ")
                .doesNotContain("one\n");
        assertThat(said("logs api-gateway 2"))
                .endsWith("two\nthree\nWhat shall be done? ")
                .doesNotContain("one\n");
    }

    @Test
    void nothing_but_text_and_line_feeds_is_written() {
        assertThat(said(
                        "list",
                        "info 7",
                        "processes 7",
                        "namespaces",
                        "cgroups",
                        "hosts",
                        "definitions",
                        "sessions",
                        "events",
                        "help",
                        "nonsense \u001b[2J"))
                .matches(text -> text.chars().allMatch(c -> c == '\n' || c >= 0x20 && c != 0x7f && c != 0x9b));
    }

    @Test
    void the_end_of_input_leaves_as_quit_does() {
        assertThat(said("quit", "list")).doesNotContain("8 containers");
        assertThat(said()).endsWith("What shall be done? ");
    }

    @Test
    void a_command_of_the_operators_own_is_run_for_the_containers_that_are_named() throws Exception {
        own("""
                commands:
                - {name: greet, description: says its name, command: [printf, 'hello %s\\n', '{name}']}
                - {name: far, command: [echo, '{name}'], confirm: 'really?'}
                """);

        assertThat(said("greet api-gateway", "list stopped", "greet 1"))
                .contains("hello api-gateway\ngreet on api-gateway: exit status 0\n", "hello hello\n");
        assertThat(said("greet")).contains("greet needs the name of a container");
        assertThat(said("greet nobody")).contains("there is no container called nobody");
        assertThat(said("far hello", "no")).contains("really? Say yes or no: nothing was done");
        assertThat(said("greet hello api-gateway", "yes"))
                .contains("for 2 containers", "hello hello\n", "hello api-gateway\n");
        assertThat(said("help")).contains("greet NAME: says its name.");
        assertThat(run(true, "greet hello")).contains("read-only: greet is switched off");
    }

    @Test
    void what_a_command_of_the_operators_own_asks_for_is_asked_and_checked() throws Exception {
        own("""
                commands:
                - name: size
                  changes: false
                  command: [echo, 'level {level}']
                  input: [{name: level, prompt: how much, default: "10", pattern: "[0-9]{1,2}"}]
                """);

        assertThat(run(true, "size", "")).contains("how much, Enter for 10: level 10\nsize: exit status 0\n");
        assertThat(said("size", "7")).contains("level 7\n");
        assertThat(said("size", "much")).contains("\"much\" does not match [0-9]{1,2}: nothing was done");
    }

    private void own(String yaml) throws Exception {
        commands = CommandsFile.read(Path.of("commands.yaml"), yaml, KeyMap.USUAL);
    }

    private String said(String... commands) {
        return run(false, commands);
    }

    private String run(boolean readOnly, String... typedLines) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String typed = typedLines.length == 0 ? "" : String.join("\n", typedLines) + "\n";
        try {
            new PlainConsole(
                            engine,
                            new ByteArrayInputStream(typed.getBytes(StandardCharsets.UTF_8)),
                            new PrintStream(out, false, StandardCharsets.UTF_8),
                            readOnly,
                            Clock.fixed(FakeContainers.NOW, ZoneOffset.UTC),
                            commands)
                    .run();
        } catch (dev.cleat.engine.api.ContainerException e) {
            throw new AssertionError(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }
}
