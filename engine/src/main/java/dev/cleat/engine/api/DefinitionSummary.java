package dev.cleat.engine.api;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A definition file that can be started.
 *
 * @param name the container's name it gives
 * @param description its {@code description:}, empty text when none
 * @param sample true for those that ship with Cleat
 * @param problems empty when valid
 * @param lastStart when a container of that name was started last since the host booted
 * @param state of the container of that name now
 */
public record DefinitionSummary(
        String name,
        Path file,
        String description,
        boolean sample,
        List<Problem> problems,
        Optional<ContainerState> state,
        Optional<Instant> lastStart) {
    public DefinitionSummary {
        problems = List.copyOf(problems);
    }
}
