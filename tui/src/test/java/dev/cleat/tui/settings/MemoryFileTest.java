package dev.cleat.tui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.tui.model.Choices;
import dev.cleat.tui.model.Column;
import dev.cleat.tui.model.ColumnChoice;
import dev.cleat.tui.model.Recall;
import dev.cleat.tui.model.Remembered;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MemoryFileTest {

    @TempDir
    private Path folder;

    @Test
    void what_is_written_is_read_again() throws Exception {
        Remembered left = new Remembered(
                Column.CPU,
                true,
                true,
                ColumnChoice.of(List.of(Column.NAME, Column.IO, Column.STATE)).widened(true),
                List.of("theme light", "cg"),
                true,
                new Choices(Optional.of("light"), Optional.of(false), Optional.of(Duration.ofSeconds(5))));
        MemoryFile file = new MemoryFile(folder.resolve("state/cleat"));

        file.write(Remembered.NOTHING);
        file.write(left);

        assertThat(file.read()).isEqualTo(new MemoryFile.Found(left, Optional.empty()));
        Path written = folder.resolve("state/cleat/console.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(written)))
                .isEqualTo("rw-------");
        assertThat(written.getParent().toFile().list()).containsExactly("console.json");
    }

    @Test
    void what_was_typed_in_two_consoles_is_kept_of_both_each_once_and_not_without_end() throws Exception {
        MemoryFile file = new MemoryFile(folder);
        file.write(typed(List.of("sort cpu", "events")));
        file.write(typed(List.of("theme light", "events")));
        assertThat(file.read().remembered().commands()).containsExactly("theme light", "events", "sort cpu");

        file.write(typed(IntStream.range(0, Recall.LIMIT).mapToObj(i -> "c" + i).toList()));
        assertThat(file.read().remembered().commands())
                .hasSize(Recall.LIMIT)
                .startsWith("c0")
                .doesNotContain("events");
    }

    private static Remembered typed(List<String> commands) {
        return Remembered.NOTHING.behind(commands);
    }

    @Test
    void without_a_file_nothing_is_remembered_and_nothing_told() {
        assertThat(new MemoryFile(folder).read()).isEqualTo(new MemoryFile.Found(Remembered.NOTHING, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[1]",
                "{\"columns\": 5}",
                "{\"columns\": [",
                "nonsense",
                "{\"sort\"",
                "\u0000",
                "{\"refreshMillis\": 1}"
            })
    void a_file_that_is_none_is_ignored_and_told(String text) throws Exception {
        Files.writeString(folder.resolve("console.json"), text);

        MemoryFile.Found found = new MemoryFile(folder).read();

        assertThat(found.remembered()).isEqualTo(Remembered.NOTHING);
        assertThat(found.problem()).get().asString().contains("console.json is ignored: ");
    }

    @Test
    void words_of_another_version_are_left_out() throws Exception {
        Files.writeString(
                folder.resolve("console.json"),
                "{\"sort\": \"MOON\", \"columns\": [\"STATE\", \"MOON\", {\"a\": 1}], \"more\": {\"a\": [1]}, \"wide\": true}");

        Remembered remembered = new MemoryFile(folder).read().remembered();

        assertThat(remembered.sort()).isEqualTo(Column.NAME);
        assertThat(remembered.columns().chosen()).containsExactly(Column.NAME, Column.STATE);
        assertThat(remembered.columns().wide()).isTrue();
    }

    @Test
    void a_folder_in_its_place_and_a_huge_file_are_ignored() throws Exception {
        Files.createDirectories(folder.resolve("a/console.json"));
        assertThat(new MemoryFile(folder.resolve("a")).read().problem()).isPresent();

        Files.createDirectories(folder.resolve("b"));
        Files.writeString(folder.resolve("b/console.json"), " ".repeat(1 << 19));
        assertThat(new MemoryFile(folder.resolve("b")).read().problem()).isPresent();
    }

    @Test
    void it_stands_in_the_state_directory_of_the_user() {
        assertThat(new SettingsFolders(Map.of("HOME", "/home/ada")).state())
                .isEqualTo(Path.of("/home/ada/.local/state/cleat"));
        assertThat(new SettingsFolders(Map.of("XDG_STATE_HOME", "/s")).state()).isEqualTo(Path.of("/s/cleat"));
    }
}
