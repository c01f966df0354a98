package dev.cleat.engine.attach;

import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.HostLog;
import dev.cleat.engine.linux.PidFd;
import dev.cleat.engine.session.EndNote;
import dev.cleat.engine.session.FrameFile;
import dev.cleat.engine.session.Operator;
import dev.cleat.engine.session.RecordingNote;
import dev.cleat.engine.session.RecordingNote.Rest;
import dev.cleat.engine.session.SavedSession;
import dev.cleat.engine.session.SessionIdentity;
import dev.cleat.engine.session.SessionNotice;
import dev.cleat.engine.session.SessionRegistry;
import dev.cleat.engine.terminal.DetachKeys;
import dev.cleat.engine.terminal.HostStream;
import dev.cleat.engine.terminal.Relay;
import dev.cleat.engine.terminal.RelayEnd;
import dev.cleat.engine.terminal.ScreenSeat;
import dev.cleat.engine.terminal.SessionClient;
import dev.cleat.engine.terminal.TtyTerminal;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * An operator comes back to a session, perhaps another one. What the policy of the host wants recorded, and what the first
 * operator wanted, is recorded from there on as well, with what was shown while nobody was there.
 */
public final class SessionReturn {

    /** Connects the session with whatever the operator has. */
    private interface Connection {
        void make(Relay relay) throws IOException;
    }

    private final SessionCapture.Policy recording;
    private final Consumer<String> warnings;

    public SessionReturn(SessionCapture.Policy recording, Consumer<String> warnings) {
        this.recording = recording;
        this.warnings = warnings;
    }

    /**
     * What the operator sees and types passes {@code client} until its end.
     *
     * @param directory of the sessions' files
     * @param terminal empty: descriptors 0 and 1
     * @param afterwards is told what there is to say when the operator has the terminal back
     * @return how it came to its end, unless somebody else was at it
     */
    public Optional<CommandOutcome> run(
            SavedSession session,
            Fd directory,
            SessionClient client,
            DetachKeys keys,
            Optional<TtyTerminal> terminal,
            Consumer<String> afterwards)
            throws ContainerException, IOException {
        TerminalSize size = StandardDescriptors.size(terminal.map(tty -> tty));
        return run(session, directory, client, size, afterwards, relay -> {
            if (terminal.isPresent()) {
                relay.session(terminal.get(), client, keys);
            } else {
                relay.session(HostStream.source(0), HostStream.sink(1), client);
            }
        });
    }

    /** The same for somebody at {@code seat}, until its end or the seat is left. */
    public Optional<CommandOutcome> run(
            SavedSession session, Fd directory, SessionClient client, ScreenSeat seat, Consumer<String> afterwards)
            throws ContainerException, IOException {
        return run(session, directory, client, seat.size(), afterwards, relay -> relay.session(seat, client));
    }

    private Optional<CommandOutcome> run(
            SavedSession session,
            Fd directory,
            SessionClient client,
            TerminalSize size,
            Consumer<String> afterwards,
            Connection connection)
            throws ContainerException, IOException {
        if (!client.awaitAdmission()) {
            return Optional.empty();
        }
        SessionIdentity who = session.identity().returning(Operator.current());
        try (EndNote said = EndNote.open(directory, session.identity().id());
                PidFd init = PidFd.ofLiving(who.initPid()).orElse(null);
                SessionCapture capture = SessionCapture.goOn(session.recording(), who, recording, size, warnings)) {
            takeMissed(session, directory, capture);
            capture.seen();
            note(session, directory, capture.note());
            HostLog.tell(SessionNotice.of(who, "begins"));
            RelayEnd end = relay(capture, client, connection);
            HostLog.tell(SessionNotice.of(who, word(end)));
            CommandOutcome outcome = capture.ended(outcome(session, client, end));
            EndByOthers.clause(session.identity(), said, Optional.ofNullable(init), outcome)
                    .ifPresent(afterwards);
            return Optional.of(outcome);
        }
    }

    /** What cannot be recorded now may be the next time. */
    private static Rest takeMissed(SavedSession session, Fd directory, SessionCapture capture) throws IOException {
        if (!capture.missed(directory, session.identity().id())) {
            return Rest.OPEN;
        }
        if (!capture.isWhole()) {
            return Rest.IN_POLICYS;
        }
        FrameFile.remove(directory, session.identity().id());
        return Rest.COMPLETE;
    }

    private void note(SavedSession session, Fd directory, RecordingNote now) {
        try {
            SessionRegistry.note(directory, session.identity().id(), now);
        } catch (IOException e) {
            warnings.accept("cannot note where the session is recorded: " + e.getMessage());
        }
    }

    /**
     * Nobody was at it when it ended, or will be: what the command has shown since it was left is recorded before it is
     * forgotten.
     *
     * @param end how the session came to its end
     * @return false when not all who want it have it: what there is of it is to be kept
     */
    public boolean recordRest(SavedSession session, Fd directory, CommandOutcome end)
            throws ContainerException, IOException {
        RecordingNote earlier = session.recording();
        if (earlier.isComplete()) {
            return true;
        }
        String id = session.identity().id();
        Instant left = session.identity()
                .started()
                .plusNanos(1000 * FrameFile.first(directory, id).orElse(0));
        SessionIdentity who = session.identity().unseen(left);
        try (SessionCapture capture =
                SessionCapture.goOn(earlier, who, recording, StandardDescriptors.size(Optional.empty()), warnings)) {
            if (!capture.isRecording()) {
                return capture.isWhole();
            }
            Rest rest = takeMissed(session, directory, capture);
            capture.ended(end);
            note(session, directory, capture.note().with(rest));
            return rest == Rest.COMPLETE;
        }
    }

    private static String word(RelayEnd end) {
        return switch (end.reason()) {
            case DETACHED -> "was left";
            case HUNG_UP -> "was left by a terminal that has gone";
            case COMMAND_ENDED -> "ended";
        };
    }

    private static RelayEnd relay(SessionCapture capture, SessionClient client, Connection connection)
            throws ContainerException, IOException {
        Relay relay = Relay.untilClosed();
        capture.hear(relay, client.echo());
        connection.make(relay);
        return SessionCapture.run(relay);
    }

    private static CommandOutcome outcome(SavedSession session, SessionClient client, RelayEnd end) throws IOException {
        return switch (end.reason()) {
            case DETACHED ->
                new CommandOutcome.Detached(Optional.of(session.identity().id()));
            case HUNG_UP -> new CommandOutcome.HungUp();
            case COMMAND_ENDED -> {
                int status = client.waitStatus()
                        .orElseThrow(() -> new IOException("its keeper was killed; how it ended is not known"));
                yield (status & 0x7f) == 0
                        ? new CommandOutcome.Exited(status >> 8 & 0xff)
                        : new CommandOutcome.Killed(status & 0x7f);
            }
        };
    }
}
