package dev.cleat.engine.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.api.RecordingChoice.Input;
import dev.cleat.engine.api.RefusedException;
import dev.cleat.engine.api.VerifyReport;
import dev.cleat.engine.api.VerifyReport.Verdict;
import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.linux.Fd;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Full disks, limits, death, floods, and what others do to the files meanwhile. */
@Timeout(120)
class RecordingTroubleTest {

    @TempDir
    Path directory;

    @Test
    void of_a_recorder_that_was_killed_all_is_there_but_the_last_moment() throws Exception {
        Process recorder = start(RecorderProgram.commandLine(directory.toString(), "forever"));
        long said = 0;
        try (BufferedReader out = recorder.inputReader()) {
            while (said < 1500) {
                said = Long.parseLong(out.readLine());
            }
        }
        recorder.destroyForcibly().waitFor();

        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        store().writeBytes(cast(), shown);
        Matcher last = Pattern.compile("line (\\d+)\r\n\\z").matcher(shown.toString(StandardCharsets.UTF_8));
        assertThat(last.find()).isTrue();
        assertThat(Long.parseLong(last.group(1))).isGreaterThan(said - 500); // a line every 2 ms: one second
        VerifyReport report = store().verify(cast());
        assertThat(report.verdict()).isEqualTo(Verdict.TRUNCATED);
        assertThat(report.text()).matches("truncated, chain ok to #\\d+");
        assertThat(report.records()).isPositive();
        assertThat(store().list())
                .singleElement()
                .satisfies(
                        info -> assertThat(info.state()).isEqualTo(dev.cleat.engine.api.RecordingInfo.State.TRUNCATED));
    }

    @Test
    void a_full_disk_costs_bytes_that_are_counted_and_told_and_nothing_is_half_there() throws Exception {
        assumeTrue(Credentials.effectiveUid() == 0, "needs root");
        Path disk = Files.createDirectory(directory.resolve("disk"));
        Path kept = Files.createDirectory(directory.resolve("kept"));
        String script =
                "mount -t tmpfs -o size=192k,mode=755 tmpfs \"$1\" && head -c 65536 /dev/zero >\"$1/filler\" && disk=$1 kept=$2"
                        + " && shift 2 && \"$@\"; cp \"$disk\"/web.cast* \"$kept\"";
        List<String> line =
                new ArrayList<>(List.of("unshare", "-m", "sh", "-c", script, "sh", disk.toString(), kept.toString()));
        line.addAll(RecorderProgram.commandLine(disk.toString(), "full"));
        String told = end(start(line));

        assertThat(told).contains("web.cast: ENOSPC").contains("the session goes on");
        Path file = kept.resolve("web.cast");
        String cast = Files.readString(file);
        assertThat(cast).endsWith("\n").contains("the last word");
        long lost = Pattern.compile("\"m\", \"LOST (\\d+) bytes: ENOSPC\"")
                .matcher(cast)
                .results()
                .mapToLong(mark -> Long.parseLong(mark.group(1)))
                .sum();
        assertThat(lost).isPositive();
        ByteArrayOutputStream shown = new ByteArrayOutputStream();
        store().writeBytes(file.toString(), shown);
        long given = 4095L * (lost / 4095) + shown.size();
        assertThat((given - "the last word".length()) % 4095).isZero();
        assertThat(store().verify(file.toString()).text()).startsWith("intact");
        assertThat(store().verify(file.toString()).notes()).contains(lost + " bytes of the session are missing");
        assertThat(store().find(file.toString()).lostBytes()).isEqualTo(lost);
    }

    @Test
    void a_limit_on_file_sizes_costs_bytes_as_a_full_disk_does() throws Exception {
        Process recorder = start(RecorderProgram.commandLine(directory.toString(), "limit"));
        assertThat(recorder.getInputStream().read()).isEqualTo('\n');
        new ProcessBuilder("prlimit", "--pid", Long.toString(recorder.pid()), "--fsize=65536")
                .start()
                .waitFor();
        recorder.getOutputStream().close();
        String told = end(recorder);

        assertThat(told).contains("web.cast: EFBIG");
        assertThat(Files.readString(directory.resolve("web.cast"))).endsWith("]\n");
        assertThat(Files.readString(directory.resolve("web.cast.meta.json"))).containsPattern("\"lost\":[1-9]");
    }

    @Test
    void where_the_session_then_ends_nobody_says_that_it_goes_on() throws Exception {
        Path file = Files.createFile(directory.resolve("unwritable"));
        Piece piece = new Piece(Piece.Kind.OUTPUT, 1, 0);
        piece.bytes[piece.extend(1)] = 'x';
        for (boolean stops : new boolean[] {true, false}) {
            List<String> warnings = new ArrayList<>();
            Redaction nothing = new Redaction(List.of());
            try (CastWriter writer = new CastWriter(
                    "x.cast",
                    Fd.open(file, Fd.O_RDONLY, 0),
                    Fd.open(file, Fd.O_RDONLY, 0),
                    nothing,
                    java.util.Optional.empty(),
                    warnings::add,
                    stops)) {
                writer.write(piece);
                assertThat(writer.whyLost().orElseThrow()).startsWith("EBADF");
                assertThat(warnings).hasSize(stops ? 0 : 1);
            }
        }
    }

    @Test
    void a_flood_of_any_bytes_costs_bounded_memory_and_comes_back_exactly() throws Exception {
        String told = end(start(RecorderProgram.commandLine(directory.toString(), "flood", "128")));

        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        store().writeBytes(
                        cast(), new java.security.DigestOutputStream(java.io.OutputStream.nullOutputStream(), digest));
        assertThat(told.strip()).isEqualTo(HexFormat.of().formatHex(digest.digest()));
        assertThat(store().verify(cast()).verdict()).isEqualTo(Verdict.INTACT);
    }

    @Test
    void a_directory_that_is_replaced_meanwhile_gets_nothing() throws Exception {
        Path own = Files.createDirectory(directory.resolve("own"));
        Path moved = directory.resolve("moved");
        try (Recorded session = Recorded.in(own)) {
            session.shows("hello");
            Files.move(own, moved);
            Files.createDirectory(own);
            session.ends(0);
            assertThat(own.resolve("web.cast.meta.json")).doesNotExist();
            assertThat(moved.resolve("web.cast.meta.json")).exists();
        }
    }

    @Test
    void a_file_that_was_removed_meanwhile_is_told_at_the_end() throws Exception {
        try (Recorded session = Recorded.in(directory)) {
            session.shows("hello");
            Files.delete(session.file);
            session.ends(0);
            assertThat(session.warnings)
                    .anySatisfy(warning -> assertThat(warning).contains("web.cast was removed during the session"));
        }
    }

    @Test
    void a_file_of_somebody_else_is_refused_even_when_anybody_may_write_it() throws Exception {
        assumeTrue(Credentials.effectiveUid() == 0, "needs root");
        Path file = Files.createFile(directory.resolve("web.cast"));
        Files.setAttribute(file, "unix:uid", 65534);
        Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-rw-rw-"));
        assertThatThrownBy(() -> Recorded.in(directory))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("it belongs to uid 65534");
    }

    @Test
    void a_device_and_a_descriptor_by_its_name_in_proc_are_refused() {
        for (String name : List.of("/dev/full", "/proc/self/fd/1")) {
            RecordingRequest any = Recorded.request(directory, Input.OFF);
            RecordingRequest request = Recorded.with(any, Path.of(name), any.directory(), any.keeping(), 0);
            assertThatThrownBy(() -> Recorded.of(request)).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void what_is_no_recording_is_not_removed_as_one() throws Exception {
        Path file = Files.writeString(directory.resolve("letter"), "dear Ada");
        assertThatThrownBy(() -> store().remove(file.toString())).hasMessageContaining("is no asciicast");
        assertThat(file).exists();
    }

    private RecordingStore store() {
        return new RecordingStore(directory.resolve("index"));
    }

    private String cast() {
        return directory.resolve("web.cast").toString();
    }

    private static Process start(List<String> line) throws Exception {
        return new ProcessBuilder(line).redirectErrorStream(true).start();
    }

    private static String end(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(out).isZero();
        return out;
    }
}
