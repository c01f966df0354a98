package dev.cleat.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.remote.LogMirror.Piece;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log of another host, as that one tells it. */
class LogMirrorTest {

    @TempDir
    Path folder;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void what_was_written_since_the_last_look_is_added_and_a_rotated_log_begins_anew() throws Exception {
        byte[][] log = {bytes("one\n")};
        LogMirror mirror = new LogMirror(
                offset -> {
                    int from = (int) (offset < 0 || offset > log[0].length ? 0 : offset);
                    return new Piece(log[0].length, from, java.util.Arrays.copyOfRange(log[0], from, log[0].length));
                },
                folder.resolve("log"));
        assertThat(mirror.fetched()).hasContent("one\n");
        log[0] = bytes("one\ntwo\n");
        assertThat(mirror.fetched()).hasContent("one\ntwo\n");
        log[0] = bytes("new\n");
        assertThat(mirror.fetched()).hasContent("new\n");
    }

    @Test
    void a_log_that_always_has_more_is_left_after_a_while() throws Exception {
        int[] asked = {0};
        LogMirror mirror = new LogMirror(
                offset -> {
                    asked[0]++;
                    return new Piece(Long.MAX_VALUE, Math.max(0, offset), new byte[LogMirror.PIECE]);
                },
                folder.resolve("log"));
        for (int look = 0; look < 5; look++) {
            mirror.fetched();
            assertThat(Files.size(folder.resolve("log"))).isLessThan(32L << 20);
        }
        assertThat(asked[0]).isBetween(5, 50);
    }

    @Test
    void however_many_logs_are_looked_at_so_many_copies_are_on_the_disk_the_latest() throws Exception {
        LogMirrors mirrors = new LogMirrors();
        for (int i = 0; i < 3 * LogMirrors.MOST; i++) {
            mirrors.of("c" + i, name -> new LogMirror(offset -> new Piece(1, 0, bytes("x")), folder.resolve(name)))
                    .fetched();
        }
        assertThat(folder.toFile().list()).hasSize(LogMirrors.MOST).contains("c" + (3 * LogMirrors.MOST - 1));
    }

    @Test
    void a_piece_that_is_larger_than_asked_for_or_lies_nowhere_is_refused() {
        String tooLarge = java.util.Base64.getEncoder().encodeToString(new byte[LogMirror.PIECE + 1]);
        for (Map<String, Object> wrong : List.of(
                Map.<String, Object>of("size", 1L, "from", 0L, "data", "?"),
                Map.<String, Object>of("size", 9_999_999L, "from", 0L, "data", tooLarge),
                Map.<String, Object>of("size", 1L, "from", Long.MAX_VALUE, "data", ""))) {
            assertThatThrownBy(() -> Piece.of(new FarAnswer(0, "", wrong, "", 0)))
                    .isInstanceOf(StrangeAnswerException.class);
        }
    }
}
