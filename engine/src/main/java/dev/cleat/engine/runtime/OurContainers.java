package dev.cleat.engine.runtime;

import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.cgroup.Cgroups;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.procfs.ProcessStat;
import dev.cleat.engine.state.SavedContainer;
import dev.cleat.engine.state.StateStore;
import dev.cleat.engine.stop.UnseenEnd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** The containers that Cleat started, as they are now: what was saved, held against lock, process and freezer. */
final class OurContainers {

    private final StateStore states;
    private final Cgroups cgroups;
    private final Procfs procfs;
    private final UnseenEnd unseenEnd;
    private final Consumer<String> warnings;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    OurContainers(StateStore states, Cgroups cgroups, Procfs procfs, UnseenEnd unseenEnd, Consumer<String> warnings) {
        this.states = states;
        this.cgroups = cgroups;
        this.procfs = procfs;
        this.unseenEnd = unseenEnd;
        this.warnings = warnings;
    }

    /** One container of ours. */
    record Ours(SavedContainer saved, ContainerState state) {
        boolean hasInit() {
            return state == ContainerState.RUNNING || state == ContainerState.FROZEN;
        }
    }

    /** All of them, by name. */
    List<Ours> all() throws HostLimitException {
        try {
            List<Ours> all = new ArrayList<>();
            for (String name : states.names()) {
                find(name).ifPresent(all::add);
            }
            return all;
        } catch (IOException e) {
            throw new HostLimitException("cannot read the state directory: " + e.getMessage(), null, e);
        }
    }

    /** What was read of one whose init lived then. */
    private record Known(Object fingerprint, SavedContainer saved) {}

    /** The one called {@code name}. */
    Optional<Ours> find(String name) {
        Optional<Object> fingerprint = states.fingerprint(name);
        Known last = known.get(name);
        if (last != null
                && fingerprint.filter(last.fingerprint()::equals).isPresent()
                && isInitAlive(last.saved())
                && states.isHeld(name)) {
            // The lock is asked too: an init may outlive a keeper that was killed, frozen or under a profile.
            return Optional.of(new Ours(last.saved(), frozenOr(last.saved())));
        }
        known.remove(name);
        Optional<Ours> found = look(name);
        found.filter(Ours::hasInit)
                .ifPresent(ours -> fingerprint.ifPresent(f -> known.put(name, new Known(f, ours.saved()))));
        return found;
    }

    private Optional<Ours> look(String name) {
        boolean held = states.isHeld(name);
        if (!held) {
            settle(name);
        }
        return states.read(name).map(saved -> new Ours(saved, held ? state(saved) : ContainerState.STOPPED));
    }

    /** A life that ended unseen is tidied up by whoever looks first. */
    void settle(String name) {
        try {
            unseenEnd.settle(name).ifPresent(warnings);
        } catch (IOException e) {
            warnings.accept("cannot tidy up after " + name + ": " + e.getMessage());
        }
    }

    /** Of one whose lock is held. */
    private ContainerState state(SavedContainer saved) {
        if (saved.pid() == 0 || states.readExit(saved.name()).isPresent()) {
            return saved.pid() == 0 ? ContainerState.STARTING : ContainerState.STOPPING;
        }
        return isInitAlive(saved) ? frozenOr(saved) : ContainerState.STOPPING;
    }

    private boolean isInitAlive(SavedContainer saved) {
        return procfs.stat(saved.pid())
                .filter(stat -> stat.startTicks() == saved.pidStartTime())
                .filter(ProcessStat::isAlive)
                .isPresent();
    }

    private ContainerState frozenOr(SavedContainer saved) {
        if (saved.state() == ContainerState.RUNNING && cgroups.isFrozen(saved.cgroups())) {
            return ContainerState.FROZEN;
        }
        return saved.state();
    }
}
