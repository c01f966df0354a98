package dev.cleat.engine.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.testing.Bench;
import dev.cleat.engine.testing.EngineProgram;
import dev.cleat.engine.testing.TestContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who records nothing pays for nothing. */
@Timeout(120)
class UnrecordedSessionIT {

    private static final List<String> UNWANTED = List.of(
            "dev.cleat.engine.recording.",
            "dev.cleat.engine.attach.SessionRecordings",
            "dev.cleat.engine.definition.RecordingPolicy",
            "dev.cleat.engine.definition.RawLogLimits",
            "dev.cleat.engine.definition.HostConfig",
            "dev.cleat.engine.screen.",
            "org.jline.",
            "com.fasterxml.jackson.dataformat.yaml");

    @Test
    void an_attach_that_is_not_recorded_loads_nothing_that_records_or_reads_a_configuration(@TempDir Path directory)
            throws Exception {
        Path loaded = directory.resolve("loaded");
        try (Bench bench = new Bench(directory)) {
            TestContainer container = bench.sleeper().start();
            List<String> words = new ArrayList<>(EngineProgram.commandLine(
                    bench, "attach", container.name(), "FORCE", "-", "/bin/sh", "-c", "echo hello"));
            words.add(words.indexOf("-cp"), "-Xlog:class+load:file=" + loaded);
            Process attach = new ProcessBuilder(words)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .start();
            assertThat(new String(attach.getInputStream().readAllBytes())).contains("hello");
            assertThat(attach.waitFor()).isZero();
        }
        List<String> lines = Files.readAllLines(loaded);
        assertThat(lines).anySatisfy(line -> assertThat(line).contains("dev.cleat.engine.attach.SessionCapture "));
        assertThat(lines.stream().filter(line -> UNWANTED.stream().anyMatch(line::contains)))
                .isEmpty();
    }
}
