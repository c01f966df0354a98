package dev.cleat.engine.runtime;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.procfs.ProcessCgroup;
import dev.cleat.engine.procfs.ProcessStat;
import dev.cleat.engine.state.SavedContainer;
import dev.cleat.engine.usage.UsageTarget;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Namespaces and cgroups of inits, read as little as possible: an init that is some seconds old hardly ever goes elsewhere
 * (unshare(2), setns(2), cgroup.procs), so that it is looked at again every sixteenth time. Belongs to one list; thread-safe.
 */
final class InitPlaces {

    static final Place NOWHERE = new Place(Optional.empty(), Optional.empty(), Map.of());

    private static final long YOUNG_TICKS = 5 * ProcessStat.TICKS_PER_SECOND;
    private static final int ROUNDS = 16;

    private final Procfs procfs;
    private Map<Long, Known> last = new HashMap<>();
    private Map<Long, Known> current = new HashMap<>();
    private int round;
    private long now;

    InitPlaces(Procfs procfs) {
        this.procfs = procfs;
    }

    /**
     * Where an init is.
     *
     * @param target what is read for its figures; the same object as long as nothing has changed, so that it is found quickly
     */
    record Place(Optional<ProcessCgroup> cgroup, Optional<UsageTarget> target, Map<NamespaceType, Long> namespaces) {}

    private record Known(long startTicks, Place place) {}

    /** A list begins; who was not asked for since the last one did is forgotten. */
    synchronized void begin() {
        last = current;
        current = new HashMap<>(2 * last.size());
        round = (round + 1) % ROUNDS;
        now = procfs.uptimeTicks();
    }

    /** Where the init of a container of ours is. */
    synchronized Place of(SavedContainer saved) {
        long pid = saved.pid();
        Known known = last.get(pid);
        boolean old =
                known != null && known.startTicks() == saved.pidStartTime() && now - known.startTicks() >= YOUNG_TICKS;
        Place place = old && pid % ROUNDS != round ? known.place() : look(saved);
        if (known != null && known.place().equals(place)) {
            place = known.place();
        }
        current.put(pid, new Known(saved.pidStartTime(), place));
        return place;
    }

    private Place look(SavedContainer saved) {
        Optional<ProcessCgroup> cgroup = procfs.cgroup(saved.pid());
        return new Place(
                cgroup,
                cgroup.map(c -> new UsageTarget(saved.pid(), saved.pidStartTime(), OwnCgroup.of(saved, c))),
                Map.copyOf(procfs.namespaces(saved.pid())));
    }
}
