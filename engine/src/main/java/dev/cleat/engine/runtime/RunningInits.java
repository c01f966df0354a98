package dev.cleat.engine.runtime;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.discovery.FoundContainer;
import dev.cleat.engine.runtime.OurContainers.Ours;
import dev.cleat.engine.start.SharedNamespaces.Init;
import dev.cleat.engine.start.SharedNamespaces.InitFinder;
import java.io.IOException;
import java.util.Optional;

/** The inits of running containers, ours by name, then those of others by name or id. */
final class RunningInits implements InitFinder {

    private final OurContainers ours;
    private final ForeignContainers foreign;

    RunningInits(OurContainers ours, ForeignContainers foreign) {
        this.ours = ours;
        this.foreign = foreign;
    }

    @Override
    public Init initOf(String container) throws IOException {
        try {
            Optional<Ours> own = ours.find(container);
            if (own.isPresent() && own.get().hasInit()) {
                return new Init(own.get().saved().pid(), own.get().saved().pidStartTime());
            }
            Optional<FoundContainer> other = foreign.find(container);
            if (other.isPresent()) {
                return new Init(other.get().pid(), other.get().startTicks());
            }
            throw new IOException(
                    own.isPresent() ? container + " is not running" : "there is no container called " + container);
        } catch (ContainerException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /** Empty when it does not run: whoever needs it says so later. */
    Optional<Long> pidOf(String container) {
        try {
            return Optional.of(initOf(container).pid());
        } catch (IOException notRunning) {
            return Optional.empty();
        }
    }
}
