package dev.cleat.engine.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.RecordingChoice.Input;
import dev.cleat.engine.api.RefusedException;
import dev.cleat.engine.api.TerminalSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RecordingTest {

    @TempDir
    Path directory;

    @Test
    void its_header_says_who_did_what_where() throws Exception {
        try (Recorded session = Recorded.in(directory)) {
            session.ends(0);
            assertThat(session.lines().get(0))
                    .startsWith("{\"version\":2,\"width\":80,\"height\":24,\"timestamp\":1772600767,"
                            + "\"title\":\"attach web as ada\",\"command\":\"sh -c 'echo it'\\\\''s'\",\"env\":{")
                    .contains("\"x_session\":{\"id\":\"01931f5e-7c00-7abc-8def-0123456789ab\",\"kind\":\"attach\","
                            + "\"container\":\"web\",\"container_id\":\"0f1e2d3c4b5a\",\"init_pid\":4242,\"host\":\"harbour\",\"boot_id\":\"b00t\","
                            + "\"user\":\"ada\",\"uid\":0,\"loginuid\":1000,\"sudo_user\":\"ada\","
                            + "\"sudo_chain\":[\"ada\",\"root\"],"
                            + "\"client_tty\":\"/dev/pts/3\",\"ssh\":\"192.0.2.1 50000 192.0.2.2 22\","
                            + "\"argv\":[\"sh\",\"-c\",\"echo it's\"],\"cwd\":\"/root\",\"run_uid\":0,\"run_gid\":0,"
                            + "\"namespaces\":[\"mnt\",\"pid\"],\"elevated\":[],\"reason\":\"ticket 7\","
                            + "\"start\":\"2026-03-04T05:06:07.123456789Z\","
                            + "\"tool\":\"cleat/0.1\",\"input\":\"off\"}");
        }
    }

    @Test
    void what_happens_is_a_line_each_and_the_exit_code_the_last() throws Exception {
        try (Recorded session = Recorded.in(directory)) {
            session.shows("a\u001b[1mb\"\\\r\n\t\u0007\u007f");
            session.recording.resized(Recorded.SIZE);
            session.recording.resized(new TerminalSize(40, 120));
            session.recording.marker("here");
            session.ends(3);
            assertThat(session.records())
                    .containsExactly(
                            "\"o\", \"a\\u001b[1mb\\\"\\\\\\r\\n\\t\\u0007\\u007f\"",
                            "\"r\", \"120x40\"",
                            "\"m\", \"here\"",
                            "\"x\", \"3\"");
            assertThat(session.lines().get(1)).matches("\\[\\d+\\.\\d{6}, \"o\", .*]");
        }
    }

    @Test
    void a_character_that_comes_in_two_reads_is_one() throws Exception {
        try (Recorded session = Recorded.in(directory)) {
            byte[] euro = "€".getBytes(StandardCharsets.UTF_8);
            session.shows(new byte[] {'x', euro[0]});
            session.recording.marker("between");
            session.shows(new byte[] {euro[1], euro[2]}).ends(0);
            assertThat(session.records())
                    .containsExactly("\"o\", \"x\"", "\"m\", \"between\"", "\"o\", \"€\"", "\"x\", \"0\"");
        }
    }

    @Test
    void bytes_that_are_no_text_are_replaced_there_and_exact_in_the_audit_file() throws Exception {
        try (Recorded session = Recorded.in(directory)) {
            session.shows(new byte[] {'a', (byte) 0xff, 'b', (byte) 0xed, (byte) 0xa0, (byte) 0x80, 0})
                    .ends(0);
            assertThat(session.records().get(0)).isEqualTo("\"o\", \"a\ufffdb\ufffd\ufffd\ufffd\\u0000\"");
            assertThat(Files.readString(session.audit()))
                    .contains("\"seq\":1,\"off\":")
                    .contains("\"bin\":\"Yf9i7aCAAA==\"");
        }
    }

    @Test
    void the_meta_file_is_there_at_the_end_with_the_hash_of_the_whole() throws Exception {
        try (Recorded session = Recorded.in(directory)) {
            session.shows("hello");
            assertThat(session.meta()).doesNotExist();
            session.ends(7);
            String sha = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(session.file)));
            assertThat(Files.readString(session.meta()))
                    .contains(
                            "\"sha256\":\"" + sha + "\"",
                            "\"exit\":{\"code\":7,\"reason\":\"exit\"}",
                            "\"bytes_out\":5");
            assertThat(Files.readAllLines(directory.resolve("index/sessions.jsonl")))
                    .satisfiesExactly(
                            start -> assertThat(start)
                                    .startsWith("{\"event\":\"start\",")
                                    .contains("\"user\":\"ada\""),
                            end -> assertThat(end)
                                    .startsWith("{\"event\":\"end\",")
                                    .contains(sha));
        }
    }

    @Test
    void its_files_are_for_their_owner_only_whatever_the_umask() throws Exception {
        try (Recorded session = Recorded.in(directory)) {
            session.ends(0);
            for (Path file :
                    List.of(session.file, session.audit(), session.meta(), directory.resolve("index/sessions.jsonl"))) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("index"))))
                    .isEqualTo("rwx------");
        }
    }

    @Test
    void a_symbolic_link_a_second_name_and_a_directory_are_refused() throws Exception {
        Path file = directory.resolve("web.cast");
        Files.createSymbolicLink(file, directory.resolve("target"));
        assertRefused("it is a symbolic link");
        assertThat(directory.resolve("target")).doesNotExist();

        Files.delete(file);
        Files.createLink(file, Files.createFile(directory.resolve("other")));
        assertRefused("it has 2 hard links");

        Files.delete(file);
        Files.createDirectory(file);
        assertRefused("it is a directory");
    }

    @Test
    void a_fifo_is_refused_and_does_not_hang() throws Exception {
        new ProcessBuilder("mkfifo", directory.resolve("web.cast").toString())
                .start()
                .waitFor();
        assertRefused("it is a FIFO or a socket");
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> Recorded.in(directory))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("cannot record to " + directory.resolve("web.cast") + ": " + reason);
    }

    @Test
    void a_file_that_another_session_writes_or_wrote_is_left_alone() throws Exception {
        try (Recorded session = Recorded.in(directory)) {
            session.shows("first");
            assertThatThrownBy(() -> Recorded.in(directory))
                    .isInstanceOf(BusyException.class)
                    .hasMessageContaining("another session writes it");
            session.ends(0);
            byte[] before = Files.readAllBytes(session.file);
            assertThatThrownBy(() -> Recorded.in(directory))
                    .isInstanceOf(BusyException.class)
                    .hasMessageContaining("it holds something already");
            assertThat(Files.readAllBytes(session.file)).isEqualTo(before);
        }
    }

    @Test
    void too_little_free_space_is_told_before_anything_begins() {
        RecordingRequest any = Recorded.request(directory, Input.OFF);
        RecordingRequest request = Recorded.with(any, any.file(), any.directory(), any.keeping(), Long.MAX_VALUE);
        assertThatThrownBy(() -> Recorded.of(request))
                .isInstanceOf(HostLimitException.class)
                .hasMessageContaining("KiB are free there");
        assertThat(any.file()).doesNotExist();
    }

    @Test
    void what_no_recording_may_hold_is_not_in_the_words_of_its_command_either() throws Exception {
        try (Recorded session = Recorded.of(
                Recorded.request(directory, Input.OFF, Pattern.compile("echo it"), Pattern.compile("ticket [0-9]+")))) {
            session.ends(0);

            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(Files.readString(file)).as(file.toString()).doesNotContain("echo it", "ticket 7");
                }
            }
            assertThat(session.lines().get(0)).contains("*******");
        }
    }

    @Test
    void typed_keys_are_recorded_but_not_what_the_terminal_hides() throws Exception {
        try (Recorded session = Recorded.of(Recorded.request(directory, Input.MASKED))) {
            session.types("ls\r", true)
                    .shows("a b\r\n")
                    .types("hunter2\r", false)
                    .ends(0);
            assertThat(session.records())
                    .containsExactly(
                            "\"i\", \"ls\\r\"", "\"o\", \"a b\\r\\n\"", "\"i\", \"*******\\r\"", "\"x\", \"0\"");
        }
    }

    @Test
    void what_is_typed_at_a_prompt_for_a_password_is_masked_until_the_end_of_the_line() throws Exception {
        try (Recorded session = Recorded.of(Recorded.request(directory, Input.MASKED))) {
            session.shows("\u001b[1m[sudo] password for ada: \u001b[0m");
            session.types("hun", true).types("ter2\rid\r", true).ends(0);
            assertThat(Files.readString(session.file))
                    .doesNotContain("hun")
                    .doesNotContain("ter2")
                    .contains("*\\rid\\r");
        }
    }

    /** The container chooses what looks like a prompt: who wants everything gets everything. */
    @Test
    void with_full_nothing_that_is_typed_is_masked() throws Exception {
        try (Recorded session = Recorded.of(Recorded.request(directory, Input.FULL))) {
            session.shows("password: ")
                    .types("rm -rf /\r", true)
                    .types("hunter2\r", false)
                    .ends(0);
            assertThat(session.records())
                    .containsExactly(
                            "\"o\", \"password: \"", "\"i\", \"rm -rf /\\r\"", "\"i\", \"hunter2\\r\"", "\"x\", \"0\"");
        }
    }

    @Test
    void one_that_does_not_begin_leaves_nothing() throws Exception {
        RecordingRequest request = Recorded.request(directory, Input.OFF);
        try (Recording recording = Recording.open(request, Recorded.WHO, Recorded.SIZE, warning -> {})) {
            assertThat(request.file()).exists();
        }
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void what_happened_earlier_is_told_at_its_time_and_what_comes_then_after_it() throws Exception {
        try (Recorded session = Recorded.in(directory)) {
            Recording.Earlier earlier = session.recording.earlier();
            earlier.marker(0, "nobody was there");
            earlier.resized(2_000_000, new TerminalSize(40, 120));
            earlier.output(3_000_000, "hello".getBytes(StandardCharsets.US_ASCII));
            earlier.marker(4_000_000, "LOST 3 bytes");
            assertThat(earlier.end()).isTrue();
            assertThat(session.lines().stream().skip(1))
                    .containsExactly(
                            "[0.000000, \"m\", \"nobody was there\"]",
                            "[2.000000, \"r\", \"120x40\"]",
                            "[3.000000, \"o\", \"hello\"]",
                            "[4.000000, \"m\", \"LOST 3 bytes\"]");
            session.recording.marker("now");
            session.ends(0);
            assertThat(session.lines().get(5)).startsWith("[4.").endsWith(", \"m\", \"now\"]");
        }
    }

    @Test
    void what_a_rule_names_is_written_as_asterisks() throws Exception {
        Pattern token = Pattern.compile("ghp_[A-Za-z0-9]+");
        try (Recorded session = Recorded.of(Recorded.request(directory, Input.FULL, token))) {
            session.shows("token ghp_abc123 ok").types("ghp_abc123\r", true).ends(0);
            assertThat(Files.readString(session.file)).doesNotContain("abc123").contains("token ********** ok");
        }
    }

    @Test
    void a_text_that_looks_like_a_record_is_text() throws Exception {
        String forged = "[0.1, \"o\", \"x\"]\n{\"version\": 2}\nScript done on 2026\n";
        try (Recorded session = Recorded.in(directory)) {
            session.shows(forged).ends(0);
            assertThat(session.records()).hasSize(2);
        }
    }
}
