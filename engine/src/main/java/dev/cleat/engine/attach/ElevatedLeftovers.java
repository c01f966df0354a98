package dev.cleat.engine.attach;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.plan.InitContext;
import dev.cleat.engine.procfs.ProcessStat;
import dev.cleat.engine.procfs.ProcessStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Processes that an elevated session has left behind: a daemon that was restarted with {@code -e} keeps privileges which its
 * container has not (lxc-attach(1), "SECURITY").
 */
final class ElevatedLeftovers {

    private static final int MOST_NAMED = 8;

    private final Procfs procfs;
    private final Set<NamespaceType> joined;
    private final InitContext init;
    private final long since;

    /** @param since clock ticks after boot; only what began later is looked at */
    ElevatedLeftovers(Procfs procfs, Set<NamespaceType> joined, InitContext init, long since) {
        this.procfs = procfs;
        this.joined = Set.copyOf(joined);
        this.init = init;
        this.since = since;
    }

    /** What to say about them; empty when there are none. */
    Optional<String> describe(String container) {
        List<String> found = new ArrayList<>();
        for (long pid : procfs.pids()) {
            if (isYoung(pid) && isInside(pid) && hasMore(pid)) {
                found.add(pid
                        + procfs.status(pid)
                                .map(ProcessStatus::name)
                                .map(name -> " (" + name + ")")
                                .orElse(""));
            }
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        String rest = found.size() > MOST_NAMED ? " and " + (found.size() - MOST_NAMED) + " more" : "";
        return Optional.of("this session had privileges that " + container
                + " has not, and what it started lives on with them: "
                + String.join(", ", found.subList(0, Math.min(found.size(), MOST_NAMED))) + rest);
    }

    private boolean isYoung(long pid) {
        return procfs.stat(pid)
                .filter(ProcessStat::isAlive)
                .filter(stat -> stat.startTicks() >= since)
                .isPresent();
    }

    private boolean isInside(long pid) {
        return joined.stream().anyMatch(type -> {
            Long namespace = init.namespaces().get(type);
            var own = procfs.namespace(pid, type);
            return namespace != null && own.isPresent() && own.getAsLong() == namespace;
        });
    }

    private boolean hasMore(long pid) {
        return procfs.status(pid)
                .filter(status ->
                        (status.capabilities().bounding() & ~init.capabilities().bounding()) != 0)
                .isPresent();
    }
}
