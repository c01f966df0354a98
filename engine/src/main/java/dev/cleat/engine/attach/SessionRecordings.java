package dev.cleat.engine.attach;

import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.RecordingChoice.Input;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.linux.Buffer;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.Termios;
import dev.cleat.engine.recording.Recording;
import dev.cleat.engine.recording.RecordingEnd;
import dev.cleat.engine.recording.RecordingEnd.Reason;
import dev.cleat.engine.recording.RecordingRequest;
import dev.cleat.engine.session.FrameFile;
import dev.cleat.engine.session.SessionIdentity;
import dev.cleat.engine.terminal.HostPty;
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

/** The recordings of one session while it lives: the one of the policy, the one that the operator named. */
final class SessionRecordings implements AutoCloseable {

    private final List<Recording> open = new ArrayList<>();
    private final List<RecordingRequest> requests;

    /** Asked to end (TERM), or hung up: what was recorded is brought to its end. */
    private final Thread atExit = new Thread(this::disconnected, "end of recordings");

    private SessionRecordings(List<RecordingRequest> requests) {
        this.requests = requests;
    }

    private void disconnected() {
        open.forEach(recording -> recording.end(new RecordingEnd(Reason.DISCONNECT, OptionalInt.empty())));
    }

    /** Empty when nothing is recorded. The operator is told what is. */
    static Optional<SessionRecordings> open(
            List<RecordingRequest> requests, SessionIdentity who, TerminalSize size, Consumer<String> notices)
            throws ContainerException, IOException {
        if (requests.isEmpty()) {
            return Optional.empty();
        }
        SessionRecordings all = new SessionRecordings(requests);
        try {
            for (RecordingRequest request : requests) {
                all.open.add(Recording.open(request, who, size, notices));
                tell(request, notices);
            }
            Runtime.getRuntime().addShutdownHook(all.atExit);
            return Optional.of(all);
        } catch (ContainerException | IOException | RuntimeException e) {
            all.close();
            throw e;
        }
    }

    /** Who asked for it knows, unless keys are recorded, too. */
    private static void tell(RecordingRequest request, Consumer<String> notices) {
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

    Tap tap(HostPty pty) {
        return new RecordingTap(pty);
    }

    /** What was shown while nobody was there, each at its time after the first. */
    void missed(Fd directory, String session) throws IOException {
        open.forEach(recording -> recording.marker("what was shown while nobody was there"));
        long[] span = {-1, 0};
        FrameFile.read(directory, session, frame -> {
            span[0] = span[0] < 0 ? frame.micros() : span[0];
            span[1] = Math.max(span[1], frame.micros() - span[0]);
            if (frame.kind() == 'o') {
                open.forEach(recording -> recording.output(span[1], frame.bytes()));
            }
        });
        open.forEach(recording -> recording.passed(span[1]));
        open.forEach(recording -> recording.marker("somebody is there again, and sees the screen anew"));
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

        private final HostPty pty;

        RecordingTap(HostPty pty) {
            this.pty = pty;
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
            boolean hidden = false;
            for (int i = 0; i < open.size(); i++) {
                if (requests.get(i).input() == Input.MASKED) {
                    hidden = isHidden();
                }
                if (requests.get(i).input() != Input.OFF) {
                    open.get(i).input(bytes, !hidden);
                }
                checkEnd(open.get(i));
            }
        }

        /** When nobody can tell, it is a secret. */
        private boolean isHidden() {
            try {
                return pty == null || Termios.hidesLine(pty.master().number());
            } catch (ErrnoException e) {
                return true;
            }
        }

        @Override
        public void resized(TerminalSize size) {
            open.forEach(recording -> recording.resized(size));
        }

        private void checkEnd(Recording recording) {
            if (recording.wantsEnd()) {
                throw new UncheckedIOException(new IOException(
                        "the recording cannot be written, and the policy of this host is that the session ends then"));
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
