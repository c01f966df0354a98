package dev.cleat.engine.runtime;

import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.attach.SessionCapture;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.HostLog;
import dev.cleat.engine.session.Operator;
import dev.cleat.engine.session.SessionIdentity;
import dev.cleat.engine.session.SessionIdentity.Subject;
import dev.cleat.engine.session.SessionNotice;
import dev.cleat.engine.terminal.Echo;
import dev.cleat.engine.terminal.Relay;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * An operator at a terminal of a container's own, each by himself: told to the host's log, and recorded where the policy of
 * this host says so. Nobody here knows whether that terminal shows what is typed: with {@code input: masked} it is taken for
 * hidden.
 */
final class ConsoleVisit implements AutoCloseable {

    private final SessionIdentity who;
    private final SessionCapture capture;
    private String end = "ended";

    private ConsoleVisit(SessionIdentity who, SessionCapture capture) {
        this.who = who;
        this.capture = capture;
    }

    /**
     * Begins it.
     *
     * @param init pid on the host
     * @param what the command that was given, or which terminal it is
     */
    static ConsoleVisit begin(
            Parts parts, String container, long init, List<String> what, Optional<OperatorTerminal> owned)
            throws ContainerException, IOException {
        Subject subject =
                new Subject(container, Optional.empty(), init, what, 0, 0, List.of(), List.of(), Optional.empty());
        SessionIdentity who = SessionIdentity.of(SessionIdentity.CONSOLE, subject, Operator.current());
        boolean interactive = owned.isPresent() || Fd.isTerminal(0);
        SessionCapture capture = SessionCapture.ofConsole(who, parts.settings, owned, interactive, parts.warnings);
        HostLog.tell(SessionNotice.of(who, "begins"));
        return new ConsoleVisit(who, capture);
    }

    /** Follows what passes {@code relay}; a visit may have one after the other, of several lives. */
    void hear(Relay relay) {
        capture.hear(relay, Echo.UNKNOWN);
    }

    /** It is over; the same outcome. */
    CommandOutcome ended(CommandOutcome outcome) {
        if (outcome instanceof CommandOutcome.Detached) {
            end = "was left";
        } else if (outcome instanceof CommandOutcome.HungUp) {
            end = "was left by a terminal that has gone";
        }
        return capture.ended(outcome);
    }

    @Override
    public void close() {
        capture.close();
        HostLog.tell(SessionNotice.of(who, end));
    }
}
