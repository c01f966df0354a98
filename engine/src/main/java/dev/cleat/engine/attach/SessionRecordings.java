package dev.cleat.engine.attach;

import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.RecordingChoice.Input;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.linux.Buffer;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.recording.Recording;
import dev.cleat.engine.recording.RecordingEnd;
import dev.cleat.engine.recording.RecordingEnd.Reason;
import dev.cleat.engine.recording.RecordingRequest;
import dev.cleat.engine.session.FrameFile;
import dev.cleat.engine.session.SessionIdentity;
import dev.cleat.engine.terminal.Echo;
import dev.cleat.engine.terminal.OperatorAsides;
import dev.cleat.engine.terminal.Tap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The recordings of one session while it lives: the one of the policy, the one that the operator named. */
final class SessionRecordings implements OperatorAsides, AutoCloseable {

    private final List<Recording> open = new ArrayList<>();
    private final List<RecordingRequest> requests = new ArrayList<>();
    private final Consumer<String> notices;
    private int marks;

    private SessionRecordings(Consumer<String> notices) {
        this.notices = notices;
    }

    /** Asked to end (TERM), or hung up: what was recorded is brought to its end. */
    private final Thread atExit = new Thread(this::disconnected, "end of recordings");

    private void disconnected() {
        open.forEach(recording -> recording.end(new RecordingEnd(Reason.DISCONNECT, OptionalInt.empty())));
    }

    /** Empty when nothing is to be recorded. Nobody is told of any before they {@link #begin}; closed before, none was. */
    static Optional<SessionRecordings> open(
            List<RecordingRequest> requests, SessionIdentity who, TerminalSize size, Consumer<String> notices)
            throws ContainerException, IOException {
        return open(requests, who, size, false, notices);
    }

    /** @param piped output comes through pipes */
    static Optional<SessionRecordings> open(
            List<RecordingRequest> requests,
            SessionIdentity who,
            TerminalSize size,
            boolean piped,
            Consumer<String> notices)
            throws ContainerException, IOException {
        return open(requests, who, size, piped, notices, false);
    }

    /** The same, without those that the operator named and that cannot be opened now. */
    static Optional<SessionRecordings> openWhatGoes(
            List<RecordingRequest> requests, SessionIdentity who, TerminalSize size, Consumer<String> notices)
            throws ContainerException, IOException {
        return open(requests, who, size, false, notices, true);
    }

    private static Optional<SessionRecordings> open(
            List<RecordingRequest> requests,
            SessionIdentity who,
            TerminalSize size,
            boolean piped,
            Consumer<String> notices,
            boolean lenient)
            throws ContainerException, IOException {
        SessionRecordings all = new SessionRecordings(notices);
        try {
            for (RecordingRequest request : requests) {
                all.add(
                        request,
                        who,
                        size,
                        piped,
                        lenient && request.directory().isEmpty());
            }
            if (all.open.isEmpty()) {
                return Optional.empty();
            }
            Runtime.getRuntime().addShutdownHook(all.atExit);
            return Optional.of(all);
        } catch (ContainerException | IOException | RuntimeException e) {
            all.close();
            throw e;
        }
    }

    private void add(RecordingRequest request, SessionIdentity who, TerminalSize size, boolean piped, boolean mayFail)
            throws ContainerException, IOException {
        try {
            open.add(Recording.open(request, who, size, piped, notices));
            requests.add(request);
        } catch (ContainerException | IOException e) {
            if (!mayFail) {
                throw e;
            }
            notices.accept("this session is not recorded from here on: " + e.getMessage());
        }
    }

    /** From here on the session is recorded; the operator is told. */
    void begin() {
        open.forEach(Recording::begin);
        requests.forEach(this::tell);
    }

    /** Who asked for it knows, unless keys are recorded, too. */
    private void tell(RecordingRequest request) {
        if (request.directory().isPresent() || request.input() != Input.OFF) {
            notices.accept("this session is recorded"
                    + (request.input() == Input.OFF
                            ? ""
                            : ", typed keys too (" + request.input().name().toLowerCase(Locale.ROOT) + ")")
                    + ": " + request.file());
        }
    }

    Path first() {
        return requests.get(0).file();
    }

    boolean has(Path file) {
        return requests.stream().anyMatch(request -> request.file().equals(file));
    }

    Tap tap(Echo echo) {
        return new RecordingTap(echo);
    }

    /** What was shown while nobody was there, each at its time after the first. True when all of it is recorded. */
    boolean missed(Fd directory, String session) throws IOException {
        List<Recording.Earlier> all = open.stream().map(Recording::earlier).toList();
        all.forEach(earlier -> earlier.marker(0, "what was shown while nobody was there"));
        long[] begin = {-1};
        FrameFile.read(directory, session, frame -> {
            begin[0] = begin[0] < 0 ? frame.micros() : begin[0];
            all.forEach(earlier -> missed(frame, frame.micros() - begin[0], earlier));
        });
        return all.stream().filter(Recording.Earlier::end).count() == all.size();
    }

    private static void missed(FrameFile.Frame frame, long micros, Recording.Earlier earlier) {
        switch (frame.kind()) {
            case 'o' -> earlier.output(micros, frame.bytes());
            case 'r' -> frame.size().ifPresent(size -> earlier.resized(micros, size));
            case 'l' ->
                earlier.marker(micros, "LOST " + frame.missing() + " bytes: more than is kept of what nobody sees");
            default -> {
                // A later Cleat's.
            }
        }
    }

    /** Somebody sees what comes now. */
    void seen() {
        open.forEach(recording -> recording.marker("somebody is there again, and sees the screen anew"));
    }

    @Override
    public String mark() {
        marks++;
        open.forEach(recording -> recording.marker("mark " + marks));
        return "mark " + marks + " in " + first();
    }

    @Override
    public String recording() {
        return requests.stream()
                .map(request -> "recorded in " + request.file() + ", typed keys: "
                        + request.input().name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("; "));
    }

    void end(CommandOutcome outcome) {
        RecordingEnd end = endOf(outcome);
        open.forEach(recording -> recording.end(end));
    }

    private static RecordingEnd endOf(CommandOutcome outcome) {
        OptionalInt status = OptionalInt.of(outcome.exitStatus());
        if (outcome instanceof CommandOutcome.Exited) {
            return new RecordingEnd(Reason.EXIT, status);
        }
        if (outcome instanceof CommandOutcome.Killed) {
            return new RecordingEnd(Reason.SIGNAL, status);
        }
        boolean detached = outcome instanceof CommandOutcome.Detached;
        return new RecordingEnd(detached ? Reason.DETACH : Reason.DISCONNECT, OptionalInt.empty());
    }

    /** Hears the relay, on its thread. */
    private final class RecordingTap implements Tap {

        private final Echo echo;

        RecordingTap(Echo echo) {
            this.echo = echo;
        }

        @Override
        public void output(Buffer bytes, int offset, int length) {
            for (Recording recording : open) {
                recording.output(bytes, offset, length);
                checkEnd(recording);
            }
        }

        @Override
        public void input(byte[] bytes) {
            boolean isMasked = requests.stream().anyMatch(request -> request.input() == Input.MASKED);
            boolean hidden = isMasked && echo.isHidden();
            for (int i = 0; i < open.size(); i++) {
                if (requests.get(i).input() != Input.OFF) {
                    open.get(i).input(bytes, !hidden);
                }
                checkEnd(open.get(i));
            }
        }

        @Override
        public void resized(TerminalSize size) {
            open.forEach(recording -> recording.resized(size));
        }

        private void checkEnd(Recording recording) {
            if (recording.wantsEnd()) {
                throw new UncheckedIOException(new UnwritableRecordingException(recording.whyEnds()));
            }
        }
    }

    @Override
    public void close() {
        open.forEach(Recording::close);
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // It is running: everything ends.
        }
    }
}
