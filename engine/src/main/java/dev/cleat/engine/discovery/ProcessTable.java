package dev.cleat.engine.discovery;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.procfs.ProcessStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Every process of this host, looked at as little as possible.
 *
 * <p>Of a process known already, one stat(2) of /proc/PID tells that it is the same. Its namespaces and parent can still change
 * (unshare(2), setns(2)), so a young process is read anew each time, an old one every sixteenth time.
 */
final class ProcessTable {
    private static final long YOUNG_TICKS = 5 * ProcessStat.TICKS_PER_SECOND;
    private static final int ROUNDS = 16;
    private static final long KERNEL_THREADS_PARENT = 2;

    private final Procfs procfs;
    private final Path root;
    private Map<Long, ProcessEntry> entries = new HashMap<>();
    private int round;

    ProcessTable(Procfs procfs) {
        this.procfs = procfs;
        this.root = procfs.root();
    }

    /** Looks at /proc. */
    void refresh() {
        var current = new HashMap<Long, ProcessEntry>(2 * entries.size());
        long now = procfs.uptimeTicks();
        round = (round + 1) % ROUNDS;
        for (long pid : procfs.pids()) {
            look(pid, now).ifPresent(entry -> current.put(pid, entry));
        }
        entries = current;
    }

    private Optional<ProcessEntry> look(long pid, long now) {
        Object identity;
        try {
            identity = Files.readAttributes(root.resolve(Long.toString(pid)), BasicFileAttributes.class)
                    .fileKey();
        } catch (IOException e) {
            // Ended since the directory was listed.
            return Optional.empty();
        }
        ProcessEntry known = entries.get(pid);
        boolean old = known != null && known.identity.equals(identity) && now - known.startTicks >= YOUNG_TICKS;
        if (old && known.pid % ROUNDS != round && isStillThere(known)) {
            return Optional.of(known);
        }
        Optional<ProcessEntry> fresh = read(pid, identity);
        return old ? fresh.map(entry -> known.isSameAs(entry) ? known : entry) : fresh;
    }

    /** The init of a container may be a zombie by now, which has no namespaces any more; for others it does not matter. */
    private boolean isStillThere(ProcessEntry known) {
        return known.container().isEmpty()
                || procfs.namespace(known.pid, NamespaceType.MNT).orElse(0) == known.mountNamespace;
    }

    private Optional<ProcessEntry> read(long pid, Object identity) {
        Optional<ProcessStat> stat = procfs.stat(pid).filter(ProcessStat::isAlive);
        if (stat.isEmpty()) {
            return Optional.empty();
        }
        boolean kernelThread = stat.get().parentPid() == KERNEL_THREADS_PARENT;
        return Optional.of(new ProcessEntry(
                pid,
                identity,
                stat.get().parentPid(),
                stat.get().startTicks(),
                stat.get().command(),
                kernelThread ? 0 : procfs.namespace(pid, NamespaceType.PID).orElse(0),
                kernelThread ? 0 : procfs.namespace(pid, NamespaceType.MNT).orElse(0)));
    }

    Collection<ProcessEntry> all() {
        return entries.values();
    }

    Optional<ProcessEntry> find(long pid) {
        return Optional.ofNullable(entries.get(pid));
    }
}
