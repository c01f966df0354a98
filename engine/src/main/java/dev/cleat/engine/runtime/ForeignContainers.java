package dev.cleat.engine.runtime;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.discovery.Discovery;
import dev.cleat.engine.discovery.FoundContainer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The containers of other runtimes, told apart from ours. */
final class ForeignContainers {

    private final Discovery discovery;
    private final OurContainers ours;

    ForeignContainers(Discovery discovery, OurContainers ours) {
        this.discovery = discovery;
        this.ours = ours;
    }

    List<FoundContainer> all() throws ContainerException {
        Map<Long, String> inits = ours.all().stream()
                .filter(OurContainers.Ours::hasInit)
                .collect(Collectors.toMap(
                        own -> own.saved().pid(), own -> own.saved().name()));
        return discovery.containers(inits);
    }

    /** By the name the list shows, or by the id its runtime knows it by. */
    Optional<FoundContainer> find(String name) throws ContainerException {
        List<FoundContainer> all = all();
        return all.stream()
                .filter(found -> found.name().equals(name))
                .findFirst()
                .or(() -> all.stream().filter(found -> found.id().equals(name)).findFirst());
    }
}
