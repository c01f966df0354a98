package dev.cleat.engine.attach;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.CommandNotRunException;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.host.ProgramPath;
import dev.cleat.engine.linux.PidFd;
import dev.cleat.engine.linux.Spawn;
import dev.cleat.engine.session.Operator;
import dev.cleat.engine.session.SessionIdentity;
import dev.cleat.engine.session.SessionIdentity.Subject;
import dev.cleat.engine.terminal.DetachKeys;
import dev.cleat.engine.terminal.Echo;
import dev.cleat.engine.terminal.Guard;
import dev.cleat.engine.terminal.HostPty;
import dev.cleat.engine.terminal.Relay;
import dev.cleat.engine.terminal.RelayEnd;
import dev.cleat.engine.terminal.TtyTerminal;
import java.io.IOException;
import java.nio.file.Path;
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

    /** As {@link dev.cleat.engine.api.Engine#relay}. */
    public CommandOutcome run(
            AttachRequest request, List<String> program, String farewell, Optional<OperatorTerminal> owned)
            throws ContainerException {
        Path file = ProgramPath.find(program.get(0))
                .orElseThrow(() -> new CommandNotRunException(program.get(0) + " is not in the PATH", 127));
        DetachKeys keys = DetachKeys.parse(request.detachKeys());
        SessionIdentity who = identity(request);
        Optional<OperatorTerminal> terminal = Optional.empty();
        try {
            terminal = owned.isPresent() ? owned : Optional.of(TtyTerminal.open(guard));
            try (SessionCapture log = SessionCapture.open(request, who, recording, terminal, warnings);
                    HostPty pty = HostPty.open(-1, -1, terminal.get().size());
                    PidFd child = PidFd.open(Spawn.onTerminal(file, program, environment(), pty.name()))) {
                RelayEnd end = relay(log, (TtyTerminal) terminal.get(), pty, child, keys);
                return log.ended(new ProgramLeave(pty, child).outcome(end.reason(), farewell));
            }
        } catch (IOException e) {
            throw new HostLimitException(
                    "cannot run " + program.get(0) + " for " + request.container() + ": " + e.getMessage(), null, e);
        } finally {
            if (owned.isEmpty()) {
                terminal.ifPresent(OperatorTerminal::close);
            }
        }
    }

    private static RelayEnd relay(SessionCapture log, TtyTerminal terminal, HostPty pty, PidFd child, DetachKeys keys)
            throws IOException {
        Relay relay = Relay.until(child);
        log.hear(relay, Echo.of(pty.master()));
        return relay.terminal(terminal, pty, keys).run();
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
