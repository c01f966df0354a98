package dev.cleat.cli;

import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.DefinitionSummary;
import dev.cleat.engine.api.Runtime;
import dev.cleat.engine.api.Usage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rows for definitions that are stored and were not started since the host booted. */
final class StoredRows {

    private StoredRows() {}

    /** {@code containers}, and among ours a row for each stored definition that none of them is of. */
    static List<ContainerSummary> added(List<ContainerSummary> containers, List<DefinitionSummary> definitions) {
        Set<String> names = new HashSet<>();
        List<ContainerSummary> ours = new ArrayList<>();
        List<ContainerSummary> others = new ArrayList<>();
        for (ContainerSummary container : containers) {
            if (container.isOurs()) {
                names.add(container.name());
            }
            (container.isOurs() ? ours : others).add(container);
        }
        for (DefinitionSummary definition : definitions) {
            if (!definition.sample() && names.add(definition.name())) {
                ours.add(row(definition));
            }
        }
        ours.sort(ContainerSummary.BY_NAME);
        ours.addAll(others);
        return ours;
    }

    private static ContainerSummary row(DefinitionSummary definition) {
        return new ContainerSummary(
                definition.name(),
                ContainerState.STOPPED,
                0,
                Runtime.CLEAT,
                Optional.empty(),
                Usage.NONE,
                Map.of(),
                0,
                Optional.empty(),
                Optional.of(definition.file()),
                0);
    }
}
