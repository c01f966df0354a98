package dev.cleat.engine.stop;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.StepListener;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.engine.api.TimedOutException;
import dev.cleat.engine.api.WrongStateException;
import dev.cleat.engine.cgroup.CgroupException;
import dev.cleat.engine.cgroup.Cgroups;
import dev.cleat.engine.cgroup.ContainerCgroup;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.PidFd;
import dev.cleat.engine.linux.Signals;
import dev.cleat.engine.state.SavedContainer;
import dev.cleat.engine.state.SavedContainer.Waiting;
import java.io.IOException;
import java.time.Duration;

/**
 * Ends a container of ours. The keeper does the last part, as it does when init ends by itself: kills what is left in the
 * cgroup, writes exit.json, removes the cgroups, lets go of the lock. So a stop has ended when the keeper has.
 */
public final class ContainerStop {

    /** Whoever is not frozen dies of SIGKILL at once. */
    private static final Duration PROMPTLY = Duration.ofSeconds(1);

    /** After SIGKILL only a process stuck in the kernel lives on. */
    private static final Duration AFTER_KILL = Duration.ofSeconds(10);

    /** What is done when nothing of it runs any more takes as long as its hooks take. */
    private static final Duration HOOKS_AT_MOST = Duration.ofMinutes(5);

    private final Cgroups cgroups;
    private final Procfs procfs;

    public ContainerStop(Cgroups cgroups, Procfs procfs) {
        this.cgroups = cgroups;
        this.procfs = procfs;
    }

    /**
     * Halt signal, wait, kill. An interrupt ends the wait, and nothing is killed.
     *
     * <p><b>Errors.</b> {@link WrongStateException} when it has ended already; {@link TimedOutException} when it still
     * runs and must not be killed, or does not die.
     */
    public void run(SavedContainer container, StopRequest request, StepListener listener) throws ContainerException {
        try (PidFd init = open(container, container.pid());
                PidFd keeper = open(container, container.keeperPid())) {
            requireSameProcess(container);
            cgroup(container).thawAll(); // a frozen process on v1 gets no signal, not even SIGKILL, before it is thawed
            if (!request.kill() && isDoneAfterHalt(container, request, init, keeper, listener)) {
                return;
            }
            StopStep.KILL.tell(listener, "kill every process in it");
            init.signal(Signals.KILL);
            if (!request.await()) {
                return;
            }
            if (!isDead(container, init) || !keeper.awaitEnd(HOOKS_AT_MOST)) {
                throw new TimedOutException(
                        container.name() + " does not end after SIGKILL",
                        "see 'cleat ps " + container.name() + "' for processes in state D");
            }
            cgroups.prune(container.cgroups());
        } catch (IOException e) {
            throw new HostLimitException("cannot stop " + container.name() + ": " + e.getMessage(), null, e);
        }
    }

    /** Another process of the container may have frozen init once more: then they are killed together. */
    private boolean isDead(SavedContainer container, PidFd init) {
        if (init.awaitEnd(PROMPTLY)) {
            return true;
        }
        try {
            cgroup(container).killAll(AFTER_KILL);
        } catch (CgroupException e) {
            // It is init that counts here: the keeper goes on with the others.
        }
        return init.awaitEnd(PROMPTLY);
    }

    /** The gentle part; false when it must be killed now. */
    private boolean isDoneAfterHalt(
            SavedContainer container, StopRequest request, PidFd init, PidFd keeper, StepListener listener)
            throws IOException, TimedOutException {
        int signal = request.reboot()
                ? container.life().rebootSignal()
                : container.life().haltSignal();
        StopStep.HALT.tell(listener, "send it " + dev.cleat.engine.definition.Signals.name(signal));
        init.signal(signal);
        if (!request.await()) {
            return true;
        }
        Duration patience = request.timeout().orElse(container.life().stopTimeout());
        StopStep.WAIT.tell(
                listener, "wait for its end" + (patience.isNegative() ? "" : " (" + seconds(patience) + ")"));
        if (EndWait.until(container.name(), init, patience)) {
            StopStep.TIDY_UP.tell(listener, "give back what it had");
            keeper.awaitEnd(HOOKS_AT_MOST);
            cgroups.prune(container.cgroups());
            return true;
        }
        if (request.neverKill() || !container.life().killAfterTimeout()) {
            throw new TimedOutException(
                    container.name() + " still runs after signal " + signal,
                    "use 'cleat stop -k " + container.name() + "' to kill it");
        }
        return false;
    }

    private static String seconds(Duration time) {
        return time.toMillis() < 1000 ? time.toMillis() + " ms" : time.toSeconds() + " s";
    }

    /**
     * Ends the wait for the next life. What waits has the name and nothing else.
     *
     * <p><b>Errors.</b> {@link TimedOutException} when it does not go.
     */
    public void endWait(String container, Waiting waiting) throws ContainerException {
        try (PidFd process = PidFd.open(waiting.pid())) {
            if (procfs.stat(waiting.pid()).stream().noneMatch(stat -> stat.startTicks() == waiting.startTime())) {
                return; // it has ended, and its number is somebody else's
            }
            process.signal(Signals.TERM);
            if (!process.awaitEnd(AFTER_KILL)) {
                throw new TimedOutException(container + " goes on waiting for its next life", null);
            }
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ESRCH) {
                throw new HostLimitException("cannot stop " + container + ": " + e.getMessage(), null, e);
            }
        }
    }

    /** Sends {@code signal} to init, or to every process. */
    public void signal(SavedContainer container, int signal, boolean all) throws ContainerException {
        try (PidFd init = open(container, container.pid())) {
            requireSameProcess(container);
            init.signal(signal);
            if (all) {
                PidFd.signalEach(cgroup(container)::processes, signal);
            }
        } catch (IOException e) {
            throw new HostLimitException("cannot signal " + container.name() + ": " + e.getMessage(), null, e);
        }
    }

    private PidFd open(SavedContainer container, long pid) throws IOException, WrongStateException {
        try {
            return PidFd.open(pid);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ESRCH || e.errno() == Errno.EINVAL) {
                throw new WrongStateException(container.name() + " is not running", null);
            }
            throw e;
        }
    }

    /** The pidfds are open, so their numbers cannot be reused any more: now compare the start time. */
    private void requireSameProcess(SavedContainer container) throws WrongStateException {
        boolean same = procfs.stat(container.pid())
                .filter(stat -> stat.startTicks() == container.pidStartTime())
                .isPresent();
        if (!same) {
            throw new WrongStateException(container.name() + " is not running", null);
        }
    }

    private ContainerCgroup cgroup(SavedContainer container) {
        return cgroups.open(container.cgroups());
    }
}
