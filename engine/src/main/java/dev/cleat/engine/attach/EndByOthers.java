package dev.cleat.engine.attach;

import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.linux.PidFd;
import dev.cleat.engine.linux.Signals;
import dev.cleat.engine.session.EndNote;
import dev.cleat.engine.session.SessionIdentity;
import java.time.Duration;
import java.util.Optional;

/** What an operator is told whose session somebody else has ended, or the end of its container. */
public final class EndByOthers {

    /** The kernel kills all others of a PID namespace before its init is seen to have ended (zap_pid_ns_processes). */
    private static final Duration GLANCE = Duration.ofMillis(500);

    private EndByOthers() {}

    /**
     * One clause; empty: its command ended by itself.
     *
     * @param init of the container, if it lived when the operator came
     */
    public static Optional<String> clause(
            SessionIdentity session, EndNote note, Optional<PidFd> init, CommandOutcome outcome) {
        boolean isKilled = outcome instanceof CommandOutcome.Killed killed && killed.number() == Signals.KILL;
        if (!(outcome instanceof CommandOutcome.Exited || outcome instanceof CommandOutcome.Killed)) {
            return Optional.empty();
        }
        Optional<String> how = note.read();
        if (how.isPresent()) {
            return Optional.of("session " + session.id() + " was ended " + how.get());
        }
        return isKilled && init.filter(process -> process.awaitEnd(GLANCE)).isPresent()
                ? Optional.of(session.container() + " has ended, and session " + session.id() + " with it")
                : Optional.empty();
    }
}
