package dev.cleat.tui.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cleat.engine.PackageDirection;
import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.tui.model.CustomCommand;
import dev.cleat.tui.model.KeyMap;
import dev.cleat.tui.model.Scope;
import dev.cleat.tui.model.Template;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsFileTest {

    private static final Path FILE = Path.of("commands.yaml");

    @Test
    void what_the_file_does_not_say_is_the_careful_choice() throws Exception {
        CustomCommand command = read("version: 1\ncommands:\n- {name: size, command: [du, -sh, \"{rootfs}\"]}\n")
                .get(0);

        assertThat(command.changes()).isTrue();
        assertThat(command.anyHost()).isFalse();
        assertThat(command.terminal()).isFalse();
        assertThat(command.key()).isEmpty();
        assertThat(command.confirm()).isEmpty();
        assertThat(command.scopes()).containsExactlyInAnyOrder(Scope.CONTAINERS, Scope.DETAIL);
        assertThat(command.description()).isEqualTo("du -sh {rootfs}");
    }

    @Test
    void everything_it_says_is_heeded() throws Exception {
        CustomCommand command = read("commands:\n"
                        + "- name: forward\n"
                        + "  key: f6\n"
                        + "  description: a port of this host leads inside\n"
                        + "  command: [socat, \"TCP-LISTEN:{port},fork\", \"EXEC:true\"]\n"
                        + "  input: [{name: port, prompt: port here, default: 8080, pattern: \"[0-9]+\"}]\n"
                        + "  confirm: Open it?\n"
                        + "  screens: [log, definition-file]\n"
                        + "  terminal: true\n"
                        + "  changes: false\n"
                        + "  hosts: any\n")
                .get(0);

        assertThat(command)
                .isEqualTo(new CustomCommand(
                        "forward",
                        Optional.of("F6"),
                        "a port of this host leads inside",
                        List.of(Template.of("socat"), Template.of("TCP-LISTEN:{port},fork"), Template.of("EXEC:true")),
                        List.of(new CustomCommand.Input("port", "port here", "8080", "[0-9]+")),
                        Optional.of("Open it?"),
                        java.util.Set.of(Scope.LOG, Scope.FILE),
                        true,
                        false,
                        true));
        assertThat(command.isAboutContainer()).isFalse();
    }

    @Test
    void unknown_words_are_told_with_their_place_and_the_nearest_known_ones() {
        assertThat(refusal(
                        "commands:\n- name: size\n  comand: [du]\n  screens: contaners\n  command: [du, \"{nam}\"]\n"))
                .containsExactly(
                        "commands.yaml:3:3: unknown key \"comand\" (did you mean \"command\"?)",
                        "commands.yaml:4:12: unknown screen \"contaners\" (did you mean \"containers\"?)",
                        "commands.yaml:5:17: unknown place \"nam\" (did you mean \"name\"?)");
        assertThat(refusal("comands: []\n"))
                .containsExactly("commands.yaml:1:1: unknown key \"comands\" (did you mean \"commands\"?)");
    }

    @Test
    void a_key_that_means_something_already_is_refused_where_the_file_says_so() {
        assertThat(refusal("commands:\n- {name: size, key: K, command: [du]}\n"))
                .containsExactly("commands.yaml:2:21: \"K\" means \"kill\" already, on: Containers, Container");
        assertThat(refusal(
                        "commands:\n- {name: size, key: F7, command: [du]}\n- {name: trace, key: F7, command: [ls]}\n"))
                .containsExactly("commands.yaml:3:22: \"F7\" means \"size\" already, on: Containers, Container");
        assertThat(refusal("commands:\n- {name: size, key: Ctrl-I, command: [du]}\n")
                        .get(0))
                .startsWith("commands.yaml:2:21: unknown key \"Ctrl-I\": terminals send the byte of Tab");
    }

    @Test
    void a_key_that_keys_yaml_has_freed_can_be_had() throws Exception {
        KeyMap freed = new KeyMap(Map.of("kill", List.of("F9")));
        assertThat(CommandsFile.read(FILE, "commands: [{name: size, key: K, command: [du]}]", freed))
                .hasSize(1);
    }

    @Test
    void a_name_that_means_something_after_the_colon_is_refused() {
        assertThat(refusal("commands:\n- {name: kill, command: [du]}\n"))
                .containsExactly("commands.yaml:2:10: \"kill\" is a word of Cleat's own after the colon");
        assertThat(refusal("commands: [{name: ns, command: [du]}]").get(0)).contains("Cleat's own");
        assertThat(refusal("commands: [{name: quit, command: [du]}]").get(0)).contains("Cleat's own");
        assertThat(refusal("commands:\n- {name: a, command: [du]}\n- {name: a, command: [ls]}\n"))
                .containsExactly("commands.yaml:3:10: \"a\" is named twice");
        assertThat(refusal("commands: [{name: Two Words, command: [du]}]").get(0))
                .contains("small letters");
    }

    @Test
    void a_line_for_a_shell_is_no_command() {
        assertThat(refusal("commands:\n- name: size\n  command: du -sh {rootfs}\n")
                        .get(0))
                .startsWith("commands.yaml:3:12: a list of words is wanted here, no shell takes them apart");
        assertThat(refusal("commands:\n- name: size\n  command: [du, {rootfs}]\n")
                        .get(0))
                .contains("in quotes when it begins with a brace");
        assertThat(refusal("commands:\n- name: size\n  command: [\"{name}\"]\n").get(0))
                .contains("the program is named by the file alone");
        assertThat(refusal("commands: [{name: size}]"))
                .singleElement()
                .asString()
                .contains("\"command:\"");
    }

    @Test
    void nothing_that_others_choose_becomes_a_part_of_a_shells_program() throws Exception {
        assertThat(refusal("commands:\n- {name: size, command: [sudo, bash, -lc, \"du {rootfs}\"]}\n"))
                .containsExactly("commands.yaml:2:43: a shell would read {rootfs} as a part of its program;"
                        + " write \"$1\" here and sh, \"{rootfs}\" behind it");
        assertThat(refusal("commands:\n- {name: far, hosts: any, command: [ssh, \"{host}\", ls, \"{rootfs}\"]}\n"))
                .containsExactly("commands.yaml:2:56: a shell would read {rootfs} as a part of its program;"
                        + " write {rootfs:sh}");
        assertThat(refusal("commands: [{name: a, input: [{name: x}], command: [sh, -c, \"echo {x}\"]}]"))
                .hasSize(1);

        assertThat(read("commands: [{name: size, command: [sh, -c, 'du \"$1\"', sh, \"{rootfs}\"]}]"))
                .hasSize(1);
        assertThat(read("commands: [{name: p, command: [sh, -c, 'grep Rss /proc/{pid}/smaps | wc -l']}]"))
                .hasSize(1);
        assertThat(read("commands: [{name: far, command: [ssh, \"{host}\", ls, \"{rootfs:sh}\"]}]"))
                .hasSize(1);
    }

    @Test
    void what_is_asked_for_has_a_name_and_a_pattern_of_its_own() {
        assertThat(refusal("commands: [{name: a, input: [{name: pid}], command: [du]}]")
                        .get(0))
                .contains("\"pid\" cannot be asked for");
        assertThat(refusal("commands: [{name: a, input: [{name: x, pattern: \"[\"}], command: [du]}]")
                        .get(0))
                .contains("no regular expression");
        assertThat(refusal("commands: [{name: a, input: [{prompt: x}], command: [du]}]")
                        .get(0))
                .contains("\"name:\"");
    }

    @Test
    void a_file_that_others_can_write_is_not_obeyed(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("commands.yaml");
        Files.writeString(file, "commands: [{name: size, command: [du]}]");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(CommandsFile.find(List.of(folder), KeyMap.USUAL)).hasSize(1);

        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
        assertThat(catchThrowableOfType(
                        InvalidDefinitionException.class, () -> CommandsFile.find(List.of(folder), KeyMap.USUAL)))
                .hasMessageContaining("others than you and root can write");
    }

    @Test
    void the_sample_is_right_and_without_a_file_there_are_none(@TempDir Path folder) throws Exception {
        Path sample = PackageDirection.inModule("../sample-configs/console/commands.yaml");

        assertThat(CommandsFile.read(sample, Files.readString(sample), KeyMap.USUAL))
                .extracting(CustomCommand::name)
                .contains("trace", "size");
        assertThat(CommandsFile.find(List.of(folder), KeyMap.USUAL)).isEmpty();
    }

    private static List<CustomCommand> read(String text) throws InvalidDefinitionException {
        return CommandsFile.read(FILE, text, KeyMap.USUAL);
    }

    private static List<String> refusal(String text) {
        InvalidDefinitionException refusal = catchThrowableOfType(InvalidDefinitionException.class, () -> read(text));
        return refusal.problems().stream().map(Object::toString).toList();
    }
}
