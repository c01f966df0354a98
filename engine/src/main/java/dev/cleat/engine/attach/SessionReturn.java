package dev.cleat.engine.attach;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.HostLog;
import dev.cleat.engine.session.FrameFile;
import dev.cleat.engine.session.Operator;
import dev.cleat.engine.session.SavedSession;
import dev.cleat.engine.session.SessionIdentity;
import dev.cleat.engine.session.SessionNotice;
import dev.cleat.engine.terminal.DetachKeys;
import dev.cleat.engine.terminal.HostStream;
import dev.cleat.engine.terminal.Relay;
import dev.cleat.engine.terminal.RelayEnd;
import dev.cleat.engine.terminal.SessionClient;
import dev.cleat.engine.terminal.TtyTerminal;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An operator comes back to a session, perhaps another one. What the policy of the host wants recorded is recorded from there
 * on as well, with what was shown while nobody was there.
 */
public final class SessionReturn {

    private final SessionCapture.Policy recording;
    private final Consumer<String> warnings;

    public SessionReturn(SessionCapture.Policy recording, Consumer<String> warnings) {
        this.recording = recording;
        this.warnings = warnings;
    }

    /**
     * What the operator sees and types passes {@code view} until its end.
     *
     * @param directory of the sessions' files
     * @param terminal empty: descriptors 0 and 1
     * @return how it came to its end, unless somebody else was at it
     */
    public Optional<CommandOutcome> run(
            SavedSession session, Fd directory, SessionClient view, DetachKeys keys, Optional<TtyTerminal> terminal)
            throws ContainerException, IOException {
        if (!view.awaitAdmission()) {
            return Optional.empty();
        }
        SessionIdentity who = session.identity().returning(Operator.current());
        AttachRequest request = AttachRequest.of(who.container(), who.argv());
        try (SessionCapture log =
                SessionCapture.open(request, who, recording, terminal.map(owned -> owned), warnings)) {
            log.missed(directory, session.identity().id());
            FrameFile.remove(directory, session.identity().id());
            HostLog.tell(SessionNotice.of(who, "begins"));
            RelayEnd end = relay(log, view, keys, terminal);
            HostLog.tell(SessionNotice.of(who, word(end)));
            return Optional.of(log.ended(outcome(session, view, end)));
        }
    }

    /**
     * Nobody will come back: what the command has shown since it was left is recorded before it is forgotten.
     *
     * @param end how the session came to its end
     */
    public void recordRest(SavedSession session, Fd directory, Optional<TtyTerminal> terminal, CommandOutcome end)
            throws ContainerException, IOException {
        SessionIdentity who = session.identity().returning(Operator.current());
        AttachRequest request = AttachRequest.of(who.container(), who.argv());
        try (SessionCapture log =
                SessionCapture.open(request, who, recording, terminal.map(owned -> owned), warnings)) {
            log.missed(directory, session.identity().id());
            log.ended(end);
        }
    }

    private static String word(RelayEnd end) {
        return switch (end.reason()) {
            case DETACHED -> "was left";
            case HUNG_UP -> "was left by a terminal that has gone";
            case COMMAND_ENDED -> "ended";
        };
    }

    private static RelayEnd relay(
            SessionCapture log, SessionClient view, DetachKeys keys, Optional<TtyTerminal> terminal)
            throws IOException {
        Relay relay = Relay.untilClosed();
        log.hear(relay, null);
        if (terminal.isPresent()) {
            relay.session(terminal.get(), view, keys);
        } else {
            relay.session(HostStream.source(0), HostStream.sink(1), view);
        }
        return relay.run();
    }

    private static CommandOutcome outcome(SavedSession session, SessionClient view, RelayEnd end) throws IOException {
        return switch (end.reason()) {
            case DETACHED ->
                new CommandOutcome.Detached(Optional.of(session.identity().id()));
            case HUNG_UP -> new CommandOutcome.HungUp();
            case COMMAND_ENDED -> {
                int status = view.waitStatus()
                        .orElseThrow(() -> new IOException("its keeper was killed; how it ended is not known"));
                yield (status & 0x7f) == 0
                        ? new CommandOutcome.Exited(status >> 8 & 0xff)
                        : new CommandOutcome.Killed(status & 0x7f);
            }
        };
    }
}
