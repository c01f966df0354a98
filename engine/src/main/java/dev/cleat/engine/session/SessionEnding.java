package dev.cleat.engine.session;

import dev.cleat.engine.cgroup.Cgroups;
import dev.cleat.engine.cgroup.SessionLeaf;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.PidFd;
import dev.cleat.engine.linux.Signals;
import dev.cleat.engine.procfs.ProcessStat;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Ends one session and what it started: everything in its cgroup, where it has one of its own; everywhere its command, the
 * processes of its terminal's session (setsid(2)) and what descends from them. Without the cgroup a daemon that has left all
 * of that behind is not found.
 */
public final class SessionEnding {

    private static final Duration LAST_PATIENCE = Duration.ofSeconds(5);
    private static final long GLANCE_NANOS = 5_000_000;

    private final Cgroups cgroups;
    private final Procfs procfs;
    private final SavedSession session;

    public SessionEnding(Cgroups cgroups, Procfs procfs, SavedSession session) {
        this.cgroups = cgroups;
        this.procfs = procfs;
        this.session = session;
    }

    /**
     * SIGHUP to all, as a terminal that hangs up sends it, and SIGKILL to those that are left after {@code grace}.
     *
     * @param lives whether somebody holds the session yet
     * @return false when something is left after all
     */
    public boolean run(Duration grace, BooleanSupplier lives) {
        if (!grace.isZero()) {
            send(this::processes, Signals.HUP, Signals.CONT); // one that is stopped hears of it only then
            if (isOver(grace, lives)) {
                return true;
            }
        }
        kill();
        return isOver(LAST_PATIENCE, lives);
    }

    private boolean isOver(Duration bound, BooleanSupplier lives) {
        long deadline = System.nanoTime() + bound.toNanos();
        while (lives.getAsBoolean() || !processes().isEmpty()) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            LockSupport.parkNanos(GLANCE_NANOS);
        }
        return true;
    }

    private void kill() {
        Optional<SessionLeaf> leaf = leaf();
        boolean done = leaf.filter(SessionLeaf::kill).isPresent();
        if (leaf.isPresent() && !done) {
            leaf.get().frozen(() -> send(leaf.get()::processes, Signals.KILL));
        }
        send(this::processes, Signals.KILL);
    }

    private Optional<SessionLeaf> leaf() {
        return session.cgroup().flatMap(cgroups::openLeaf);
    }

    /** Host pids of what is left of it. */
    public List<Long> processes() {
        TreeSet<Long> found = new TreeSet<>();
        leaf().ifPresent(own -> found.addAll(own.processes()));
        if (isCommand()) {
            found.add(session.pid());
            addDescendants(found);
        }
        return List.copyOf(found);
    }

    /** The pid may be another process's by now. */
    private boolean isCommand() {
        return session.pid() > 1
                && procfs.stat(session.pid())
                        .filter(stat -> stat.isAlive() && stat.startTicks() == session.startTicks())
                        .isPresent();
    }

    private void addDescendants(TreeSet<Long> found) {
        List<ProcessStat> all = Arrays.stream(procfs.pids())
                .mapToObj(procfs::stat)
                .flatMap(Optional::stream)
                .filter(ProcessStat::isAlive)
                .toList();
        boolean isGrowing = true;
        while (isGrowing) {
            isGrowing = false;
            for (ProcessStat stat : all) {
                boolean isOurs = stat.sessionId() == session.pid() || found.contains(stat.parentPid());
                isGrowing |= isOurs && found.add(stat.pid());
            }
        }
    }

    private static void send(Supplier<List<Long>> whose, int... signals) {
        try {
            PidFd.signalEach(whose, signals);
        } catch (ErrnoException e) {
            // Not ours: whoever asked is told what lives on.
        }
    }
}
