package dev.cleat.engine.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.testing.Awaiting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is recorded on a disk that can be looked at from below, and that can fail: an ext4 in a file, mounted in a namespace. */
@Timeout(120)
class RecordingDiskIT {

    private static final Duration SOON = Awaiting.slowly(Duration.ofSeconds(15)); // the kernel by itself waits 30 s

    @TempDir
    Path directory;

    private Path image;

    @BeforeEach
    void a_disk_in_a_file() throws Exception {
        assumeTrue(Credentials.effectiveUid() == 0, "needs root");
        assumeTrue(Files.exists(Path.of("/dev/loop-control")), "needs loop devices");
        image = directory.resolve("image");
        Process made = new ProcessBuilder(
                        "sh", "-c", "truncate -s 16M \"$1\" && mkfs.ext4 -q -F \"$1\"", "sh", image.toString())
                .redirectErrorStream(true)
                .start();
        assertThat(end(made)).isEmpty();
    }

    @Test
    void what_is_to_be_synced_is_on_the_disk_while_the_session_goes_on() throws Exception {
        Process recorder = onDisk("sync");
        assertThat(recorder.getInputStream().read()).isEqualTo('\n');

        Awaiting.until("recording and log on the disk", SOON, () -> {
            String disk = Files.readString(image, StandardCharsets.ISO_8859_1);
            return disk.contains(DiskProgram.RECORDED) && disk.contains(DiskProgram.LOGGED);
        });
        recorder.getOutputStream().close();
        assertThat(end(recorder)).isEmpty();
    }

    @Test
    void a_disk_that_fails_costs_bytes_that_are_told_and_the_session_goes_on() throws Exception {
        Process recorder = onDisk("fail");
        assertThat(recorder.getInputStream().read()).isEqualTo('\n');
        recorder.getOutputStream().close();

        assertThat(end(recorder))
                .contains("cannot write " + disk().resolve("web.cast") + ": EIO")
                .contains("the session goes on, what it shows meanwhile is missing there")
                .containsPattern("web\\.cast lacks \\d+ bytes that could not be written")
                .contains("cannot write " + disk().resolve("log") + ": EIO")
                .contains("log lacks 80 bytes that could not be written")
                .contains("cannot write " + disk().resolve("web.cast.meta.json"));
    }

    private Path disk() {
        return directory.resolve("disk");
    }

    private Process onDisk(String mode) throws IOException {
        Files.createDirectory(disk());
        String script = "mount -o loop \"$1\" \"$2\" && chmod 755 \"$2\" && shift 2 && \"$@\"";
        List<String> line = new ArrayList<>(
                List.of("unshare", "-m", "sh", "-c", script, "sh", image.toString(), disk().toString()));
        line.addAll(DiskProgram.commandLine(disk(), mode));
        return new ProcessBuilder(line).redirectErrorStream(true).start();
    }

    private static String end(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(Awaiting.endOf(process)).isTrue();
        assertThat(process.exitValue()).as(out).isZero();
        return out;
    }
}
