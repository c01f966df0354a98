package dev.cleat.engine.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.Bench;
import dev.cleat.engine.testing.EngineProgram;
import dev.cleat.engine.testing.TestContainer;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A console log on a disk that can be looked at from below: an ext4 in a file, mounted where the keeper is. */
@Timeout(120)
class ConsoleLogDiskIT {

    private static final Duration SOON = Awaiting.slowly(Duration.ofSeconds(15)); // the kernel by itself waits 30 s

    private static final Pattern LOST = Pattern.compile("\r\n--- LOST ([0-9]+) bytes ---\r\n");

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

    @Test
    void what_a_full_disk_swallows_is_counted_in_the_log_and_told_at_the_end() throws Exception {
        Path disk = Files.createDirectory(directory.resolve("disk"));
        try (Bench bench = new Bench(directory)) {
            String flood = "yes 123456 2>/dev/null | head -c 70000";
            TestContainer container = bench.define("""
                    rootfs: dir:%s
                    process: {command: [/bin/sh, -c, "trap 'echo after' USR1; trap '%s; exit 0' USR2; %s; touch /tmp/printed; while :; do sleep 1000 & wait $!; done"]}
                    console: {log: {file: %s/log}}
                    stop: {action: kill}
                    """.formatted(bench.rootfs(), flood, flood, disk));
            List<String> line = new ArrayList<>(List.of("unshare", "-m", "sh", "-c"));
            line.addAll(List.of(
                    "mount -t tmpfs -o size=64k none \"$1\" && head -c 30000 /dev/zero >\"$1/filler\" && shift && \"$@\"",
                    "sh"));
            line.add(disk.toString());
            line.addAll(EngineProgram.commandLine(bench, "run", container.name()));
            run(line);
            Path there = Path.of("/proc/" + container.saved().keeperPid() + "/root" + disk);
            Awaiting.until("all is printed", () -> Files.exists(bench.rootfs().resolve("tmp/printed")));
            try (RandomAccessFile log =
                    new RandomAccessFile(there.resolve("log").toFile(), "r")) {
                Files.delete(there.resolve("filler"));
                bench.engine().kill(container.name(), 10, false);
                Awaiting.until("after", () -> text(log).endsWith("after\r\n"));
                assertThat(shown(log) + told(log)).isEqualTo(80_000 + "after\r\n".length());
                assertThat(told(log)).isPositive();

                bench.engine().kill(container.name(), 12, false);
                container.awaitExit();

                long lost = 160_000 + "after\r\n".length() - shown(log);
                assertThat(lost).isGreaterThan(told(log));
                assertThat(bench.engine().why(container.name()).facts())
                        .containsEntry("console log", "lacks " + lost + " bytes that could not be written");
            }
        }
    }

    private static String text(RandomAccessFile log) throws Exception {
        byte[] bytes = new byte[(int) log.length()];
        log.seek(0);
        log.readFully(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static long shown(RandomAccessFile log) throws Exception {
        return LOST.matcher(text(log)).replaceAll("").length();
    }

    private static long told(RandomAccessFile log) throws Exception {
        return LOST.matcher(text(log))
                .results()
                .mapToLong(loss -> Long.parseLong(loss.group(1)))
                .sum();
    }

    private static void run(List<String> line) throws Exception {
        Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(Awaiting.endOf(process)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
    }
}
