package dev.cleat.engine.attach;

import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.cgroup.SessionLeaf;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.linux.BootClock;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.HostLog;
import dev.cleat.engine.linux.PidFd;
import dev.cleat.engine.linux.Signals;
import dev.cleat.engine.procfs.ProcessStat;
import dev.cleat.engine.session.EndNote;
import dev.cleat.engine.session.Session;
import dev.cleat.engine.session.SessionNotice;
import dev.cleat.engine.session.SharedScreen;
import dev.cleat.engine.stage.AttachStage;
import dev.cleat.engine.stage.SessionKeeperResources;
import dev.cleat.engine.terminal.Relay;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A session while its client has it: in the registry, in the host's log, and, when it can live on without the client, in the
 * memory and the hands of its keeper.
 */
final class ClientSession implements AutoCloseable {

    /** How long what was hung up may take to end by itself. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration GLANCE = Duration.ofMillis(5);

    private final Session session;
    private final Optional<SessionLeaf> leaf;
    private final boolean killsRest;
    private AutoCloseable hooks = () -> {};
    private Optional<SessionKeeperResources> kept = Optional.empty();
    private Optional<SharedScreen> screen = Optional.empty();
    private Optional<Thread> hangUp = Optional.empty();
    private String end = "ended";
    private long command;
    private long commandStartTicks;
    private boolean isStarted;
    private boolean isTied;
    private boolean isLeft;

    /** @param killsRest what is in the leaf when the command has ended is killed */
    ClientSession(Session session, Optional<SessionLeaf> leaf, boolean killsRest) {
        this.session = session;
        this.leaf = leaf;
        this.killsRest = killsRest;
    }

    /** The cgroup of its own. */
    Optional<SessionLeaf> leaf() {
        return leaf;
    }

    /** @param afterwards what is to be done at its end, or when it is left */
    void begin(AutoCloseable afterwards) {
        hooks = afterwards;
        if (leaf.isPresent()) {
            note(0, 0); // its cgroup is known even if we are killed before its command is
        }
    }

    /** What its keeper gets; empty: it ends with its client. */
    Optional<SessionKeeperResources> kept() {
        return kept;
    }

    /**
     * It has a keeper, so that others can look on, and perhaps go on with it.
     *
     * @param master the end of its terminal that we have
     * @param tied it ends with us
     */
    void keep(Fd master, boolean tied, List<Path> refuges) throws ErrnoException {
        isTied = tied;
        SharedScreen shared = SharedScreen.create();
        screen = Optional.of(shared);
        kept = Optional.of(new SessionKeeperResources(
                session.id(),
                session.directory(),
                session.lock(),
                session.countersAt(),
                BootClock.microseconds(),
                master,
                shared.memory().fd(),
                tied,
                SessionNotice.of(session.identity(), "ended"),
                refuges,
                leaf,
                killsRest));
    }

    /** Its command runs. */
    void started(long pid) {
        command = pid;
        commandStartTicks = new Procfs().stat(pid).map(ProcessStat::startTicks).orElse(0L);
        note(command, commandStartTicks);
        isStarted = true;
        HostLog.tell(SessionNotice.of(session.identity(), "begins"));
    }

    /** Follows what passes {@code relay}. */
    void hear(Relay relay, AttachStage stage) {
        relay.count(this::count);
        if (screen.isPresent()) {
            screen.get().onNews(() -> show(stage));
            relay.tap(screen.get()).remembered(screen.get());
        }
        // Asked to end we end it; killed we leave it.
        Thread hook = new Thread(screen.isPresent() ? stage::hangUp : this::hangUpProcesses, "hang up");
        Runtime.getRuntime().addShutdownHook(hook);
        hangUp = Optional.of(hook);
    }

    /** What has no terminal hears of our end as it would of a terminal's: all that the session started gets SIGHUP. */
    private void hangUpProcesses() {
        try {
            PidFd.signalEach(this::processes, Signals.HUP, Signals.CONT); // one that is stopped hears of it only then
        } catch (ErrnoException e) {
            // It has got away from us with a privilege that we have not.
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!processes().isEmpty() && System.nanoTime() - deadline < 0) {
            LockSupport.parkNanos(GLANCE.toNanos());
        }
        endLeaf();
    }

    private List<Long> processes() {
        return leaf.map(SessionLeaf::processes)
                .orElseGet(() -> new Procfs()
                        .stat(command)
                        .filter(stat -> stat.isAlive() && stat.startTicks() == commandStartTicks)
                        .map(stat -> List.of(stat.pid()))
                        .orElse(List.of()));
    }

    private void endLeaf() {
        if (leaf.isPresent() && killsRest) {
            leaf.get().killAll();
        }
        leaf.ifPresent(SessionLeaf::close);
    }

    private static void show(AttachStage stage) {
        try {
            stage.show();
        } catch (IOException e) {
            throw new IllegalStateException(e); // one packet on a socket that nothing else fills
        }
    }

    /** On a full disk a session is worth more than what others can read of it. */
    private void note(long pid, long startTicks) {
        try {
            session.started(pid, startTicks, leaf.map(SessionLeaf::path));
        } catch (IOException e) {
            // It is found by its cgroup or not at all.
        }
    }

    private void count(long in, long out) {
        try {
            session.passed(in, out);
        } catch (IOException e) {
            // The next second tries again.
        }
    }

    /** It lives on without us; its id. */
    String leave(AttachStage stage) throws IOException {
        stage.leave();
        session.handOver();
        isLeft = true;
        return session.id();
    }

    /** By the detach keys. What no keeper has was hung up. */
    CommandOutcome detached(AttachStage stage) throws IOException {
        if (screen.isPresent() && !isTied) {
            return new CommandOutcome.Detached(Optional.of(leave(stage)));
        }
        return ended(new CommandOutcome.Detached());
    }

    /** It came to its end with us. */
    CommandOutcome ended(CommandOutcome outcome) {
        if (outcome instanceof CommandOutcome.Exited exited) {
            end = "ended with status " + exited.status();
        } else if (outcome instanceof CommandOutcome.Killed killed) {
            end = "ended by signal " + killed.number();
        } else {
            end = "was hung up";
        }
        return outcome;
    }

    /** Who else than its command, or the operator, ended it. */
    Optional<String> endByOthers(PidFd init, CommandOutcome outcome) {
        try (EndNote note = EndNote.open(session.directory(), session.id())) {
            return EndByOthers.clause(session.identity(), note, Optional.of(init), outcome);
        }
    }

    @Override
    public void close() throws IOException {
        hangUp.ifPresent(ClientSession::forget);
        screen.ifPresent(SharedScreen::close);
        try (session) {
            hooks.close();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e); // hooks warn, they do not fail afterwards
        }
        if (isLeft) {
            return;
        }
        endLeaf();
        if (isStarted) {
            HostLog.tell(SessionNotice.of(session.identity(), end));
        }
    }

    private static void forget(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // We are being shut down: it runs.
        }
    }
}
