package dev.cleat.engine.stop;

import dev.cleat.engine.api.TimedOutException;
import dev.cleat.engine.linux.PidFd;
import java.time.Duration;

/** Waits for the end of an init that was asked to end. An interrupt ends the wait, and nothing is killed. */
final class EndWait {

    /** So soon is a thread heard that is interrupted while it waits: poll(2) itself does not hear of it. */
    private static final Duration LOOK_UP = Duration.ofMillis(100);

    private EndWait() {}

    /**
     * False when the time is up.
     *
     * @param patience negative: as long as it takes
     */
    static boolean until(String container, PidFd init, Duration patience) throws TimedOutException {
        long deadline = System.nanoTime() + patience.toNanos();
        Duration left = patience;
        while (!init.awaitEnd(left.isNegative() || left.compareTo(LOOK_UP) > 0 ? LOOK_UP : left)) {
            if (Thread.interrupted()) {
                throw calledBack(container);
            }
            left = patience.isNegative() ? patience : Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            if (left.isZero()) {
                return false;
            }
        }
        return true;
    }

    static TimedOutException calledBack(String container) {
        return new TimedOutException(
                container + " was sent its halt signal, and is left to end or to run on",
                "use 'cleat stop -k " + container + "' to kill it");
    }
}
