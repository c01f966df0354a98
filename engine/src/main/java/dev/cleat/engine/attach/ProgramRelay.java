package dev.cleat.engine.attach;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.CommandNotRunException;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.host.ProgramPath;
import dev.cleat.engine.linux.PidFd;
import dev.cleat.engine.linux.Spawn;
import dev.cleat.engine.session.Operator;
import dev.cleat.engine.session.RecordingNote;
import dev.cleat.engine.session.SessionIdentity;
import dev.cleat.engine.session.SessionIdentity.Subject;
import dev.cleat.engine.terminal.DetachKeys;
import dev.cleat.engine.terminal.Echo;
import dev.cleat.engine.terminal.Guard;
import dev.cleat.engine.terminal.HostPty;
import dev.cleat.engine.terminal.Relay;
import dev.cleat.engine.terminal.RelayEnd;
import dev.cleat.engine.terminal.ScreenSeat;
import dev.cleat.engine.terminal.TtyTerminal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Relays a program of this host, as an attach relays a command inside: a PTY of its own, the operator's detach keys, the
 * host's recordings. The program is ssh, and at its other end another Cleat attaches.
 */
public final class ProgramRelay {

    private final SessionCapture.Policy recording;
    private final Guard guard;
    private final Consumer<String> warnings;

    /** @param guard of a terminal that is opened here */
    public ProgramRelay(SessionCapture.Policy recording, Guard guard, Consumer<String> warnings) {
        this.recording = recording;
        this.guard = guard;
        this.warnings = warnings;
    }

    /** Connects the PTY of the program with whatever the operator has. */
    private interface Connection {
        void make(Relay relay, HostPty pty) throws IOException;
    }

    /** As {@link dev.cleat.engine.api.Engine#relay}. */
    public CommandOutcome run(
            AttachRequest request, List<String> program, String farewell, Optional<OperatorTerminal> owned)
            throws ContainerException {
        DetachKeys keys = DetachKeys.parse(request.detachKeys());
        Program started = new Program(file(program), program, environment());
        Optional<OperatorTerminal> terminal = Optional.empty();
        try {
            terminal = owned.isPresent() ? owned : Optional.of(TtyTerminal.open(guard));
            TtyTerminal tty = (TtyTerminal) terminal.get();
            try (SessionCapture log = SessionCapture.open(request, identity(request), recording, terminal, warnings)) {
                return relayed(started, tty.size(), log, farewell, (relay, pty) -> relay.terminal(tty, pty, keys));
            }
        } catch (IOException e) {
            throw failure(request, program, e);
        } finally {
            if (owned.isEmpty()) {
                terminal.ifPresent(OperatorTerminal::close);
            }
        }
    }

    /** The same for somebody at {@code seat}, until its end or the seat is left. */
    public CommandOutcome run(AttachRequest request, List<String> program, String farewell, ScreenSeat seat)
            throws ContainerException {
        List<String> environment = new ArrayList<>(environment());
        environment.removeIf(variable -> variable.startsWith("TERM="));
        environment.add("TERM=" + ScreenSeat.TERM);
        Program started = new Program(file(program), program, environment);
        try (SessionCapture log =
                SessionCapture.goOn(RecordingNote.NONE, identity(request), recording, seat.size(), warnings)) {
            return relayed(started, seat.size(), log, farewell, (relay, pty) -> relay.terminal(seat, pty));
        } catch (IOException e) {
            throw failure(request, program, e);
        }
    }

    private static Path file(List<String> program) throws CommandNotRunException {
        return ProgramPath.find(program.get(0))
                .orElseThrow(() -> new CommandNotRunException(program.get(0) + " is not in the PATH", 127));
    }

    private static HostLimitException failure(AttachRequest request, List<String> program, IOException e) {
        return new HostLimitException(
                "cannot run " + program.get(0) + " for " + request.container() + ": " + e.getMessage(), null, e);
    }

    private record Program(Path file, List<String> arguments, List<String> environment) {}

    private static CommandOutcome relayed(
            Program program, TerminalSize size, SessionCapture log, String farewell, Connection connection)
            throws IOException {
        try (HostPty pty = HostPty.open(-1, -1, size);
                PidFd child = PidFd.open(
                        Spawn.onTerminal(program.file(), program.arguments(), program.environment(), pty.name()))) {
            Relay relay = Relay.until(child);
            log.hear(relay, Echo.of(pty.master()));
            connection.make(relay, pty);
            RelayEnd end = relay.run();
            return log.ended(new ProgramLeave(pty, child).outcome(end.reason(), farewell));
        }
    }

    /** What is known here of a session there: nothing of its process. */
    private static SessionIdentity identity(AttachRequest request) {
        Subject subject = new Subject(
                request.container(),
                Optional.empty(),
                0,
                request.command(),
                0,
                0,
                List.of(),
                request.elevated().stream().sorted().map(Enum::name).toList(),
                request.reason());
        return SessionIdentity.of(subject, Operator.current());
    }

    private static List<String> environment() {
        return System.getenv().entrySet().stream()
                .map(variable -> variable.getKey() + "=" + variable.getValue())
                .toList();
    }
}
