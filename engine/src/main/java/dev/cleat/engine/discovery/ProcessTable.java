package dev.cleat.engine.discovery;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.procfs.ProcessStat;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Every process of this host, looked at as little as possible.
 *
 * <p>That a process is one known already is told by the list of /proc itself. Its namespaces and parent can still change
 * (unshare(2), setns(2)), so a young process is read anew each time, an old one every sixteenth time.
 */
final class ProcessTable {
    private static final long YOUNG_TICKS = 5 * ProcessStat.TICKS_PER_SECOND;
    private static final int ROUNDS = 16;

    /** What tells that nobody was born may be an emulation that is some seconds old (lxcfs). */
    private static final int LISTED_EVERY = 4;

    private static final long KERNEL_THREADS_PARENT = 2;

    private final Procfs procfs;
    private Map<Long, ProcessEntry> entries = new HashMap<>();
    private Optional<String> lastBirth = Optional.empty();
    private int round;

    ProcessTable(Procfs procfs) {
        this.procfs = procfs;
    }

    /** Looks at /proc. */
    void refresh() {
        long now = procfs.uptimeTicks();
        round = (round + 1) % ROUNDS;
        Optional<String> birth = procfs.lastBirth(); // before the list: who is born meanwhile is found next time
        if (birth.isPresent() && birth.equals(lastBirth) && round % LISTED_EVERY != 0) {
            lookAgain(now);
        } else {
            list(now);
        }
        lastBirth = birth;
    }

    private void list(long now) {
        var current = new HashMap<Long, ProcessEntry>(2 * entries.size());
        procfs.processes(
                (pid, inode) -> look(entries.get(pid), pid, inode, now).ifPresent(entry -> current.put(pid, entry)));
        entries = current;
    }

    /** The list would be the same, and making it takes the kernel longer than all else here. */
    private void lookAgain(long now) {
        entries.entrySet().removeIf(slot -> {
            ProcessEntry known = slot.getValue();
            Optional<ProcessEntry> entry = look(known, known.pid, known.inode, now);
            entry.ifPresent(slot::setValue);
            return entry.isEmpty();
        });
    }

    private Optional<ProcessEntry> look(ProcessEntry known, long pid, long inode, long now) {
        boolean old = known != null && known.inode == inode && now - known.startTicks >= YOUNG_TICKS;
        if (old && known.pid % ROUNDS != round && isStillThere(known)) {
            return Optional.of(known);
        }
        Optional<ProcessEntry> fresh = read(pid, inode);
        return old ? fresh.map(entry -> known.isSameAs(entry) ? known : entry) : fresh;
    }

    /** The init of a container may be a zombie by now, which has no namespaces any more; for others it does not matter. */
    private boolean isStillThere(ProcessEntry known) {
        return known.container().isEmpty()
                || procfs.namespace(known.pid, NamespaceType.MNT).orElse(0) == known.mountNamespace;
    }

    private Optional<ProcessEntry> read(long pid, long inode) {
        Optional<ProcessStat> stat = procfs.stat(pid).filter(ProcessStat::isAlive);
        if (stat.isEmpty()) {
            return Optional.empty();
        }
        boolean kernelThread = stat.get().parentPid() == KERNEL_THREADS_PARENT;
        return Optional.of(new ProcessEntry(
                pid,
                inode,
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
