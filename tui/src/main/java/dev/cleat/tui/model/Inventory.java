package dev.cleat.tui.model;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.DefinitionSummary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What this host has, as last read.
 *
 * @param known false until the first list came
 * @param histories by container name; of listed containers only
 * @param problem why the last list could not be read
 */
public record Inventory(
        boolean known,
        List<ContainerSummary> containers,
        List<DefinitionSummary> definitions,
        Map<String, History> histories,
        Optional<Failure> problem) {

    public static final Inventory EMPTY = new Inventory(false, List.of(), List.of(), Map.of(), Optional.empty());

    /** With a fresh list; each figure is added to its container's history. */
    public Inventory withContainers(List<ContainerSummary> fresh) {
        Map<String, History> next = new HashMap<>();
        for (ContainerSummary container : fresh) {
            next.put(container.name(), history(container.name()).plus(container.usage()));
        }
        return new Inventory(true, List.copyOf(fresh), definitions, next, Optional.empty());
    }

    public Inventory withDefinitions(List<DefinitionSummary> fresh) {
        return new Inventory(known, containers, List.copyOf(fresh), histories, problem);
    }

    public Inventory withProblem(Failure failure) {
        return new Inventory(true, containers, definitions, histories, Optional.of(failure));
    }

    public Optional<ContainerSummary> find(String name) {
        return containers.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    public History history(String name) {
        return histories.getOrDefault(name, History.EMPTY);
    }

    public boolean anythingRuns() {
        return containers.stream().anyMatch(c -> c.state().isLive());
    }

    /** The sample a newcomer starts first. */
    public Optional<DefinitionSummary> hello() {
        return definitions.stream()
                .filter(d -> d.sample() && d.problems().isEmpty() && d.name().equals("hello"))
                .findFirst();
    }
}
