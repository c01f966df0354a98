package dev.cleat.engine.runtime;

import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.WrongStateException;
import dev.cleat.engine.attach.SessionCapture;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.PacketSocket;
import dev.cleat.engine.runtime.OurContainers.Ours;
import dev.cleat.engine.terminal.DetachKeys;
import dev.cleat.engine.terminal.HostStream;
import dev.cleat.engine.terminal.Relay;
import dev.cleat.engine.terminal.RelayEnd;
import dev.cleat.engine.terminal.TtyTerminal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** An operator at the container console of a container that runs, beside others who may be there. */
final class ConsoleViewer {

    private final Parts parts;

    ConsoleViewer(Parts parts) {
        this.parts = parts;
    }

    CommandOutcome run(String name, int tty, boolean readOnly, boolean history, Optional<OperatorTerminal> owned)
            throws ContainerException {
        Ours own = parts.ours.find(name).orElseThrow(() -> parts.absent(name));
        if (own.state() == ContainerState.STOPPED) {
            throw new WrongStateException(name + " is not running", null);
        }
        try (Fd directory = Fd.open(parts.states.directoryOf(name), Fd.O_RDONLY | Fd.O_DIRECTORY | Fd.O_NOFOLLOW, 0);
                Fd socket = connect(directory, name, tty)) {
            if (readOnly) { // who looks on has done nothing
                return outcome(relay(Relay.untilClosed(), socket, true, history, owned), own);
            }
            String terminal = tty == 0 ? "console" : "tty" + tty;
            try (ConsoleVisit visit =
                    ConsoleVisit.begin(parts, name, own.saved().pid(), List.of(terminal), owned)) {
                Relay relay = Relay.untilClosed();
                visit.hear(relay);
                return visit.ended(outcome(relay(relay, socket, false, history, owned), own));
            }
        } catch (IOException e) {
            throw new HostLimitException("the console of " + name + ": " + e.getMessage(), null, e);
        }
    }

    private static Fd connect(Fd directory, String name, int tty) throws IOException, ContainerException {
        String socket = tty == 0 ? "console.sock" : "tty" + tty + ".sock";
        try {
            return PacketSocket.connect(directory, socket);
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ENOENT || e.errno() == Errno.ECONNREFUSED) {
                throw new WrongStateException(
                        name + " has no " + (tty == 0 ? "console" : "terminal " + tty),
                        tty == 0 ? "console.mode is none" : "set tty.count in its definition");
            }
            throw e;
        }
    }

    private RelayEnd relay(Relay relay, Fd socket, boolean readOnly, boolean history, Optional<OperatorTerminal> owned)
            throws ContainerException, IOException {
        Optional<TtyTerminal> opened = owned.isEmpty() && Fd.isTerminal(0)
                ? Optional.of(TtyTerminal.open(parts.program::guard))
                : Optional.empty();
        try {
            Optional<TtyTerminal> terminal = owned.map(TtyTerminal.class::cast).or(() -> opened);
            if (terminal.isPresent()) {
                DetachKeys keys = DetachKeys.ofConsole();
                relay.console(terminal.get(), socket, keys, history, readOnly);
            } else {
                relay.console(HostStream.source(0), HostStream.sink(1), socket, history, readOnly);
            }
            RelayEnd end = SessionCapture.run(relay);
            if (!end.failures().isEmpty()) {
                throw end.failures().get(0);
            }
            return end;
        } finally {
            opened.ifPresent(TtyTerminal::close);
        }
    }

    private CommandOutcome outcome(RelayEnd end, Ours before) {
        return switch (end.reason()) {
            case DETACHED -> new CommandOutcome.Detached();
            case HUNG_UP -> new CommandOutcome.HungUp();
            case COMMAND_ENDED -> goesOn(before) ? new CommandOutcome.HungUp() : new CommandOutcome.Exited(0);
        };
    }

    /** Its keeper closes the console after init's end only: what goes on was left by who read what we print. */
    private boolean goesOn(Ours before) {
        return parts.ours
                .find(before.saved().name())
                .filter(now -> now.hasInit()
                        && now.saved().started().equals(before.saved().started()))
                .isPresent();
    }
}
