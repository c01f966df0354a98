package dev.cleat.engine.runtime;

import dev.cleat.engine.api.CommandNotRunException;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.Started;
import dev.cleat.engine.api.StepFailedException;
import dev.cleat.engine.attach.SessionCapture;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.PacketSocket;
import dev.cleat.engine.linux.PidFd;
import dev.cleat.engine.stage.StageFailureException;
import dev.cleat.engine.stage.StageStep;
import dev.cleat.engine.start.LastGate;
import dev.cleat.engine.state.ExitRecord;
import dev.cleat.engine.state.SavedContainer;
import dev.cleat.engine.state.SavedContainer.Waiting;
import dev.cleat.engine.terminal.DetachKeys;
import dev.cleat.engine.terminal.HostStream;
import dev.cleat.engine.terminal.Relay;
import dev.cleat.engine.terminal.RelayEnd;
import dev.cleat.engine.terminal.SignalHook;
import dev.cleat.engine.terminal.TtyTerminal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A start whose container console is the caller's terminal, until it ends or is left. */
final class Foreground {

    private static final String SOCKET = "console.sock";
    private static final Duration GLANCE = Duration.ofMillis(20);
    private static final Map<String, Integer> FORWARDED =
            Map.of("HUP", 1, "INT", 2, "TERM", 15); // the JVM keeps QUIT and USR1 for itself

    private final Parts parts;

    Foreground(Parts parts) {
        this.parts = parts;
    }

    /** A start that calls what it is given while init waits. */
    @FunctionalInterface
    interface Start {
        Started run(LastGate gate) throws ContainerException;
    }

    /** @param command what init runs; empty: what its definition says */
    CommandOutcome run(Start start, List<String> command, Optional<OperatorTerminal> owned) throws ContainerException {
        Connection connection = new Connection();
        List<String> what = command.isEmpty() ? List.of("console") : command;
        try {
            Started started = begin(start, (life, directory) -> {
                connection.open(directory);
                connection.visit = ConsoleVisit.begin(parts, life.name(), life.pid(), what, owned);
            });
            return connection.visit.ended(follow(started.name(), connection, owned));
        } catch (IOException e) {
            throw new HostLimitException("cannot follow the container console: " + e.getMessage(), null, e);
        } finally {
            connection.end();
        }
    }

    /** The program of a foreground start is the caller's command: not found and not executable are told as a shell does. */
    private static Started begin(Start start, LastGate gate) throws ContainerException {
        try {
            return start.run(gate);
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
     * with init, and sends nothing to a client that has not spoken. What is recorded of it is recorded over all its lives.
     */
    private static final class Connection {
        private Fd socket;
        private ConsoleVisit visit;

        void open(Fd stateDirectory) throws IOException {
            socket = PacketSocket.connect(stateDirectory, SOCKET);
            Relay.askForHistory(socket);
        }

        boolean isOpen() {
            return socket != null && socket.isOpen();
        }

        /** Of the next life; closed when that has ended already. */
        void reopen(Path stateDirectory) {
            try (Fd directory = Fd.open(stateDirectory, Fd.O_RDONLY | Fd.O_DIRECTORY | Fd.O_NOFOLLOW, 0)) {
                open(directory);
            } catch (IOException e) {
                close();
            }
        }

        void close() {
            if (socket != null) {
                socket.close();
            }
        }

        void end() {
            close();
            if (visit != null) {
                visit.close();
            }
        }
    }

    /** From life to life: one that reboots, or is restarted, is followed by the same terminal. */
    private CommandOutcome follow(String name, Connection connection, Optional<OperatorTerminal> owned)
            throws IOException, ContainerException {
        Optional<TtyTerminal> opened = owned.isEmpty() && Fd.isTerminal(0)
                ? Optional.of(TtyTerminal.open(parts.program::guard))
                : Optional.empty();
        List<SignalHook> hooks = forwardSignals(name);
        try {
            Optional<TtyTerminal> terminal = owned.map(TtyTerminal.class::cast).or(() -> opened);
            SavedContainer life = saved(name);
            RelayEnd.Reason end = relay(terminal, connection);
            while (end == RelayEnd.Reason.COMMAND_ENDED) {
                Optional<SavedContainer> next = followed(life, connection);
                if (next.isEmpty()) {
                    return ended(name);
                }
                life = next.get();
                end = connection.isOpen() ? relay(terminal, connection) : RelayEnd.Reason.COMMAND_ENDED;
            }
            return end == RelayEnd.Reason.DETACHED ? new CommandOutcome.Detached() : new CommandOutcome.HungUp();
        } finally {
            hooks.forEach(SignalHook::close);
            opened.ifPresent(TtyTerminal::close);
        }
    }

    private SavedContainer saved(String name) throws HostLimitException {
        return parts.states.read(name).orElseThrow(() -> new HostLimitException(name + " left no state", null));
    }

    private static RelayEnd.Reason relay(Optional<TtyTerminal> terminal, Connection connection)
            throws IOException, ContainerException {
        Relay relay = Relay.untilClosed();
        connection.visit.hear(relay);
        if (terminal.isPresent()) {
            DetachKeys keys = DetachKeys.ofConsole();
            relay.console(terminal.get(), connection.socket, keys, false, false);
        } else {
            relay.console(HostStream.source(0), HostStream.sink(1), connection.socket);
        }
        RelayEnd end = SessionCapture.run(relay);
        if (!end.failures().isEmpty()) {
            throw end.failures().get(0);
        }
        return end.reason();
    }

    private List<SignalHook> forwardSignals(String name) {
        List<SignalHook> hooks = new ArrayList<>();
        FORWARDED.forEach((signal, number) -> hooks.add(SignalHook.on(signal, () -> signal(name, number))));
        return hooks;
    }

    /** To init; where there is none because its next life is waited for, to who waits. */
    private void signal(String name, int number) {
        Optional<SavedContainer> life = parts.states.read(name);
        Optional<Waiting> waiting = life.flatMap(SavedContainer::waiting);
        long pid = waiting.map(Waiting::pid)
                .or(() -> life.map(SavedContainer::pid))
                .orElse(0L);
        long startTime = waiting.map(Waiting::startTime)
                .or(() -> life.map(SavedContainer::pidStartTime))
                .orElse(0L);
        try (PidFd process = open(pid, startTime)) {
            process.signal(number);
        } catch (ErrnoException e) {
            // It has ended: the relay is about to say so.
        }
    }

    /** ESRCH as well when {@code pid} is another process's by now: while it is held, its number is nobody else's. */
    private PidFd open(long pid, long startTime) throws ErrnoException {
        PidFd process = PidFd.open(pid);
        if (parts.procfs.stat(pid).stream().noneMatch(stat -> stat.startTicks() == startTime)) {
            process.close();
            throw new ErrnoException("process " + pid, Errno.ESRCH);
        }
        return process;
    }

    /** Its next life with its console connected, which waits for us at its last gate; empty when there is none. */
    private Optional<SavedContainer> followed(SavedContainer last, Connection connection) throws IOException {
        connection.close();
        Optional<Fd> following = parts.states.follow(last.name());
        try {
            Optional<SavedContainer> next = nextLife(last);
            next.ifPresent(life -> connection.reopen(parts.states.directoryOf(life.name())));
            return next;
        } finally {
            following.ifPresent(Fd::close);
        }
    }

    /** The keeper closes the console first and writes the exit status next; its end means that nothing is left. */
    private Optional<SavedContainer> nextLife(SavedContainer last) {
        try (PidFd keeper = open(last.keeperPid(), last.keeperStartTime())) {
            boolean ended = false;
            while (!ended && nextIn(last).isEmpty()) {
                ended = keeper.awaitEnd(GLANCE);
            }
        } catch (ErrnoException e) {
            // Gone already.
        }
        return nextIn(last);
    }

    private Optional<SavedContainer> nextIn(SavedContainer last) {
        return parts.states.read(last.name()).filter(now -> !now.started().equals(last.started()) && now.pid() != 0);
    }

    private CommandOutcome ended(String name) throws IOException {
        ExitRecord exit = parts.states
                .readExit(name)
                .orElseThrow(() -> new IOException("the keeper of " + name + " left no exit status"));
        return exit.exitCode().isPresent()
                ? new CommandOutcome.Exited(exit.exitCode().getAsInt())
                : new CommandOutcome.Killed(exit.signal().orElse(9));
    }
}
