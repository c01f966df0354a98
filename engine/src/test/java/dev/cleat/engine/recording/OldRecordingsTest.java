package dev.cleat.engine.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.definition.RecordingPolicy.Retention;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldRecordingsTest {

    private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

    @TempDir
    Path directory;

    private void recorded(String name, int daysAgo, int size) throws Exception {
        Instant started = NOW.minus(daysAgo, ChronoUnit.DAYS);
        String header = "{\"version\":2,\"width\":80,\"height\":24,\"x_session\":{\"start\":\"" + started + "\"}}\n";
        Files.writeString(directory.resolve(name), header + "x".repeat(size - header.length()));
        Files.writeString(directory.resolve(name + ".audit"), "");
        Files.writeString(directory.resolve(name + ".meta.json"), "{}");
    }

    private List<String> left(OptionalLong days, OptionalLong bytes) throws Exception {
        OldRecordings.remove(directory, new Retention(days, bytes), NOW);
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void what_is_too_old_goes_with_all_its_files() throws Exception {
        recorded("old.cast", 31, 1000);
        recorded("new.cast", 29, 1000);
        assertThat(left(OptionalLong.of(30), OptionalLong.empty()))
                .containsExactly("new.cast", "new.cast.audit", "new.cast.meta.json");
    }

    @Test
    void of_too_much_the_oldest_go_first() throws Exception {
        recorded("a.cast", 3, 1000);
        recorded("b.cast", 2, 1000);
        recorded("c.cast", 1, 1000);
        assertThat(left(OptionalLong.empty(), OptionalLong.of(2500)))
                .contains("b.cast", "c.cast")
                .doesNotContain("a.cast", "a.cast.audit");
    }

    /** An audit file may be larger than its recording. */
    @Test
    void all_files_of_a_recording_count() throws Exception {
        recorded("a.cast", 2, 1000);
        recorded("b.cast", 1, 1000);
        Files.writeString(directory.resolve("a.cast.audit"), "x".repeat(5000));
        assertThat(left(OptionalLong.empty(), OptionalLong.of(2500)))
                .containsExactly("b.cast", "b.cast.audit", "b.cast.meta.json");
    }

    @Test
    void without_a_limit_nothing_goes() throws Exception {
        recorded("a.cast", 3000, 1000);
        assertThat(left(OptionalLong.empty(), OptionalLong.empty())).contains("a.cast");
    }
}
