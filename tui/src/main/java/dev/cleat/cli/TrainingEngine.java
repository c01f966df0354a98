package dev.cleat.cli;

import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.RefusingEngine;
import dev.cleat.engine.api.Runtime;
import dev.cleat.engine.api.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The engine of the archive's training run: one container that nobody can touch, so that the console has a row to draw. */
final class TrainingEngine extends RefusingEngine {

    private static final String NAME = "training";

    private static final ContainerSummary ROW = new ContainerSummary(
            NAME,
            ContainerState.RUNNING,
            1,
            Runtime.UNKNOWN,
            Optional.of(Instant.EPOCH),
            Usage.NONE,
            Map.of(),
            0,
            Optional.empty(),
            Optional.empty(),
            0);

    @Override
    public List<ContainerSummary> list() {
        return List.of(ROW);
    }

    @Override
    public OperatorTerminal openTerminal() {
        return new TrainingTerminal(NAME);
    }
}
