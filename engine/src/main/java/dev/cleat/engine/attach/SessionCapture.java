package dev.cleat.engine.attach;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.AttachRequest.Pty;
import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.RecordingChoice;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.definition.RawLogLimits;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.recording.RawLog;
import dev.cleat.engine.recording.RecordingDecision;
import dev.cleat.engine.recording.RecordingRequest;
import dev.cleat.engine.session.RecordingNote;
import dev.cleat.engine.session.RecordingNote.Rest;
import dev.cleat.engine.session.RecordingNote.Wish;
import dev.cleat.engine.session.SessionIdentity;
import dev.cleat.engine.terminal.Echo;
import dev.cleat.engine.terminal.Relay;
import dev.cleat.engine.terminal.RelayEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What is kept of one session: its raw PTY log, if it was asked for, and its recordings.
 *
 * <p>A session that is not recorded loads nothing of what records: no lambda here names its classes.
 */
public final class SessionCapture implements AutoCloseable {

    private final Optional<RawLog> raw;
    private final Optional<SessionRecordings> recordings;
    private final RecordingNote note;
    private final boolean isWhole;

    private SessionCapture(
            Optional<RawLog> raw, Optional<SessionRecordings> recordings, RecordingNote note, boolean isWhole) {
        this.isWhole = isWhole;
        this.raw = raw;
        this.recordings = recordings;
        this.note = note;
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
        RecordingChoice choice = request.recording();
        boolean isLater = request.detached() && choice.file().isPresent();
        if (isLater) { // there is nothing to record before somebody is at it, or it has ended
            checkFree(choice.file().get());
            choice = new RecordingChoice(Optional.empty(), choice.never(), choice.input());
        }
        Optional<RecordingDecision> decision =
                policy.read(request.recording().file().isPresent());
        Optional<SessionRecordings> recordings = Optional.empty();
        if (decision.isPresent()) {
            boolean hasTerminal = owned.isPresent() || StandardDescriptors.terminals() != 0;
            recordings = SessionRecordings.open(
                    decision.get()
                            .syncing(request.logSync())
                            .of(choice, who, isInteractive(request.pty(), hasTerminal)),
                    who,
                    StandardDescriptors.size(owned),
                    SessionStdio.isPiped(request.pty(), owned),
                    warnings);
        }
        Wish wish = Wish.of(request.recording(), request.logSync());
        Optional<RawLog> raw = rawLog(request, policy, recordings, warnings);
        Optional<Path> last = begin(recordings).or(() -> isLater ? wish.named() : Optional.empty());
        RecordingNote note = new RecordingNote(last, isLater ? 0 : 1, wish, Rest.OPEN);
        return new SessionCapture(raw, recordings, note, true);
    }

    /** Closes {@code recordings} when it cannot be had. */
    private static Optional<RawLog> rawLog(
            AttachRequest request, Policy policy, Optional<SessionRecordings> recordings, Consumer<String> warnings)
            throws ContainerException, IOException {
        if (request.ptyLog().isEmpty()) {
            return Optional.empty();
        }
        try {
            Path file = request.ptyLog().get();
            return Optional.of(RawLog.open(file, policy.rawLog().synced(request.logSync()), warnings));
        } catch (ContainerException | IOException | RuntimeException e) {
            if (recordings.isPresent()) {
                recordings.get().close();
            }
            throw e;
        }
    }

    /** Where the first one is. All that was asked for can be written: nothing has begun before that is known. */
    private static Optional<Path> begin(Optional<SessionRecordings> recordings) {
        if (recordings.isEmpty()) {
            return Optional.empty();
        }
        recordings.get().begin();
        return Optional.of(recordings.get().first());
    }

    /** What will be recorded there has to find the place. */
    private static void checkFree(Path file) throws ContainerException, IOException {
        Path directory = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(directory)) {
            throw new ErrnoException(directory.toString(), Errno.ENOENT);
        }
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new BusyException(
                    "cannot record to " + file + ": it is there already", "name a file that does not exist yet");
        }
    }

    /**
     * Goes on with what was said of it when it began, in new files: each recording has one operator. One that the operator named
     * and that cannot be made keeps nobody from the session.
     *
     * @param who is at it now
     * @param size of the screen it is seen on
     */
    static SessionCapture goOn(
            RecordingNote earlier, SessionIdentity who, Policy policy, TerminalSize size, Consumer<String> warnings)
            throws ContainerException, IOException {
        Wish wish = earlier.wish();
        Optional<RecordingPart> part = wish.named().isPresent()
                ? Optional.of(RecordingPart.after(wish.named().get(), earlier.part()))
                : Optional.empty();
        Optional<RecordingDecision> decision = policy.read(part.isPresent());
        Optional<SessionRecordings> recordings = Optional.empty();
        if (decision.isPresent()) {
            Optional<Path> file = part.isPresent() ? Optional.of(part.get().file()) : Optional.empty();
            List<RecordingRequest> wanted =
                    decision.get().syncing(wish.sync()).of(new RecordingChoice(file, false, wish.input()), who, true);
            recordings = SessionRecordings.openWhatGoes(withoutDone(wanted, earlier.rest()), who, size, warnings);
        }
        boolean isNamed = part.isPresent()
                && recordings.isPresent()
                && recordings.get().has(part.get().file());
        RecordingNote note =
                earlier.with(begin(recordings), isNamed ? part.get().number() : earlier.part());
        return new SessionCapture(Optional.empty(), recordings, note, part.isEmpty() || isNamed);
    }

    /** The rest of a session is in each recording once. */
    private static List<RecordingRequest> withoutDone(List<RecordingRequest> wanted, Rest rest) {
        List<RecordingRequest> left = new ArrayList<>();
        for (RecordingRequest request : wanted) {
            if (rest == Rest.OPEN || request.directory().isEmpty()) {
                left.add(request);
            }
        }
        return left;
    }

    /**
     * Of an operator at a terminal of the container's own: what the policy of the host wants, and nothing else can be asked for.
     *
     * @param interactive whether the operator has a terminal, too
     */
    public static SessionCapture ofConsole(
            SessionIdentity who,
            Policy policy,
            Optional<OperatorTerminal> owned,
            boolean interactive,
            Consumer<String> warnings)
            throws ContainerException, IOException {
        Optional<RecordingDecision> decision = policy.read(false);
        Optional<SessionRecordings> recordings = Optional.empty();
        if (decision.isPresent()) {
            recordings = SessionRecordings.open(
                    decision.get().of(RecordingChoice.BY_POLICY, who, interactive),
                    who,
                    StandardDescriptors.size(owned),
                    warnings);
        }
        begin(recordings);
        return new SessionCapture(Optional.empty(), recordings, RecordingNote.NONE, true);
    }

    /** Who has a terminal types at it, also where the command gets pipes. */
    static boolean isInteractive(Pty pty, boolean hasTerminal) {
        return pty == Pty.FORCE || hasTerminal;
    }

    /** What is recorded, for those who come later. */
    RecordingNote note() {
        return note;
    }

    boolean isRecording() {
        return recordings.isPresent();
    }

    /** True when everything that was asked for is recorded. */
    boolean isWhole() {
        return isWhole;
    }

    /**
     * Relays what this one {@link #hear}s.
     *
     * <p><b>Errors.</b> HostLimitException when the session ends because it cannot be recorded.
     */
    public static RelayEnd run(Relay relay) throws ContainerException, IOException {
        try {
            return relay.run();
        } catch (UnwritableRecordingException e) {
            throw new HostLimitException(e.getMessage(), "make room there", e);
        }
    }

    /** @param echo of the terminal, if it has one. A recording holds what passes pipes, too */
    public void hear(Relay relay, Echo echo) {
        if (raw.isPresent()) {
            relay.tap(raw.get()::write);
        }
        if (recordings.isPresent()) {
            SessionRecordings all = recordings.get();
            relay.tap(all.tap(echo)).tapPipes(all.tap(Echo.NONE)).asides(all);
        }
    }

    /** What was shown while nobody was there is recorded first. True when nothing of it is missing. */
    boolean missed(Fd directory, String session) throws IOException {
        return recordings.isEmpty() || recordings.get().missed(directory, session);
    }

    /** Somebody sees what comes now. */
    void seen() {
        if (recordings.isPresent()) {
            recordings.get().seen();
        }
    }

    /** The relay is over; the same outcome. */
    public CommandOutcome ended(CommandOutcome outcome) {
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
