package dev.cleat.engine.runtime;

import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.SessionInfo;
import dev.cleat.engine.api.SessionInfo.State;
import dev.cleat.engine.api.TimedOutException;
import dev.cleat.engine.api.UnknownContainerException;
import dev.cleat.engine.api.WrongStateException;
import dev.cleat.engine.attach.SessionReturn;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.PacketSocket;
import dev.cleat.engine.session.SavedSession;
import dev.cleat.engine.session.SessionEnding;
import dev.cleat.engine.session.SessionRegistry;
import dev.cleat.engine.terminal.DetachKeys;
import dev.cleat.engine.terminal.HostStream;
import dev.cleat.engine.terminal.Relay;
import dev.cleat.engine.terminal.SessionClient;
import dev.cleat.engine.terminal.TtyTerminal;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The sessions of this host, for those who did not begin them. */
final class Sessions {

    private static final String LIST = "see them with: cleat sessions";

    private final Parts parts;
    private final SessionRegistry registry;

    Sessions(Parts parts) {
        this.parts = parts;
        this.registry = parts.sessions;
    }

    List<SessionInfo> all() throws ContainerException {
        return saved().stream().map(SavedSession::info).toList();
    }

    private List<SavedSession> saved() throws HostLimitException {
        try {
            return registry.all();
        } catch (IOException e) {
            throw new HostLimitException("cannot read the sessions: " + e.getMessage(), null, e);
        }
    }

    private SavedSession find(String id) throws ContainerException {
        List<SavedSession> found = saved().stream()
                .filter(session -> !id.isEmpty() && session.identity().id().startsWith(id))
                .toList();
        if (found.isEmpty()) {
            throw new UnknownContainerException("no session " + id, LIST);
        }
        if (found.size() > 1) {
            throw new UnknownContainerException(id + " is the beginning of " + found.size() + " sessions' ids", LIST);
        }
        return found.get(0);
    }

    CommandOutcome attach(String id, String detachKeys, Optional<OperatorTerminal> owned) throws ContainerException {
        SavedSession session = find(id);
        if (session.state() == State.ATTACHED) {
            throw taken(session);
        }
        if (session.state() == State.ENDED) {
            return end(session, owned);
        }
        return view(session, detachKeys, owned, false);
    }

    CommandOutcome watch(String id, String detachKeys, Optional<OperatorTerminal> owned) throws ContainerException {
        SavedSession session = find(id);
        if (session.state() == State.ENDED) {
            throw new WrongStateException(
                    name(session) + " has ended", "its last screen and status: cleat sessions attach " + id);
        }
        return view(session, detachKeys, owned, true);
    }

    private static BusyException taken(SavedSession session) {
        return new BusyException(
                "somebody is at " + name(session),
                "look on with: cleat sessions watch " + session.identity().id());
    }

    private static String name(SavedSession session) {
        return "session " + session.identity().id();
    }

    private CommandOutcome view(SavedSession session, String keys, Optional<OperatorTerminal> owned, boolean watches)
            throws ContainerException {
        DetachKeys detach = DetachKeys.parse(keys);
        try (Fd directory = registry.open();
                Fd socket = connect(directory, session)) {
            Optional<TtyTerminal> opened = opened(owned);
            try {
                Optional<TtyTerminal> terminal =
                        owned.map(TtyTerminal.class::cast).or(() -> opened);
                return watches
                        ? look(session, SessionClient.watch(socket), detach, terminal)
                        : new SessionReturn(parts.settings, parts.warnings)
                                .run(session, directory, SessionClient.attach(socket), detach, terminal)
                                .orElseThrow(() -> taken(session));
            } finally {
                opened.ifPresent(TtyTerminal::close);
            }
        } catch (IOException e) {
            throw new HostLimitException("cannot go on with " + name(session) + ": " + e.getMessage(), null, e);
        }
    }

    private Optional<TtyTerminal> opened(Optional<OperatorTerminal> owned) throws IOException {
        return owned.isEmpty() && Fd.isTerminal(0) && Fd.isTerminal(1)
                ? Optional.of(TtyTerminal.open(parts.program::guard))
                : Optional.empty();
    }

    /** Who looks on has not run the command: how it ends is no failure of theirs. */
    private static CommandOutcome look(
            SavedSession session, SessionClient view, DetachKeys keys, Optional<TtyTerminal> terminal)
            throws IOException, ContainerException {
        if (!view.awaitAdmission()) {
            throw new BusyException(name(session) + " has as many who look on as it can have, or has just ended", LIST);
        }
        Relay relay = Relay.untilClosed();
        if (terminal.isPresent()) {
            relay.session(terminal.get(), view, keys);
        } else {
            relay.session(HostStream.source(0), HostStream.sink(1), view);
        }
        return switch (relay.run().reason()) {
            case DETACHED ->
                new CommandOutcome.Detached(Optional.of(session.identity().id()));
            case HUNG_UP -> new CommandOutcome.HungUp();
            case COMMAND_ENDED -> new CommandOutcome.Exited(0);
        };
    }

    private static Fd connect(Fd directory, SavedSession session) throws IOException, ContainerException {
        try {
            return PacketSocket.connect(directory, session.identity().id() + ".sock");
        } catch (ErrnoException e) {
            if (e.errno() == Errno.ENOENT || e.errno() == Errno.ECONNREFUSED) {
                throw new WrongStateException(
                        name(session) + " has no terminal", "what passes pipes is seen by who began it only");
            }
            throw e;
        }
    }

    /** Shown and told once, then forgotten. */
    private CommandOutcome end(SavedSession session, Optional<OperatorTerminal> owned) throws ContainerException {
        try (Fd directory = registry.open()) {
            recordRest(session, directory, owned);
            LastScreen.show(registry.take(session), owned);
            return new CommandOutcome.Exited(session.exitStatus().orElse(0));
        } catch (IOException e) {
            throw new HostLimitException("cannot read " + name(session) + ": " + e.getMessage(), null, e);
        }
    }

    void kill(String id, Duration grace) throws ContainerException {
        SavedSession session = find(id);
        if (session.isAlive()) {
            end(session, grace);
            return;
        }
        try (Fd directory = registry.open()) {
            recordRest(session, directory, Optional.empty());
            registry.take(session);
        } catch (IOException e) {
            throw new HostLimitException("cannot remove " + name(session) + ": " + e.getMessage(), null, e);
        }
    }

    private void recordRest(SavedSession session, Fd directory, Optional<OperatorTerminal> owned)
            throws ContainerException, IOException {
        CommandOutcome end = session.isAlive()
                ? new CommandOutcome.HungUp()
                : new CommandOutcome.Exited(session.exitStatus().orElse(0));
        new SessionReturn(parts.settings, parts.warnings)
                .recordRest(session, directory, owned.map(TtyTerminal.class::cast), end);
    }

    /** Those of a life that has been ended: what of them was outside of the container lives yet. */
    void endAllOf(String container, long initPid) throws ContainerException {
        for (SavedSession session : saved()) {
            if (session.isAlive()
                    && session.identity().initPid() == initPid
                    && session.identity().container().equals(container)) {
                end(session, Duration.ZERO);
            }
        }
    }

    /** What it showed to nobody is recorded while it is there: its keeper takes it away with the session. */
    private void end(SavedSession session, Duration grace) throws ContainerException {
        if (session.state() == State.DETACHED) {
            try (Fd directory = registry.open()) {
                recordRest(session, directory, Optional.empty());
            } catch (IOException e) {
                parts.warnings.accept("what " + name(session) + " showed to nobody is not recorded: " + e.getMessage());
            }
        }
        SessionEnding ending = new SessionEnding(parts.cgroups, parts.procfs, session);
        if (!ending.run(grace, () -> isAlive(session))) {
            throw new TimedOutException(
                    name(session) + " does not end: processes " + ending.processes() + " live on",
                    "in a frozen container they end when it is thawed");
        }
    }

    private boolean isAlive(SavedSession session) {
        try {
            return registry.all().stream()
                    .anyMatch(other -> other.isAlive()
                            && other.identity().id().equals(session.identity().id()));
        } catch (IOException e) {
            return false;
        }
    }
}
