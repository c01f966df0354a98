package dev.cleat.engine.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.Bench;
import dev.cleat.engine.testing.EngineProgram;
import dev.cleat.engine.testing.TestContainer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever starts a container is killed, at every step once. */
@Timeout(120)
class StartKilledIT {

    @TempDir
    Path directory;

    private Bench bench;

    @BeforeEach
    void a_bench() {
        bench = new Bench(directory);
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        if (bench != null) {
            bench.close();
        }
    }

    @ParameterizedTest
    @EnumSource(StartStep.class)
    void a_start_whose_engine_is_killed_leaves_nothing_that_the_next_look_does_not_tidy_up(StartStep step)
            throws Exception {
        TestContainer container = bench.sleeper();

        killAt(step.name(), container);

        Awaiting.until(
                "no process of the stage", () -> container.stageProcesses().isEmpty());
        Awaiting.until(
                "no lock",
                () -> bench.engine().list().stream()
                        .filter(row -> row.name().equals(container.name()))
                        .allMatch(row -> row.state() == ContainerState.STOPPED));
        container.assertNothingLeft();
        assertThat(container.start().state()).isEqualTo(ContainerState.RUNNING);
    }

    @Test
    void a_container_runs_on_when_the_engine_that_started_it_is_killed() throws Exception {
        TestContainer container = bench.sleeper();

        killAt("the end", container);

        assertThat(bench.engine().list())
                .filteredOn(row -> row.name().equals(container.name()))
                .extracting(ContainerSummary::state)
                .containsExactly(ContainerState.RUNNING);
    }

    private void killAt(String step, TestContainer container) throws Exception {
        List<String> line = EngineProgram.commandLine(bench, "start", container.name(), step);
        Process program = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(said.readLine()).isEqualTo("at " + step);
        } finally {
            program.destroyForcibly().waitFor();
        }
    }
}
