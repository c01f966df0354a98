package dev.cleat.engine.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.linux.Fd;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameFileTest {

    @TempDir
    Path folder;

    private static byte[] frame(long micros, char kind, byte[] bytes) {
        return ByteBuffer.allocate(13 + bytes.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(bytes.length)
                .putLong(micros)
                .put((byte) kind)
                .put(bytes)
                .array();
    }

    private List<String> read() throws Exception {
        List<String> frames = new ArrayList<>();
        try (Fd directory = Fd.open(folder, Fd.O_RDONLY | Fd.O_DIRECTORY, 0)) {
            FrameFile.read(directory, "x", f -> frames.add(f.micros() + "" + f.kind() + new String(f.bytes())));
        }
        return frames;
    }

    @Test
    void the_file_that_was_full_comes_first() throws Exception {
        Files.write(folder.resolve("x.frames.1"), frame(1, 'o', "a".getBytes()));
        Files.write(folder.resolve("x.frames"), frame(2, 'r', "bc".getBytes()));
        assertThat(read()).containsExactly("1oa", "2rbc");
    }

    @Test
    void of_a_file_that_was_cut_the_whole_frames_are_read() throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(frame(1, 'o', "a".getBytes()));
        all.writeBytes(frame(2, 'o', "bcd".getBytes()));
        for (int length = 14; length < all.size(); length++) {
            Files.write(folder.resolve("x.frames"), Arrays.copyOf(all.toByteArray(), length));
            assertThat(read()).containsExactly("1oa");
        }
        Files.write(folder.resolve("x.frames"), frame(1, 'o', new byte[0]));
        assertThat(read()).containsExactly("1o");
    }

    @Test
    void what_came_before_both_files_is_told_first_whatever_the_newer_one_says_in_between() throws Exception {
        Files.write(
                folder.resolve("x.frames.1"), concat(frame(1, 'L', "old".getBytes()), frame(1, 'o', "a".getBytes())));
        Files.write(folder.resolve("x.frames"), concat(frame(2, 'L', "all".getBytes()), frame(3, 'o', "b".getBytes())));
        assertThat(read()).containsExactly("1lall", "1oa", "3ob");
    }

    private static byte[] concat(byte[] first, byte[] second) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(first);
        both.writeBytes(second);
        return both.toByteArray();
    }

    @Test
    void without_a_file_there_are_none() throws Exception {
        assertThat(read()).isEmpty();
    }

    /** A length that is a lie must cost no memory. */
    @Test
    void a_frame_that_claims_more_than_there_is_is_the_end() throws Exception {
        byte[] lie = frame(1, 'o', new byte[1]);
        ByteBuffer.wrap(lie).order(ByteOrder.LITTLE_ENDIAN).putInt(Integer.MAX_VALUE);
        Files.write(folder.resolve("x.frames"), lie);
        assertThat(read()).isEmpty();
        ByteBuffer.wrap(lie).order(ByteOrder.LITTLE_ENDIAN).putInt(-1);
        Files.write(folder.resolve("x.frames"), lie);
        assertThat(read()).isEmpty();
    }
}
