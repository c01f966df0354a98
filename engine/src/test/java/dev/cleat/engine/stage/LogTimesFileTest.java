package dev.cleat.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.linux.FileStatus;
import dev.cleat.engine.stage.LogTimesFile.Note;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTimesFileTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    @TempDir
    Path directory;

    private Path file() {
        return directory.resolve("times").resolve("web.log");
    }

    private static FileStatus log(long inode, long size) {
        return new FileStatus(0100600, 1, 0, 0, inode, size, 0, 0);
    }

    @Test
    void what_is_noted_is_read_in_its_order_by_a_later_life_as_well() throws Exception {
        try (LogTimesFile first = LogTimesFile.open(file())) {
            first.noting(NOON, log(7, 0)).noting(NOON.plusSeconds(1), log(7, 80));
        }
        try (LogTimesFile second = LogTimesFile.open(file())) {
            second.noting(NOON.plusSeconds(2), log(8, 0));
        }
        assertThat(LogTimesFile.read(file()))
                .containsExactly(
                        new Note(1, NOON, 7, 0),
                        new Note(2, NOON.plusSeconds(1), 7, 80),
                        new Note(3, NOON.plusSeconds(2), 8, 0));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file().getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void it_never_grows_beyond_half_a_mebibyte_and_the_latest_notes_are_kept() throws Exception {
        try (LogTimesFile times = LogTimesFile.open(file())) {
            LogTimesFile next = times;
            for (int i = 0; i < 9000; i++) {
                next = next.noting(NOON.plusMillis(100L * i), log(7, i));
            }
        }
        assertThat(Files.size(file())).isEqualTo(1 << 19);
        List<Note> notes = LogTimesFile.read(file());
        assertThat(notes).hasSize(8192);
        assertThat(notes.get(8191)).isEqualTo(new Note(9000, NOON.plusMillis(899_900), 7, 8999));
    }

    @Test
    void what_is_no_note_is_left_out_and_written_over() throws Exception {
        try (LogTimesFile times = LogTimesFile.open(file())) {
            times.noting(NOON, log(7, 0));
        }
        byte[] bytes = Files.readAllBytes(file());
        Arrays.fill(bytes, 64, 4096, (byte) 0xa5);
        Files.write(file(), bytes);
        assertThat(LogTimesFile.read(file())).containsExactly(new Note(1, NOON, 7, 0));
        try (LogTimesFile times = LogTimesFile.open(file())) {
            times.noting(NOON.plusSeconds(5), log(7, 9));
        }
        assertThat(LogTimesFile.read(file())).hasSize(2);
        Files.write(file(), new byte[31]);
        assertThat(LogTimesFile.read(file())).isEmpty();
    }

    @Test
    void a_link_a_directory_and_a_file_with_two_names_are_not_written_to() throws Exception {
        Files.createDirectory(file().getParent());
        Path other = Files.writeString(directory.resolve("other"), "mine");
        Files.createSymbolicLink(file(), other);
        assertThatThrownBy(() -> LogTimesFile.open(file())).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> LogTimesFile.read(file())).isInstanceOf(IOException.class);
        Files.delete(file());
        Files.createLink(file(), other);
        assertThatThrownBy(() -> LogTimesFile.open(file())).hasMessageContaining("not a regular file");
        Files.delete(file());
        Files.createDirectory(file());
        assertThatThrownBy(() -> LogTimesFile.open(file())).isInstanceOf(IOException.class);
        assertThat(other).hasContent("mine");
    }

    @Test
    void a_link_in_place_of_its_directory_is_not_followed() throws Exception {
        Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
        Files.createSymbolicLink(file().getParent(), elsewhere);
        assertThatThrownBy(() -> LogTimesFile.open(file())).isInstanceOf(IOException.class);
        assertThat(elsewhere).isEmptyDirectory();
    }
}
