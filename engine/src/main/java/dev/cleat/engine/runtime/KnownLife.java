package dev.cleat.engine.runtime;

import dev.cleat.engine.cgroup.FrozenFlag;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.FileLock;
import dev.cleat.engine.linux.PidFd;
import dev.cleat.engine.procfs.ProcessStat;
import dev.cleat.engine.state.SavedContainer;
import dev.cleat.engine.state.StateStore;
import java.io.IOException;
import java.util.Optional;

/**
 * A life of a container of ours whose init lived when it was looked at, for whoever looks once a second: from the second look
 * on its lock, its init and its freezer stay open, and whether all is as it was takes four system calls. Thread-safe.
 */
final class KnownLife implements AutoCloseable {

    private final SavedContainer saved;
    private final Object fingerprint;
    private final Optional<FrozenFlag> frozen;
    private Fd lock;
    private PidFd init;

    /**
     * @param fingerprint of what was saved, {@link StateStore#fingerprint}
     * @param frozen of its cgroup; empty for one without a freezer
     */
    KnownLife(SavedContainer saved, Object fingerprint, Optional<FrozenFlag> frozen) {
        this.saved = saved;
        this.fingerprint = fingerprint;
        this.frozen = frozen;
    }

    SavedContainer saved() {
        return saved;
    }

    /**
     * True when it is this life still: nothing else was saved since, its init is alive and its lock held. The lock is asked
     * too, because an init may outlive a keeper that was killed, frozen or under a profile.
     */
    synchronized boolean goesOn(StateStore states, Procfs procfs) {
        boolean same =
                states.fingerprint(saved.name()).filter(fingerprint::equals).isPresent();
        try {
            return same && isInitAlive(procfs) && isHeld(states);
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isInitAlive(Procfs procfs) throws ErrnoException {
        if (init == null) {
            Optional<PidFd> living = PidFd.ofLiving(saved.pid());
            if (living.isEmpty() || !isInit(procfs)) {
                living.ifPresent(PidFd::close);
                return false;
            }
            init = living.get();
        }
        return !init.hasEnded();
    }

    /** Asked with the descriptor in hand: the pid can be nobody else's in between. */
    private boolean isInit(Procfs procfs) {
        return procfs.stat(saved.pid())
                .filter(stat -> stat.startTicks() == saved.pidStartTime())
                .filter(ProcessStat::isAlive)
                .isPresent();
    }

    private boolean isHeld(StateStore states) throws IOException {
        if (lock == null) {
            lock = states.lockOf(saved.name());
        }
        return FileLock.isHeldByOther(lock);
    }

    /** Errors: none; false for one that has ended. */
    boolean isFrozen() {
        return frozen.isPresent() && frozen.get().isFrozen();
    }

    /** What is open is opened again when it is asked for. */
    @Override
    public synchronized void close() {
        if (lock != null) {
            lock.close();
            lock = null;
        }
        if (init != null) {
            init.close();
            init = null;
        }
        frozen.ifPresent(FrozenFlag::close);
    }
}
