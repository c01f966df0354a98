package dev.cleat.engine.stop;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.RefusedException;
import dev.cleat.engine.api.Runtime;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.engine.api.TimedOutException;
import dev.cleat.engine.api.WrongStateException;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.PidFd;
import java.time.Duration;
import java.util.List;

/** Asks a foreign container's own runtime to end it, and waits until its init has ended. */
public final class ForeignStop {

    /** What docker and podman give a container, too. */
    private static final Duration BEFORE_KILL = Duration.ofSeconds(10);

    private static final Duration AFTER_COMMAND = Duration.ofSeconds(10);

    private final Procfs procfs;

    public ForeignStop(Procfs procfs) {
        this.procfs = procfs;
    }

    /**
     * Halt signal, wait, kill, as far as the runtime's command can do it. An interrupt ends command and wait, and nothing is
     * killed; a service of the runtime ({@link Runtime#stopsByService}) does not hear of it.
     *
     * <p><b>Errors.</b> {@link RefusedException} when there is no such command, or the container is not ours to name to it;
     * {@link TimedOutException} when it still runs at the end.
     */
    public void run(ForeignTarget target, StopRequest request) throws ContainerException {
        requireKnown(target);
        try (PidFd init = open(target)) {
            ForeignCommand.run(target, ForeignCommand.stop(target, request));
            if (!request.await()) {
                return;
            }
            // runc and crun send a signal, no more; the others wait themselves.
            boolean signalled = target.runtime() == Runtime.RUNC || target.runtime() == Runtime.CRUN;
            boolean patient = signalled && !request.kill();
            Duration patience = patient ? request.timeout().orElse(BEFORE_KILL) : AFTER_COMMAND;
            if (EndWait.until(target.name(), init, patience)) {
                return;
            }
            if (patient && !request.neverKill()) {
                ForeignCommand.run(target, ForeignCommand.signal(target, "KILL"));
                if (init.awaitEnd(AFTER_COMMAND)) {
                    return;
                }
            }
            throw new TimedOutException(
                    target.name() + " still runs", "see 'cleat ps " + target.name() + "' for what does not end");
        }
    }

    /** Sends a signal to init. */
    public void signal(ForeignTarget target, int signal) throws ContainerException {
        requireKnown(target);
        ForeignCommand.run(target, ForeignCommand.signal(target, Integer.toString(signal)));
    }

    /**
     * Names and ids are what processes say of themselves: one inside a container, or of another user, can say those of any
     * container of this host, and an id can look like an option.
     */
    private void requireKnown(ForeignTarget target) throws RefusedException {
        if (target.name().indexOf('/') >= 0) {
            throw new RefusedException(
                    target.name() + " is inside of another container",
                    "only what runs there knows it: attach to the outer one");
        }
        if (target.id().startsWith("-")) {
            throw new RefusedException(target.name() + " has an id that is none", ForeignCommand.BEHIND_THEIR_BACK);
        }
        long self = Credentials.processId();
        long supervisor =
                procfs.stat(target.pid()).map(stat -> stat.parentPid()).orElse(self);
        if (owner(supervisor) != owner(self)) {
            throw new RefusedException(target.name() + " is run by user " + owner(supervisor), "stop it as that user");
        }
    }

    private long owner(long pid) {
        return procfs.status(pid).map(status -> status.uids().get(0)).orElse(-1L);
    }

    private PidFd open(ForeignTarget target) throws WrongStateException, HostLimitException {
        try {
            PidFd init = PidFd.open(target.pid());
            if (procfs.stat(target.pid()).stream().anyMatch(stat -> stat.startTicks() == target.startTicks())) {
                return init;
            }
            init.close();
            throw notRunning(target);
        } catch (ErrnoException e) {
            if (List.of(Errno.ESRCH, Errno.EINVAL).contains(e.errno())) {
                throw notRunning(target);
            }
            throw new HostLimitException("cannot stop " + target.name() + ": " + e.getMessage(), null, e);
        }
    }

    private static WrongStateException notRunning(ForeignTarget target) {
        return new WrongStateException(target.name() + " is not running", null);
    }
}
