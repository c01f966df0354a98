package dev.cleat.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording is fetched from a host that may say anything. */
class RecordingCopyTest {

    private static final int PIECE = LogMirror.PIECE;

    @TempDir
    Path folder;

    private final AtomicInteger asked = new AtomicInteger();

    private Path file() {
        return folder.resolve("f1");
    }

    private LogMirror.Source of(byte[] content) {
        return offset -> {
            asked.incrementAndGet();
            int end = (int) Math.min(content.length, offset + PIECE);
            return new LogMirror.Piece(content.length, offset, Arrays.copyOfRange(content, (int) offset, end));
        };
    }

    @Test
    void it_comes_as_it_is_and_goes_with_who_looked_at_it() throws Exception {
        byte[] content = new byte[2 * PIECE + 7];
        content[PIECE + 3] = 'x';
        try (RecordingCopy copy = RecordingCopy.fetch(of(content), file())) {
            assertThat(Files.readAllBytes(copy.file())).isEqualTo(content);
        }
        assertThat(file()).doesNotExist();
        try (RecordingCopy empty = RecordingCopy.fetch(of(new byte[0]), file())) {
            assertThat(empty.file()).isEmptyFile();
        }
    }

    private void refused(LogMirror.Source source, String why) {
        assertThatThrownBy(() -> RecordingCopy.fetch(source, file())).hasMessageContaining(why);
        assertThat(file()).doesNotExist();
    }

    @Test
    void one_of_ten_gigabytes_is_refused_at_its_first_piece() {
        refused(
                offset -> {
                    asked.incrementAndGet();
                    return new LogMirror.Piece(10L << 30, offset, new byte[PIECE]);
                },
                "too large to be fetched: 10240 MiB and more");
        assertThat(asked).hasValue(1);
    }

    @Test
    void one_that_grows_faster_than_it_is_fetched_comes_to_an_end() {
        refused(
                offset -> {
                    asked.incrementAndGet();
                    return new LogMirror.Piece(offset + 2 * PIECE, offset, new byte[PIECE]);
                },
                "too large to be fetched");
        assertThat(asked.get()).isLessThan(70);
    }

    @Test
    void pieces_that_do_not_fit_are_refused() {
        refused(offset -> new LogMirror.Piece(9 * PIECE, offset, new byte[1]), "changes while it is read");
        refused(offset -> new LogMirror.Piece(9 * PIECE, offset, new byte[0]), "changes while it is read");
        refused(offset -> new LogMirror.Piece(9 * PIECE, 0, new byte[PIECE]), "changes while it is read");
    }

    @Test
    void one_that_unpacks_to_more_than_there_is_room_for_is_refused() throws Exception {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] zeros = new byte[1 << 20];
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            for (int i = 0; i < 600; i++) {
                out.write(zeros);
            }
        }
        assertThat(packed.size()).isLessThan(PIECE);
        refused(of(packed.toByteArray()), "too large to be fetched: 512 MiB and more");
        refused(of(Arrays.copyOf(packed.toByteArray(), 4000)), "cannot keep a copy of the recording");
    }
}
