package dev.cleat.engine.runtime;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.cgroup.Cgroups;
import dev.cleat.engine.discovery.Discovery;
import dev.cleat.engine.discovery.FoundContainer;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.stop.ForeignTarget;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The containers of other runtimes, told apart from ours. */
final class ForeignContainers {

    private final Discovery discovery;
    private final OurContainers ours;
    private final Procfs procfs;
    private final Cgroups cgroups;

    ForeignContainers(Discovery discovery, OurContainers ours, Procfs procfs, Cgroups cgroups) {
        this.discovery = discovery;
        this.ours = ours;
        this.procfs = procfs;
        this.cgroups = cgroups;
    }

    List<FoundContainer> all() throws ContainerException {
        return all(ours.all());
    }

    /** @param own all of ours, which are left out */
    List<FoundContainer> all(List<OurContainers.Ours> own) {
        Set<Long> inits = own.stream()
                .filter(OurContainers.Ours::hasInit)
                .map(one -> one.saved().pid())
                .collect(Collectors.toSet());
        return discovery.containers(inits, names(own));
    }

    private static Set<String> names(List<OurContainers.Ours> own) {
        return own.stream().map(one -> one.saved().name()).collect(Collectors.toSet());
    }

    /** By the name the list shows, or by the id its runtime knows it by; what we call one of ours is never another's. */
    Optional<FoundContainer> find(String name) throws ContainerException {
        List<OurContainers.Ours> own = ours.all();
        if (names(own).contains(name)) {
            return Optional.empty();
        }
        List<FoundContainer> all = all(own);
        return all.stream()
                .filter(found -> found.name().equals(name))
                .findFirst()
                .or(() -> all.stream().filter(found -> found.id().equals(name)).findFirst());
    }

    /** True when its runtime has stopped all of it for a while. */
    boolean isFrozen(FoundContainer found) {
        return procfs.cgroup(found.pid()).filter(cgroups::isFrozen).isPresent();
    }

    static ForeignTarget target(FoundContainer found) {
        return new ForeignTarget(
                found.name(), found.runtime(), found.id(), found.home(), found.pid(), found.startTicks());
    }
}
