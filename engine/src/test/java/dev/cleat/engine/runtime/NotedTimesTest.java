package dev.cleat.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.linux.FileStatus;
import dev.cleat.engine.stage.LogTimesFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotedTimesTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path directory;

    private NotedTimes noted(long... inodeSizeAndSecond) throws Exception {
        Path file = directory.resolve("web.log");
        try (LogTimesFile opened = LogTimesFile.open(file)) {
            LogTimesFile next = opened;
            for (int i = 0; i < inodeSizeAndSecond.length; i += 3) {
                FileStatus log =
                        new FileStatus(0100600, 1, 0, 0, inodeSizeAndSecond[i], inodeSizeAndSecond[i + 1], 0, 0);
                next = next.noting(NOON.plusSeconds(inodeSizeAndSecond[i + 2]), log);
            }
        }
        return new NotedTimes(file);
    }

    @Test
    void a_byte_was_written_when_the_last_note_before_it_was_made() throws Exception {
        NotedTimes times = noted(7, 10, 0, 7, 100, 5);
        assertThat(times.written(7, 9)).isEmpty();
        assertThat(times.written(7, 10)).contains(NOON);
        assertThat(times.written(7, 99)).contains(NOON);
        assertThat(times.written(7, 5000)).contains(NOON.plusSeconds(5));
        assertThat(times.written(8, 50)).isEmpty();
    }

    @Test
    void of_a_log_that_was_cut_only_what_came_since_counts() throws Exception {
        NotedTimes times = noted(7, 0, 0, 7, 100, 5, 7, 200, 6, 7, 50, 60);
        assertThat(times.written(7, 49)).contains(NOON);
        assertThat(times.written(7, 210)).contains(NOON.plusSeconds(60));
    }

    @Test
    void a_file_that_cannot_be_had_tells_nothing() throws Exception {
        assertThat(new NotedTimes(directory.resolve("none")).written(7, 0)).isEmpty();
        Files.createSymbolicLink(directory.resolve("link"), Path.of("nowhere"));
        assertThat(new NotedTimes(directory.resolve("link")).written(7, 0)).isEmpty();
    }
}
