package dev.cleat.engine.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.ContainerLog;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.Bench;
import dev.cleat.engine.testing.TestContainer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the keeper notes about when it wrote to a console's log. Each line says itself, in milliseconds, when it was printed. */
@Timeout(120)
class LogTimesIT {

    /** Nothing is noted sooner after the last note, and milliseconds are cut. */
    private static final long DISTANCE = 101;

    @TempDir
    Path directory;

    private static int check(ContainerLog log, Path file, Instant seen) throws Exception {
        long inode = ((Number) Files.getAttribute(file, "unix:ino")).longValue();
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        int lines = 0;
        for (int at = 0; at < text.length(); at = text.indexOf('\n', at) + 1, lines++) {
            String line = text.substring(at, text.indexOf('\n', at));
            if (line.startsWith("at ")) {
                long printed = Long.parseLong(line.split(" ")[1]);
                assertThat(log.times().written(inode, at))
                        .as(line)
                        .hasValueSatisfying(
                                time -> assertThat(time).isBetween(Instant.ofEpochMilli(printed - DISTANCE), seen));
            }
        }
        return lines;
    }

    @Test
    void each_line_has_its_time_also_where_the_log_is_turned_over_and_in_the_next_life() throws Exception {
        try (Bench bench = new Bench(directory)) {
            TestContainer container = bench.define("""
                    rootfs: host
                    process:
                      command:
                        - /bin/sh
                        - -c
                        - |
                          for i in 1 2 3 4 5 6 7 8 9; do
                            for j in 1 2 3 4 5 6 7 8 9; do
                              printf 'at %s %0100d\\n' $(date +%s%3N) 0
                            done
                            sleep 0.05
                          done
                    console: {log: {maxSize: 4K, keep: 9}}
                    """);
            for (int life = 0; life < 2; life++) {
                container.start();
                container.awaitExit();
                ContainerLog log = bench.engine().consoleLog(container.name());
                Instant seen = Instant.now();
                int lines = check(log, log.file(), seen);
                Path older = log.file().resolveSibling(log.file().getFileName() + ".1");
                assertThat(older).exists();
                for (int number = 1; Files.exists(older); number++) {
                    lines += check(log, older, seen);
                    older = log.file().resolveSibling(log.file().getFileName() + "." + (number + 1));
                }
                assertThat(lines).isGreaterThan(80);
            }
        }
    }

    @Test
    void a_place_that_cannot_be_written_keeps_nobody_from_starting() throws Exception {
        try (Bench bench = new Bench(directory)) {
            TestContainer container = bench.define("""
                    rootfs: host
                    process: {command: [/bin/sh, -c, "echo here; exec sleep 1000"]}
                    stop: {action: kill}
                    """);
            Path logs = Files.createDirectories(bench.path().resolve("logs"));
            Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
            Files.createSymbolicLink(logs.resolve("times"), elsewhere);
            container.start();
            container.awaitLog("here");
            ContainerLog log = bench.engine().consoleLog(container.name());
            long inode = ((Number) Files.getAttribute(log.file(), "unix:ino")).longValue();
            assertThat(log.times().written(inode, 0)).isEqualTo(Optional.empty());
            assertThat(elsewhere).isEmptyDirectory();
            Awaiting.until("running", () -> container.pid() > 0);
        }
    }
}
