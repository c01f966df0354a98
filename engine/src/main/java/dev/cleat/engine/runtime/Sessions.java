package dev.cleat.engine.runtime;

import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.PaneViewer;
import dev.cleat.engine.api.SessionInfo;
import dev.cleat.engine.api.SessionInfo.State;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.api.TimedOutException;
import dev.cleat.engine.api.UnknownContainerException;
import dev.cleat.engine.api.WrongStateException;
import dev.cleat.engine.attach.SessionReturn;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.PacketSocket;
import dev.cleat.engine.session.EndNote;
import dev.cleat.engine.session.Operator;
import dev.cleat.engine.session.SavedSession;
import dev.cleat.engine.session.SessionEnding;
import dev.cleat.engine.session.SessionRegistry;
import dev.cleat.engine.terminal.DetachKeys;
import dev.cleat.engine.terminal.HostStream;
import dev.cleat.engine.terminal.Relay;
import dev.cleat.engine.terminal.RelayEnd;
import dev.cleat.engine.terminal.ScreenSeat;
import dev.cleat.engine.terminal.SessionClient;
import dev.cleat.engine.terminal.TtyTerminal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The sessions of this host, for those who did not begin them. */
final class Sessions {

    private static final String LIST = "see them with: cleat sessions";
    private static final int MOST_NAMED = 4;

    /** Somebody else records the rest of a session meanwhile; it is 8 MiB at most. */
    private static final Duration TURN = Duration.ofSeconds(10);

    private static final Duration GLANCE = Duration.ofMillis(20);

    private final Parts parts;
    private final SessionRegistry registry;

    Sessions(Parts parts) {
        this.parts = parts;
        this.registry = parts.sessions;
    }

    List<SessionInfo> all() throws ContainerException {
        List<SavedSession> all = saved();
        all.forEach(this::settle);
        return all.stream()
                .filter(session -> !session.isForgotten())
                .map(SavedSession::info)
                .toList();
    }

    /** Nobody need come back to a session for the rest of its recording. What cannot be written now is tried again. */
    private void settle(SavedSession session) {
        if (session.state() != State.ENDED || session.recording().isComplete() && !session.isForgotten()) {
            return;
        }
        try (Fd directory = registry.open()) {
            if (recordRest(session, directory) && session.isForgotten()) {
                registry.take(session);
            }
        } catch (ContainerException | IOException e) {
            // Whoever attaches to it is told.
        }
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
                .filter(session -> !session.isForgotten())
                .toList();
        if (found.isEmpty()) {
            throw new UnknownContainerException(
                    id.isEmpty() ? "an empty id is no session's" : "no session " + id, LIST);
        }
        if (found.size() > 1) {
            throw new UnknownContainerException(
                    found.size() + " sessions begin with " + id + ": " + ids(found),
                    "give as much of the id as is one's alone");
        }
        return found.get(0);
    }

    private static String ids(List<SavedSession> sessions) {
        String first = sessions.stream()
                .limit(MOST_NAMED)
                .map(session ->
                        session.identity().id() + " (" + session.identity().container() + ")")
                .collect(Collectors.joining(", "));
        int more = sessions.size() - MOST_NAMED;
        return more > 0 ? first + " and " + more + " more" : first;
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

    /** A session in a part of a screen; who looks on is not its operator. */
    LivePane pane(String id, boolean watches, TerminalSize size, PaneViewer viewer) throws ContainerException {
        SavedSession session = find(id);
        if (session.state() == State.ATTACHED && !watches) {
            throw taken(session);
        }
        if (session.state() == State.ENDED) {
            throw new WrongStateException(
                    name(session) + " has ended", "its last screen and status: cleat sessions attach " + id);
        }
        return LivePane.begin(
                session.identity().id(), watches, !watches, size, viewer, seat -> stay(session, watches, seat));
    }

    private CommandOutcome stay(SavedSession session, boolean watches, ScreenSeat seat) throws ContainerException {
        try (Fd directory = registry.open();
                Fd socket = connect(directory, session);
                SessionClient client = watches ? SessionClient.watch(socket) : SessionClient.attach(socket)) {
            if (!watches) {
                return new SessionReturn(parts.settings, parts.warnings)
                        .run(session, directory, client, seat, parts.warnings)
                        .orElseThrow(() -> taken(session));
            }
            if (!client.awaitAdmission()) {
                throw new BusyException(name(session) + " has as many who look on as it can have", LIST);
            }
            return Relay.untilClosed().session(seat, client).run().reason() == RelayEnd.Reason.DETACHED
                    ? new CommandOutcome.Detached(Optional.of(session.identity().id()))
                    : new CommandOutcome.Exited(0);
        } catch (IOException e) {
            throw new HostLimitException("cannot go on with " + name(session) + ": " + e.getMessage(), null, e);
        }
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
        List<String> afterwards = new ArrayList<>();
        try (Fd directory = registry.open();
                Fd socket = connect(directory, session);
                EndNote said = EndNote.open(directory, session.identity().id());
                SessionClient client = watches ? SessionClient.watch(socket) : SessionClient.attach(socket)) {
            Optional<TtyTerminal> opened = opened(owned);
            try {
                Optional<TtyTerminal> terminal =
                        owned.map(TtyTerminal.class::cast).or(() -> opened);
                return watches
                        ? look(session, client, detach, terminal, said, afterwards::add)
                        : new SessionReturn(parts.settings, parts.warnings)
                                .run(session, directory, client, detach, terminal, afterwards::add)
                                .orElseThrow(() -> taken(session));
            } finally {
                opened.ifPresent(TtyTerminal::close);
                afterwards.forEach(parts.warnings);
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
            SavedSession session,
            SessionClient client,
            DetachKeys keys,
            Optional<TtyTerminal> terminal,
            EndNote said,
            Consumer<String> afterwards)
            throws IOException, ContainerException {
        if (!client.awaitAdmission()) {
            throw new BusyException(name(session) + " has as many who look on as it can have, or has just ended", LIST);
        }
        Relay relay = Relay.untilClosed().asides(new WatcherAsides(session.recording()));
        if (terminal.isPresent()) {
            relay.session(terminal.get(), client, keys);
        } else {
            relay.session(HostStream.source(0), HostStream.sink(1), client);
        }
        return switch (relay.run().reason()) {
            case DETACHED ->
                new CommandOutcome.Detached(Optional.of(session.identity().id()));
            case HUNG_UP -> new CommandOutcome.HungUp();
            case COMMAND_ENDED -> {
                said.read().map(how -> name(session) + " was ended " + how).ifPresent(afterwards);
                yield new CommandOutcome.Exited(0);
            }
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

    /** Shown and told once, then forgotten, unless not all of it could be recorded yet. */
    private CommandOutcome end(SavedSession session, Optional<OperatorTerminal> owned) throws ContainerException {
        try (Fd directory = registry.open()) {
            boolean isDone = recordRest(session, directory);
            LastScreen.show(registry.lastScreen(session), owned);
            if (isDone) {
                registry.take(session);
            }
            return new CommandOutcome.Exited(session.exitStatus().orElse(0));
        } catch (IOException e) {
            throw new HostLimitException("cannot read " + name(session) + ": " + e.getMessage(), null, e);
        }
    }

    void kill(String id, Duration grace) throws ContainerException {
        SavedSession session = find(id);
        if (session.isAlive()) {
            note(session, "by " + Operator.current().described() + " with sessions kill");
            end(session, grace);
        }
        forget(session);
    }

    /** Whoever is at it is told; that fails on a full disk, which keeps nothing alive. */
    private void note(SavedSession session, String how) {
        try (Fd directory = registry.open()) {
            SessionRegistry.noteEnd(directory, session.identity().id(), how);
        } catch (IOException e) {
            // It ends without a word.
        }
    }

    private void end(SavedSession session, Duration grace) throws ContainerException {
        SessionEnding ending = new SessionEnding(parts.cgroups, parts.procfs, session);
        if (!ending.run(grace, () -> isAlive(session))) {
            throw new TimedOutException(
                    name(session) + " does not end: processes " + ending.processes() + " live on",
                    "in a frozen container they end when it is thawed");
        }
    }

    /** Who has ended it knows how; what it showed to nobody is recorded. */
    private void forget(SavedSession session) throws ContainerException {
        try (Fd directory = registry.open()) {
            Optional<SavedSession> ended =
                    registry.find(session.identity().id()).filter(now -> now.state() == State.ENDED);
            if (ended.isPresent()) {
                if (recordRest(ended.get(), directory)) {
                    registry.take(ended.get());
                }
            }
        } catch (IOException e) {
            throw new HostLimitException("cannot remove " + name(session) + ": " + e.getMessage(), null, e);
        }
    }

    /** Of a session that has ended, one after the other; false when not all who want it have it. */
    private boolean recordRest(SavedSession session, Fd directory) throws ContainerException, IOException {
        if (session.recording().isComplete()) {
            return true;
        }
        String id = session.identity().id();
        try (Fd hold = turn(directory, id)) {
            Optional<SavedSession> now = registry.find(id); // another may have done it meanwhile
            if (now.isEmpty() || now.get().recording().isComplete()) {
                return true;
            }
            CommandOutcome end = session.exitStatus().isPresent()
                    ? new CommandOutcome.Exited(session.exitStatus().getAsInt())
                    : new CommandOutcome.HungUp();
            return new SessionReturn(parts.settings, parts.warnings).recordRest(now.get(), directory, end);
        }
    }

    private static Fd turn(Fd directory, String id) throws IOException, ContainerException {
        long deadline = System.nanoTime() + TURN.toNanos();
        Optional<Fd> held = SessionRegistry.hold(directory, id);
        while (held.isEmpty()) {
            if (System.nanoTime() - deadline >= 0) {
                throw new BusyException("session " + id + ": somebody else records what it showed to nobody", null);
            }
            LockSupport.parkNanos(GLANCE.toNanos());
            held = SessionRegistry.hold(directory, id);
        }
        return held.get();
    }

    /** Those of a life that is about to end. Who is at one of them is told who ends it. */
    List<SavedSession> announceEnd(String container, long initPid, String by) throws ContainerException {
        List<SavedSession> all = saved().stream()
                .filter(session -> session.isAlive()
                        && session.identity().initPid() == initPid
                        && session.identity().container().equals(container))
                .toList();
        all.forEach(session -> note(session, by));
        return all;
    }

    /** The life has ended: what of them was outside of the container lives yet. */
    void endAll(List<SavedSession> announced) throws ContainerException {
        for (SavedSession session : announced) {
            if (isAlive(session)) {
                end(session, Duration.ZERO);
            }
            forget(session);
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
