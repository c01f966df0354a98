package dev.cleat.engine.runtime;

import dev.cleat.engine.api.AutostartEntry;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.definition.Definition;
import dev.cleat.engine.definition.DefinitionReader;
import dev.cleat.engine.definition.Life.RestartPolicy;
import dev.cleat.engine.runtime.OurContainers.Ours;
import dev.cleat.engine.storage.Definitions.Found;
import dev.cleat.engine.storage.LocalDefinitionFiles;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What is started with the host, in which order: by number, then by name, and what another one needs before that one. */
final class AutostartOrder {

    private final Parts parts;
    private final DefinitionReader reader = new DefinitionReader(new LocalDefinitionFiles());

    AutostartOrder(Parts parts) {
        this.parts = parts;
    }

    /** <b>Errors.</b> {@link HostLimitException} when some depend on each other in a circle. */
    List<AutostartEntry> entries() throws ContainerException {
        Map<String, AutostartEntry> marked = new TreeMap<>();
        for (Found found : parts.definitions.all()) {
            if (!found.sample()) {
                definition(found).ifPresent(definition -> marked.put(definition.name(), entry(definition)));
            }
        }
        List<AutostartEntry> byNumber = new ArrayList<>(marked.values());
        byNumber.sort(Comparator.comparingInt(AutostartEntry::order));
        Set<AutostartEntry> ordered = new LinkedHashSet<>();
        for (AutostartEntry entry : byNumber) {
            add(entry, marked, ordered, new ArrayDeque<>());
        }
        return List.copyOf(ordered);
    }

    private Optional<Definition> definition(Found found) {
        if (!found.problems().isEmpty()) {
            parts.warnings.accept(found.name() + " is left out: its definition is not valid");
            return Optional.empty();
        }
        return reader.tryRead(found.file())
                .definition()
                .filter(definition -> definition.life().autostart().enabled() && !isLeftAlone(definition));
    }

    /** {@code unless-stopped}: who stopped it wanted it to stay so. */
    private boolean isLeftAlone(Definition definition) {
        return definition.life().restart().policy() == RestartPolicy.UNLESS_STOPPED
                && parts.stopped.isStopped(definition.name());
    }

    private AutostartEntry entry(Definition definition) {
        return new AutostartEntry(
                definition.name(),
                definition.description().groups(),
                definition.life().autostart().order(),
                definition.life().autostart().delay(),
                List.copyOf(definition.life().autostart().dependsOn().keySet()),
                parts.ours.find(definition.name()).map(Ours::state).orElse(ContainerState.STOPPED));
    }

    private static void add(
            AutostartEntry entry, Map<String, AutostartEntry> marked, Set<AutostartEntry> ordered, Deque<String> path)
            throws HostLimitException {
        if (ordered.contains(entry)) {
            return;
        }
        if (path.contains(entry.name())) {
            path.addLast(entry.name());
            List<String> circle = List.copyOf(path);
            throw new HostLimitException(
                    "these depend on each other: "
                            + String.join(" on ", circle.subList(circle.indexOf(entry.name()), circle.size())),
                    "remove one of them from autostart.dependsOn");
        }
        path.addLast(entry.name());
        for (String needed : entry.dependsOn()) {
            if (marked.containsKey(needed)) {
                add(marked.get(needed), marked, ordered, path);
            }
        }
        path.removeLast();
        ordered.add(entry);
    }
}
