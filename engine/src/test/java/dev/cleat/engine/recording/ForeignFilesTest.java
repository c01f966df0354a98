package dev.cleat.engine.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.RecordingChoice.Input;
import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.engine.api.RefusedException;
import dev.cleat.engine.api.VerifyReport.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Recordings in a directory where others can put something in the place of a file, or beside it. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ForeignFilesTest {

    @TempDir
    Path directory;

    private Path meta() {
        return directory.resolve("web.cast.meta.json");
    }

    /** One that the index does not tell the end of, with nothing at the name of its meta file. */
    private void recordedWithoutMeta() throws Exception {
        try (Recorded session = Recorded.in(directory)) {
            session.shows("hello").ends(0);
        }
        Files.delete(meta());
    }

    private static void fifo(Path name) throws Exception {
        assertThat(new ProcessBuilder("mkfifo", name.toString()).start().waitFor())
                .isZero();
    }

    private void assertListedWithoutMeta() throws Exception {
        RecordingStore here = new RecordingStore(directory);
        assertThat(here.list())
                .singleElement()
                .satisfies(info -> assertThat(info.state()).isEqualTo(RecordingInfo.State.TRUNCATED));
        List<String> hits = new ArrayList<>();
        here.search(
                new dev.cleat.engine.api.SearchQuery(
                        "hello", java.util.Optional.empty(), java.util.Optional.empty(), java.util.Optional.empty()),
                hit -> hits.add(hit.toString()),
                unread -> {});
        assertThat(hits).hasSize(1);
    }

    @Test
    void a_fifo_in_the_place_of_the_meta_file_is_not_waited_for() throws Exception {
        recordedWithoutMeta();
        fifo(meta());
        assertListedWithoutMeta();
    }

    @Test
    void a_link_to_an_endless_file_in_the_place_of_the_meta_file_is_not_followed() throws Exception {
        recordedWithoutMeta();
        Files.createSymbolicLink(meta(), Path.of("/dev/zero"));
        assertListedWithoutMeta();
    }

    @Test
    void a_meta_file_of_any_size_costs_bounded_memory() throws Exception {
        recordedWithoutMeta();
        Files.writeString(meta(), "{\"duration\":\"1\"}" + " ".repeat(8 << 20));
        assertListedWithoutMeta();
    }

    @Test
    void the_index_is_a_witness_whatever_stands_in_the_place_of_the_meta_file() throws Exception {
        recordedWithoutMeta();
        fifo(meta());
        RecordingStore store = new RecordingStore(directory.resolve("index"));
        assertThat(store.verify(directory.resolve("web.cast").toString()).verdict())
                .isEqualTo(Verdict.INTACT);
    }

    @Test
    void a_recording_that_is_a_fifo_or_a_link_is_refused() throws Exception {
        Path file = directory.resolve("web.cast");
        fifo(file);
        assertThatThrownBy(() -> StoredFile.open(file)).hasMessageContaining("web.cast: it is a FIFO");
        Files.delete(file);
        Files.createSymbolicLink(file, Path.of("/dev/zero"));
        assertThatThrownBy(() -> StoredFile.open(file)).hasMessageContaining("web.cast: it is a symbolic link");
    }

    @Test
    void only_the_recordings_of_a_directory_are_asked_for_when_it_is_tidied() throws Exception {
        recordedWithoutMeta();
        Path index = directory.resolve("index");
        Files.createFile(index.resolve("own.cast"));
        RecordingCatalog catalog = RecordingCatalog.read(index);
        assertThat(catalog.all()).hasSize(2);
        assertThat(catalog.in(index))
                .singleElement()
                .satisfies(info -> assertThat(info.file()).isEqualTo(index.resolve("own.cast")));
    }

    @Test
    void what_fails_leaves_what_was_there_before_and_nothing_else() throws Exception {
        Path file = directory.resolve("web.cast");
        Files.createDirectory(directory.resolve("web.cast.audit"));
        assertThatThrownBy(() -> Recorded.in(directory)).isInstanceOf(RefusedException.class);
        assertThat(file).doesNotExist();

        Files.createFile(file);
        assertThatThrownBy(() -> Recorded.in(directory)).isInstanceOf(RefusedException.class);
        assertThat(file).isEmptyFile();
        assertNothingIsOpen();
    }

    @Test
    void what_is_undone_leaves_what_was_there_before_empty_and_removes_the_rest() throws Exception {
        Path file = Files.createFile(directory.resolve("web.cast"));
        RecordingFiles files =
                RecordingFiles.create(Recorded.request(directory, Input.OFF), Recorded.WHO, warning -> {});
        try (CastWriter writer = files.writer()) {
            writer.begin("{}\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            files.discard(e -> {});
        }
        assertThat(file).isEmptyFile();
        assertThat(directory.resolve("web.cast.audit")).doesNotExist();
        assertNothingIsOpen();
    }

    private void assertNothingIsOpen() throws IOException {
        List<Path> open = new ArrayList<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                if (Files.isSymbolicLink(descriptor)) { // the listing's own one is gone
                    open.add(Files.readSymbolicLink(descriptor));
                }
            }
        }
        assertThat(open).noneMatch(path -> path.startsWith(directory));
    }
}
