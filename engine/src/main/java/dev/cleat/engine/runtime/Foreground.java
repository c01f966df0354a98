package dev.cleat.engine.runtime;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.CommandNotRunException;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.Started;
import dev.cleat.engine.api.StepFailedException;
import dev.cleat.engine.api.StepListener;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.PacketSocket;
import dev.cleat.engine.linux.PidFd;
import dev.cleat.engine.stage.StageFailureException;
import dev.cleat.engine.stage.StageStep;
import dev.cleat.engine.start.ContainerStart;
import dev.cleat.engine.state.ExitRecord;
import dev.cleat.engine.state.SavedContainer;
import dev.cleat.engine.state.StateStore;
import dev.cleat.engine.terminal.DetachKeys;
import dev.cleat.engine.terminal.Guard;
import dev.cleat.engine.terminal.HostStream;
import dev.cleat.engine.terminal.Relay;
import dev.cleat.engine.terminal.RelayEnd;
import dev.cleat.engine.terminal.SignalHook;
import dev.cleat.engine.terminal.TtyTerminal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A start whose container console is the caller's terminal, until it ends or is left. */
final class Foreground {

    private static final String SOCKET = "console.sock";
    private static final Duration KEEPERS_LAST_WORK = Duration.ofSeconds(30);
    private static final Map<String, Integer> FORWARDED =
            Map.of("HUP", 1, "INT", 2, "TERM", 15); // the JVM keeps QUIT and USR1 for itself

    private final ContainerStart start;
    private final StateStore states;
    private final Guard guard;

    Foreground(ContainerStart start, StateStore states, Guard guard) {
        this.start = start;
        this.states = states;
        this.guard = guard;
    }

    CommandOutcome run(StartRequest request, StepListener listener, Optional<OperatorTerminal> owned)
            throws ContainerException {
        Connection connection = new Connection();
        try {
            Started started = start(request, listener, connection);
            SavedContainer saved = states.read(started.name())
                    .orElseThrow(() -> new HostLimitException(started.name() + " left no state", null));
            return relay(saved, connection, owned);
        } catch (IOException e) {
            throw new HostLimitException("cannot follow the container console: " + e.getMessage(), null, e);
        } finally {
            connection.close();
        }
    }

    /** The program of a foreground start is the caller's command: not found and not executable are told as a shell does. */
    private Started start(StartRequest request, StepListener listener, Connection connection)
            throws ContainerException {
        try {
            return start.run(request, listener, connection::open);
        } catch (StepFailedException e) {
            if (e.getCause() instanceof StageFailureException failure && failure.step() == StageStep.EXECUTE_INIT) {
                boolean missing = failure.errno() == Errno.ENOENT || failure.errno() == Errno.ENOTDIR;
                throw new CommandNotRunException(e.describe(), missing ? 127 : 126);
            }
            throw e;
        }
    }

    /**
     * The console's socket, connected while init waits. The console is asked at once for all it will show: the keeper ends
     * with init, and sends nothing to a client that has not spoken.
     */
    private static final class Connection {
        private Fd socket;

        void open(Fd stateDirectory) throws IOException {
            socket = PacketSocket.connect(stateDirectory, SOCKET);
            Relay.askForHistory(socket);
        }

        void close() {
            if (socket != null) {
                socket.close();
            }
        }
    }

    private CommandOutcome relay(SavedContainer saved, Connection connection, Optional<OperatorTerminal> owned)
            throws IOException, ContainerException {
        Optional<TtyTerminal> opened =
                owned.isEmpty() && Fd.isTerminal(0) ? Optional.of(TtyTerminal.open(guard)) : Optional.empty();
        List<SignalHook> hooks = forwardSignals(saved);
        try {
            Relay relay = Relay.untilClosed();
            Optional<TtyTerminal> terminal = owned.map(TtyTerminal.class::cast).or(() -> opened);
            if (terminal.isPresent()) {
                DetachKeys keys = DetachKeys.parse(AttachRequest.DEFAULT_DETACH_KEYS);
                relay.console(terminal.get(), connection.socket, keys, false, false);
            } else {
                relay.console(HostStream.source(0), HostStream.sink(1), connection.socket);
            }
            return outcome(saved, relay.run());
        } finally {
            hooks.forEach(SignalHook::close);
            opened.ifPresent(TtyTerminal::close);
        }
    }

    private static List<SignalHook> forwardSignals(SavedContainer saved) {
        List<SignalHook> hooks = new ArrayList<>();
        FORWARDED.forEach((name, number) -> hooks.add(SignalHook.on(name, () -> signal(saved, number))));
        return hooks;
    }

    private static void signal(SavedContainer saved, int number) {
        try (PidFd init = PidFd.open(saved.pid())) {
            init.signal(number);
        } catch (ErrnoException e) {
            // It has ended: the relay is about to say so.
        }
    }

    private CommandOutcome outcome(SavedContainer saved, RelayEnd end) throws IOException {
        return switch (end.reason()) {
            case DETACHED -> new CommandOutcome.Detached();
            case HUNG_UP -> new CommandOutcome.HungUp();
            case COMMAND_ENDED -> ended(saved);
        };
    }

    /** The keeper closes the console first and writes the exit status next; its end means that nothing is left. */
    private CommandOutcome ended(SavedContainer saved) throws IOException {
        try (PidFd keeper = PidFd.open(saved.keeperPid())) {
            keeper.awaitEnd(KEEPERS_LAST_WORK);
        } catch (ErrnoException e) {
            // Gone already.
        }
        ExitRecord exit = states.readExit(saved.name())
                .orElseThrow(() -> new IOException("the keeper of " + saved.name() + " left no exit status"));
        return exit.exitCode().isPresent()
                ? new CommandOutcome.Exited(exit.exitCode().getAsInt())
                : new CommandOutcome.Killed(exit.signal().orElse(9));
    }
}
