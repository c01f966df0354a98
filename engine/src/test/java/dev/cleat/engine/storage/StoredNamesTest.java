package dev.cleat.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredNamesTest {

    @TempDir
    Path directory;

    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicLong clock = new AtomicLong();

    private StoredNames names() {
        return new StoredNames(directory, () -> Map.of("web", Path.of("/" + looks.incrementAndGet() / 3)), clock::get);
    }

    @Test
    void they_are_looked_up_once_as_long_as_nothing_changes() {
        StoredNames names = names();
        Map<String, Path> first = names.get();
        for (int i = 0; i < 1000; i++) {
            assertThat(names.get()).isSameAs(first);
        }
        assertThat(looks).hasValue(1);
    }

    @Test
    void a_change_of_the_directory_is_seen_by_the_next_call() throws IOException {
        StoredNames names = names();
        names.get();
        Files.setLastModifiedTime(directory, FileTime.fromMillis(1));
        names.get();
        names.get();
        assertThat(looks).hasValue(2);
    }

    @Test
    void what_changes_below_it_is_seen_within_ten_seconds_and_by_who_did_it_at_once() {
        StoredNames names = names();
        names.get();
        clock.addAndGet(Duration.ofSeconds(9).toNanos());
        names.get();
        assertThat(looks).hasValue(1);
        clock.addAndGet(Duration.ofSeconds(2).toNanos());
        names.get();
        assertThat(looks).hasValue(2);
        names.forget();
        names.get();
        assertThat(looks).hasValue(3);
    }
}
