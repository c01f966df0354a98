package dev.cleat.engine.attach;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.AttachRequest.Pty;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.definition.RawLogLimits;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.Termios;
import dev.cleat.engine.recording.RawLog;
import dev.cleat.engine.recording.RecordingDecision;
import dev.cleat.engine.session.SessionIdentity;
import dev.cleat.engine.terminal.HostPty;
import dev.cleat.engine.terminal.Relay;
import dev.cleat.engine.terminal.Tap;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is kept of one session: its raw PTY log, if it was asked for, and its recordings.
 *
 * <p>A session that is not recorded loads nothing of what records: no lambda here names its classes.
 */
public final class SessionCapture implements AutoCloseable {

    private static final int STANDARD = 3;
    private static final TerminalSize WITHOUT_TERMINAL = new TerminalSize(24, 80);

    private final Optional<RawLog> raw;
    private final Optional<SessionRecordings> recordings;

    private SessionCapture(Optional<RawLog> raw, Optional<SessionRecordings> recordings) {
        this.raw = raw;
        this.recordings = recordings;
    }

    /** Says how this host records. */
    @FunctionalInterface
    public interface Policy {
        /**
         * Empty when nothing is recorded that is not asked for.
         *
         * @param asked whether the operator said anything about it
         *     <p><b>Errors.</b> {@link dev.cleat.engine.api.InvalidDefinitionException} when the configuration is wrong.
         */
        Optional<RecordingDecision> read(boolean asked) throws ContainerException;

        /** How large a raw log becomes. */
        default RawLogLimits rawLog() throws ContainerException {
            return RawLogLimits.NONE;
        }
    }

    /** @param owned the operator's terminal, if the caller has it */
    static SessionCapture open(
            AttachRequest request,
            SessionIdentity who,
            Policy policy,
            Optional<OperatorTerminal> owned,
            Consumer<String> warnings)
            throws ContainerException, IOException {
        boolean asked = request.recording().file().isPresent();
        Optional<RecordingDecision> decision = policy.read(asked);
        Optional<SessionRecordings> recordings = Optional.empty();
        if (decision.isPresent()) {
            recordings = SessionRecordings.open(
                    decision.get().of(request.recording(), who, isInteractive(request.pty(), owned)),
                    who,
                    size(owned),
                    warnings);
        }
        try {
            Optional<Path> file = request.ptyLog();
            return new SessionCapture(
                    file.isPresent()
                            ? Optional.of(RawLog.open(file.get(), policy.rawLog(), warnings))
                            : Optional.empty(),
                    recordings);
        } catch (ContainerException | IOException | RuntimeException e) {
            if (recordings.isPresent()) {
                recordings.get().close();
            }
            throw e;
        }
    }

    private static boolean isInteractive(Pty pty, Optional<OperatorTerminal> owned) {
        return pty == Pty.FORCE
                || pty == Pty.AUTO && (owned.isPresent() || terminal().isPresent());
    }

    private static TerminalSize size(Optional<OperatorTerminal> owned) throws IOException {
        if (owned.isPresent()) {
            return owned.get().size();
        }
        Optional<Integer> terminal = terminal();
        return terminal.isPresent() ? Termios.windowSize(terminal.get()) : WITHOUT_TERMINAL;
    }

    private static Optional<Integer> terminal() {
        for (int standard = 0; standard < STANDARD; standard++) {
            if (Fd.isTerminal(standard)) {
                return Optional.of(standard);
            }
        }
        return Optional.empty();
    }

    /** Where it is recorded, for the list of sessions. */
    Optional<Path> recording() {
        return recordings.isPresent() ? Optional.of(recordings.get().first()) : Optional.empty();
    }

    /** @param pty all that passes here is logged; null when there is none. A recording holds what passes pipes, too */
    void hear(Relay relay, HostPty pty) {
        if (raw.isPresent()) {
            relay.tap(raw.get()::write);
        }
        if (recordings.isPresent()) {
            Tap tap = recordings.get().tap(pty);
            relay.tap(tap).tapPipes(tap);
        }
    }

    /** What was shown while nobody was there is recorded first. */
    void missed(Fd directory, String session) throws IOException {
        if (recordings.isPresent()) {
            recordings.get().missed(directory, session);
        }
    }

    /** The relay is over; the same outcome. */
    CommandOutcome ended(CommandOutcome outcome) {
        if (recordings.isPresent()) {
            recordings.get().end(outcome);
        }
        return outcome;
    }

    @Override
    public void close() {
        if (raw.isPresent()) {
            raw.get().close();
        }
        if (recordings.isPresent()) {
            recordings.get().close();
        }
    }
}
