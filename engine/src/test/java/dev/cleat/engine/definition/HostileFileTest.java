package dev.cleat.engine.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.storage.LocalDefinitionFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each way in which a file is no definition at all is one clear problem. */
@Timeout(60)
class HostileFileTest {

    @TempDir
    Path directory;

    @Test
    void a_missing_file() {
        assertThat(lint(directory.resolve("web.yaml"))).containsExactly(": there is no such file");
    }

    @Test
    void a_directory_or_a_device() {
        assertThat(lint(directory)).containsExactly(": is a directory");
        assertThat(lint(Path.of("/dev/zero"))).containsExactly(": is not a regular file");
    }

    @Test
    void nothing_or_only_comments() throws IOException {
        assertThat(problems("")).containsExactly(": is empty");
        assertThat(problems(" \n\n")).containsExactly(": is empty");
        assertThat(problems("# nothing\n")).containsExactly(": holds comments only");
    }

    @Test
    void not_a_map() throws IOException {
        assertThat(problems("- a\n")).containsExactly(":1:1: a definition must be a map of keys, not a list");
        assertThat(problems("hello\n")).containsExactly(":1:1: a definition must be a map of keys, not a single value");
    }

    @Test
    void bytes_that_are_not_utf_8() throws IOException {
        byte[] bytes = "schema: 1\nname: \u00e9\n".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(file(), bytes);

        assertThat(lint(file())).containsExactly(":2:7: is not UTF-8");
    }

    @Test
    void control_characters() throws IOException {
        assertThat(problems("schema: 1\nname: a\0b\n")).containsExactly(":2:8: contains the control character U+0000");
        assertThat(problems("a: \u001b[2J\n")).containsExactly(":1:4: contains the control character U+001B");
    }

    @Test
    void a_byte_order_mark_is_fine() throws IOException {
        assertThat(problems("\uFEFFschema: 1\nrootfs: host\n")).isEmpty();
    }

    @Test
    void more_than_a_mebibyte() throws IOException {
        assertThat(problems("#".repeat((1 << 20) + 1))).containsExactly(": is larger than 1 MiB");
    }

    @Test
    void a_second_document() throws IOException {
        assertThat(problems("schema: 1\n---\nschema: 1\n"))
                .containsExactly(":3:1: a second document begins here; a definition is one document");
    }

    @Test
    void wrong_syntax_with_its_place() throws IOException {
        assertThat(problems("schema: 1\nname: a: b\n"))
                .containsExactly(":2:8: is not YAML: mapping values are not allowed here");
        assertThat(problems("schema: 1\nprocess:\n\tcwd: /\n"))
                .containsExactly(":3:1: is not YAML: indented with TAB instead of blanks");
        assertThat(problems("a: [1\n")).singleElement().asString().contains("is not YAML");
        assertThat(problems("a: *x\n"))
                .singleElement()
                .asString()
                .contains("alias *x: no list or map with this anchor has ended before");
        assertThat(problems("? [a]\n: b\n")).singleElement().asString().contains("is not YAML");
    }

    @Test
    void nesting_without_end() throws IOException {
        assertThat(problems("a: " + "[".repeat(100_000))).containsExactly(":1:36: nested deeper than 32 levels");
    }

    @Test
    void aliases_that_unfold_without_end() throws IOException {
        String laughs = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
                + IntStream.range(1, 10)
                        .mapToObj(i -> "a" + i + ": &a" + i + " ["
                                + IntStream.range(0, 10)
                                        .mapToObj(j -> "*a" + (i - 1))
                                        .collect(Collectors.joining(", "))
                                + "]\n")
                        .collect(Collectors.joining());

        assertThat(problems(laughs)).singleElement().asString().endsWith("more than 20000 values, aliases unfolded");
        assertThat(problems("a: &a [*a]\n"))
                .containsExactly(":1:8: alias *a: no list or map with this anchor has ended before");
    }

    @Test
    void anchors_and_aliases_within_bounds_are_fine() throws IOException {
        assertThat(
                        problems(
                                "schema: 1\nrootfs: host\nprocess: {command: &c [/bin/a], additionalGroups: &n []}\nmaskedPaths: *n\n"))
                .isEmpty();
    }

    @Test
    void tags_and_merge_keys() throws IOException {
        assertThat(problems("schema: !!python/object:x 1\n"))
                .singleElement()
                .asString()
                .contains("tags (!")
                .endsWith("are not supported");
        assertThat(problems("schema: 1\nrootfs: host\n<<: {name: a}\n"))
                .containsExactly(":3:1: merge keys (<<) are not supported; repeat the keys");
    }

    @Test
    void keys_given_twice_anywhere() throws IOException {
        assertThat(problems("schema: 1\nrootfs: host\nrootfs: host\nlabels: {a: 1, a: 2}\n"))
                .containsExactly(
                        ":3:1: key \"rootfs\" is given twice (first in line 2)",
                        ":4:16: key \"a\" is given twice (first in line 4)");
    }

    private List<String> problems(String text) throws IOException {
        Files.writeString(file(), text);
        return lint(file());
    }

    private static List<String> lint(Path file) {
        return new DefinitionReader(new LocalDefinitionFiles())
                .lint(file).stream()
                        .map(problem ->
                                problem.toString().substring(file.toString().length()))
                        .toList();
    }

    private Path file() {
        return directory.resolve("web.yaml");
    }
}
