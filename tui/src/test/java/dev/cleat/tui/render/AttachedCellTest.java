package dev.cleat.tui.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Runtime;
import dev.cleat.engine.api.Usage;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttachedCellTest {

    @ParameterizedTest
    @CsvSource({"0, 0, -", "2, 0, 2", "3, 1, 2+1", "1, 1, +1"})
    void operators_and_sessions_that_run_on_alone_are_told_apart(int live, int detached, String text) {
        ContainerSummary row = new ContainerSummary(
                "web",
                ContainerState.RUNNING,
                1,
                Runtime.CLEAT,
                Optional.empty(),
                Usage.NONE,
                Map.of(),
                0,
                Optional.empty(),
                Optional.empty(),
                live,
                detached);
        assertThat(ContainerCells.attached(row).text()).isEqualTo(text);
    }
}
