package dev.cleat.engine.runtime;

import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.cgroup.Cgroups;
import dev.cleat.engine.cgroup.FrozenFlag;
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
final class OurContainers implements AutoCloseable {

    /** What is kept open of a life. */
    private static final int DESCRIPTORS = 3;

    private final StateStore states;
    private final Cgroups cgroups;
    private final Procfs procfs;
    private final UnseenEnd unseenEnd;
    private final Consumer<String> warnings;
    private final long keptOpen;
    private final Map<String, KnownLife> known = new ConcurrentHashMap<>();

    OurContainers(StateStore states, Cgroups cgroups, Procfs procfs, UnseenEnd unseenEnd, Consumer<String> warnings) {
        this.states = states;
        this.cgroups = cgroups;
        this.procfs = procfs;
        this.unseenEnd = unseenEnd;
        this.warnings = warnings;
        this.keptOpen = procfs.openFilesLimit() / 8 / DESCRIPTORS; // the figures of as many take half of it
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
            for (String name : states.names(known::containsKey)) {
                find(name).ifPresent(all::add);
            }
            return all;
        } catch (IOException e) {
            throw new HostLimitException("cannot read the state directory: " + e.getMessage(), null, e);
        }
    }

    /** The one called {@code name}. */
    Optional<Ours> find(String name) {
        KnownLife last = known.get(name);
        if (last != null && last.goesOn(states, procfs)) {
            Ours ours = new Ours(last.saved(), frozenOr(last.saved(), last.isFrozen()));
            if (known.size() > keptOpen) {
                last.close();
            }
            return Optional.of(ours);
        }
        forget(name);
        Optional<Object> fingerprint = states.fingerprint(name); // before it is read, so that a later save is seen
        Optional<Ours> found = look(name);
        found.filter(Ours::hasInit)
                .ifPresent(ours -> fingerprint.ifPresent(f -> remember(new KnownLife(
                        ours.saved(), f, cgroups.frozenFlag(ours.saved().cgroups())))));
        return found;
    }

    private void remember(KnownLife life) {
        replaced(known.put(life.saved().name(), life));
    }

    private void forget(String name) {
        replaced(known.remove(name));
    }

    private static void replaced(KnownLife life) {
        if (life != null) {
            life.close();
        }
    }

    /** Closes what is kept open of those that run. */
    @Override
    public void close() {
        List.copyOf(known.keySet()).forEach(this::forget);
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
        return isInitAlive(saved) ? frozenOr(saved, isFrozen(saved)) : ContainerState.STOPPING;
    }

    private boolean isInitAlive(SavedContainer saved) {
        return procfs.stat(saved.pid())
                .filter(stat -> stat.startTicks() == saved.pidStartTime())
                .filter(ProcessStat::isAlive)
                .isPresent();
    }

    private boolean isFrozen(SavedContainer saved) {
        Optional<FrozenFlag> flag = cgroups.frozenFlag(saved.cgroups());
        try {
            return flag.filter(FrozenFlag::isFrozen).isPresent();
        } finally {
            flag.ifPresent(FrozenFlag::close);
        }
    }

    private static ContainerState frozenOr(SavedContainer saved, boolean frozen) {
        return frozen && saved.state() == ContainerState.RUNNING ? ContainerState.FROZEN : saved.state();
    }
}
