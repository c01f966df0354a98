package dev.cleat.engine.runtime;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.StepListener;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.engine.api.TimedOutException;
import dev.cleat.engine.api.WrongStateException;
import dev.cleat.engine.definition.Life.RestartPolicy;
import dev.cleat.engine.discovery.FoundContainer;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.PidFd;
import dev.cleat.engine.runtime.OurContainers.Ours;
import dev.cleat.engine.session.Operator;
import dev.cleat.engine.session.SavedSession;
import dev.cleat.engine.state.SavedContainer;
import dev.cleat.engine.state.StopMark;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How lives of containers end because somebody asked. */
final class Ends {

    /** A life that begins again each time it is ended has an end of its own making; nobody ends it more often than this. */
    private static final int LIVES = 5;

    /** Hooks of the end and the start of the next one are in it. */
    private static final Duration BETWEEN_LIVES = Duration.ofSeconds(30);

    private static final Duration GLANCE = Duration.ofMillis(20);

    private final Parts parts;

    Ends(Parts parts) {
        this.parts = parts;
    }

    void stop(StopRequest request, StepListener listener) throws ContainerException {
        Optional<Ours> own = live(request.name());
        if (own.isEmpty()) {
            FoundContainer other = foreign(request.name());
            List<SavedSession> sessions = announce(request.name(), other.pid());
            parts.foreignStop.run(ForeignContainers.target(other), request);
            endSessions(request, sessions);
            return;
        }
        stopOurs(own, request, false, listener);
    }

    /** As {@link #stop}; hooks are told that it will live again, and nobody starts it by policy. */
    void stopToRestart(StopRequest request, StepListener listener) throws ContainerException {
        stopOurs(live(request.name()), request, true, listener);
    }

    /** Until nobody holds the name: a life can have begun between our look and our mark. */
    private void stopOurs(Optional<Ours> first, StopRequest request, boolean reboot, StepListener listener)
            throws ContainerException {
        Optional<Ours> own = first;
        for (int life = 0; own.isPresent(); life++) {
            if (life == LIVES) {
                throw new TimedOutException(request.name() + " is started again each time it has ended", null);
            }
            try {
                end(own.get(), request, reboot, listener);
            } catch (WrongStateException e) {
                Optional<Ours> next = nextOf(own.get());
                if (next.isPresent()) {
                    own = next;
                    continue;
                }
                boolean isOurs = isStartedByPolicy(own.get())
                        && live(request.name()).isEmpty(); // our mark kept the next one away
                if (life == 0 && !isOurs) {
                    throw e;
                }
                return; // somebody else holds the name by now; the life that was to end has ended
            }
            if (!request.await()) {
                return;
            }
            own = live(request.name());
        }
    }

    /**
     * What a policy makes of a life that ended before we could end it: the wait for the next one, or that. Empty when there
     * is no policy, or nothing came of it.
     */
    private Optional<Ours> nextOf(Ours ended) {
        if (!isStartedByPolicy(ended)) {
            return Optional.empty();
        }
        long deadline = System.nanoTime() + BETWEEN_LIVES.toNanos();
        Optional<Ours> now = live(ended.saved().name());
        while (now.isPresent() && System.nanoTime() - deadline < 0) {
            if (now.get().hasInit() || now.get().saved().waiting().isPresent()) {
                return now;
            }
            pause();
            now = live(ended.saved().name());
        }
        return Optional.empty();
    }

    private static boolean isStartedByPolicy(Ours own) {
        return own.saved().life().restart().policy() != RestartPolicy.NO;
    }

    /** What of them was outside of the container has not ended with it. */
    private void endSessions(StopRequest request, List<SavedSession> sessions) throws ContainerException {
        if (request.await()) {
            new Sessions(parts).endAll(sessions);
        }
    }

    private List<SavedSession> announce(String name, long initPid) throws ContainerException {
        String by = "by " + Operator.current().described() + ", who stopped " + name;
        return new Sessions(parts).announceEnd(name, initPid, by);
    }

    private void end(Ours own, StopRequest request, boolean reboot, StepListener listener) throws ContainerException {
        SavedContainer saved = own.saved();
        if (saved.waiting().isEmpty() && saved.pid() == 0) {
            throw new WrongStateException(saved.name() + " is being started", "try again in a moment");
        }
        String by = parts.operator();
        if (saved.life().restart().policy() == RestartPolicy.UNLESS_STOPPED && !reboot) {
            parts.stopped.set(saved.name(), true);
        }
        mark(StopMark.of(saved, by, reboot), saved.name());
        if (saved.waiting().isPresent()) {
            parts.stop.endWait(saved.name(), saved.waiting().get());
            return;
        }
        if (request.await() && own.hasInit()) { // of one that has ended its keeper has told
            String reason = reboot ? "to restart" : "asked to stop";
            parts.journal.append(saved.name(), ContainerState.STOPPING, Optional.of(by), Optional.of(reason));
        }
        try {
            List<SavedSession> sessions = announce(saved.name(), saved.pid());
            parts.stop.run(saved, request, listener);
            endSessions(request, sessions);
        } catch (TimedOutException e) {
            parts.journal.append(saved.name(), ContainerState.RUNNING, Optional.empty(), Optional.of(e.getMessage()));
            throw e;
        }
    }

    /** Of use only to what comes after the end, so that a full disk keeps nothing alive. */
    private void mark(StopMark mark, String name) {
        try {
            parts.states.mark(name, mark);
        } catch (IOException e) {
            parts.warnings.accept("cannot note who stops " + name + ": " + e.getMessage()
                    + "; its restart policy may start it again");
        }
    }

    void kill(String name, int signal, boolean all) throws ContainerException {
        Optional<Ours> own = live(name);
        if (own.isEmpty()) {
            parts.foreignStop.signal(ForeignContainers.target(foreign(name)), signal);
        } else if (own.get().saved().waiting().isPresent()) {
            mark(StopMark.of(own.get().saved(), parts.operator(), false), name);
            parts.stop.endWait(name, own.get().saved().waiting().get());
        } else {
            parts.stop.signal(own.get().saved(), signal, all);
        }
    }

    /** One of ours that is not STOPPED. */
    private Optional<Ours> live(String name) {
        return parts.ours.find(name).filter(own -> own.state() != ContainerState.STOPPED);
    }

    private FoundContainer foreign(String name) throws ContainerException {
        Optional<FoundContainer> found = parts.foreign.find(name);
        if (found.isPresent()) {
            return found.get();
        }
        throw parts.ours.find(name).isPresent()
                ? new WrongStateException(name + " is not running", null)
                : parts.absent(name);
    }

    /** Until nobody holds the name: one that reboots or waits for its next life has not ended. */
    boolean await(String name, Duration atMost) throws ContainerException {
        Ours own = parts.ours.find(name).orElseThrow(() -> TargetFinder.unknown(name));
        long deadline = System.nanoTime() + atMost.toNanos();
        while (own.state() != ContainerState.STOPPED) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (left.isNegative() || left.isZero()) {
                return false;
            }
            awaitHolder(own.saved(), left);
            own = parts.ours.find(name).orElse(new Ours(own.saved(), ContainerState.STOPPED));
        }
        return true;
    }

    private static void awaitHolder(SavedContainer saved, Duration atMost) {
        long holder = saved.waiting().map(SavedContainer.Waiting::pid).orElse(saved.keeperPid());
        try (PidFd keeper = PidFd.open(holder)) {
            keeper.awaitEnd(atMost);
        } catch (ErrnoException e) {
            pause(); // it ended between our look and our grip, or is not there yet
        }
    }

    private static void pause() {
        try {
            Thread.sleep(GLANCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
