package dev.cleat.engine.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.Bench;
import dev.cleat.engine.testing.EngineProgram;
import dev.cleat.engine.testing.TestContainer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A console log on a disk that can be looked at from below: an ext4 in a file, mounted where the keeper is. */
@Timeout(120)
class ConsoleLogDiskIT {

    private static final Duration SOON = Awaiting.slowly(Duration.ofSeconds(15)); // the kernel by itself waits 30 s

    @TempDir
    Path directory;

    @Test
    void what_is_to_be_synced_is_on_the_disk_while_the_container_runs() throws Exception {
        assumeTrue(Files.exists(Path.of("/dev/loop-control")), "needs loop devices");
        Path image = directory.resolve("image");
        Path disk = Files.createDirectory(directory.resolve("disk"));
        run(List.of("sh", "-c", "truncate -s 16M \"$1\" && mkfs.ext4 -q -F \"$1\"", "sh", image.toString()));
        try (Bench bench = new Bench(directory)) {
            TestContainer container = bench.define("""
                    rootfs: host
                    process: {command: [/bin/sh, -c, "echo marker-of-the-console; exec sleep 1000"]}
                    console: {log: {file: %s/log, sync: 20ms}}
                    stop: {action: kill}
                    """.formatted(disk));
            List<String> line = new ArrayList<>(List.of("unshare", "-m", "sh", "-c"));
            line.addAll(List.of("mount -o loop \"$1\" \"$2\" && shift 2 && \"$@\"", "sh"));
            line.addAll(List.of(image.toString(), disk.toString()));
            line.addAll(EngineProgram.commandLine(bench, "run", container.name()));
            run(line);

            Awaiting.until("the console's output on the disk", SOON, () -> {
                return Files.readString(image, StandardCharsets.ISO_8859_1).contains("marker-of-the-console");
            });
        }
    }

    private static void run(List<String> line) throws Exception {
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(Awaiting.endOf(process)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }
}
