package dev.cleat.engine.stage;

import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.PacketSocket;
import dev.cleat.engine.linux.PidFd;
import dev.cleat.engine.linux.Signals;
import dev.cleat.engine.plan.StartPlan;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The stage in its long-lived role while a container starts: until {@link #commit} the container dies with this
 * connection; afterwards it belongs to the keeper alone.
 */
public final class KeeperStage implements AutoCloseable {

    private static final Duration GOODBYE = Duration.ofSeconds(10);

    private final StageConnection connection;
    private final long pid;
    private final Optional<PidFd> keeper;
    private final List<StageStep> early = new ArrayList<>();
    private boolean committed;

    /** @param keeper empty when it has ended already: its reports, which are still to be read, tell why */
    private KeeperStage(StageConnection connection, long pid, Optional<PidFd> keeper) {
        this.connection = connection;
        this.pid = pid;
        this.keeper = keeper;
    }

    /** Spawns a keeper and gives it its plan. It clones init at once; init waits at its first gate. */
    public static KeeperStage spawn(StageProgram program, StartPlan plan, KeeperResources resources)
            throws IOException {
        StartPlanEncoder encoder = new StartPlanEncoder(plan, resources);
        var packets = encoder.encode();
        StageProgram.Spawned spawned =
                program.spawn("keeper", plan.name(), encoder.descriptors().all());
        try {
            spawned.connection().waitLonger(HookEncoder.longest(plan.hooks()));
            spawned.connection().sendAll(packets);
            long pid = spawned.awaitReady();
            return new KeeperStage(spawned.connection(), pid, PidFd.ofLiving(pid));
        } catch (IOException e) {
            spawned.abandon();
            throw e;
        }
    }

    /** The keeper's pid on the host. */
    public long pid() {
        return pid;
    }

    /** Waits for init and returns its pid on the host. */
    public long awaitInit() throws IOException {
        while (true) {
            Report report = connection.receive();
            if (report instanceof Report.Child child) {
                return child.pid();
            }
            if (!(report instanceof Report.Began step)) {
                throw unexpected(report);
            }
            if (step.step() != StageStep.CLONE_INIT) {
                early.add(step.step()); // init may be quicker to say what it does than the keeper to say who it is
            }
        }
    }

    /** Follows init, telling of each step it begins, until it waits at {@code gate}. */
    public void followTo(Gate gate, Consumer<StageStep> began) throws IOException {
        follow(began, new Report.Waiting(gate.number()));
    }

    /** Follows init until its program runs. */
    public void followToExecution(Consumer<StageStep> began) throws IOException {
        follow(began, new Report.Executed());
    }

    private void follow(Consumer<StageStep> began, Report end) throws IOException {
        early.forEach(began);
        early.clear();
        while (true) {
            Report report = connection.receive();
            if (end.equals(report)) {
                return;
            }
            if (report instanceof Report.Began step) {
                began.accept(step.step());
            } else if (!(report instanceof Report.Exec)) {
                throw unexpected(report);
            }
        }
    }

    /** Opens the gate init waits at, and hands it the mounts the host made for it. */
    public void proceed(List<Fd> mounts) throws IOException {
        if (mounts.size() > PacketSocket.MOST_PASSED) {
            throw new IOException(mounts.size() + " mounts that only the host can make; " + PacketSocket.MOST_PASSED
                    + " can be handed over");
        }
        connection.send(RecordType.PROCEED, mounts);
    }

    /** Opens the gate init waits at. */
    public void proceed() throws IOException {
        connection.send(RecordType.PROCEED);
    }

    /** From here on the container lives without us. It may have ended already: a program may have nothing to do. */
    public void commit() throws IOException {
        connection.send(RecordType.COMMIT);
        committed = true;
    }

    static IOException unexpected(Report report) {
        if (report instanceof Report.Failure failure) {
            return new StageFailureException(failure.step(), failure.errno(), failure.object());
        }
        if (report instanceof Report.Ended ended) {
            return StageEndedException.ofWaitStatus(ended.waitStatus());
        }
        if (report instanceof Report.EndOfFile) {
            return new StageEndedException("the stage ended without a word", true);
        }
        return new StageProtocolException("unexpected " + report);
    }

    /** Without {@link #commit}: the keeper ends the container, and this waits until it has gone. */
    @Override
    public void close() throws IOException {
        connection.close();
        if (keeper.isPresent()) {
            end(keeper.get());
        }
    }

    private void end(PidFd living) throws IOException {
        try (living) {
            if (!committed && !living.awaitEnd(GOODBYE)) {
                living.signal(Signals.KILL);
                living.awaitEnd(GOODBYE);
            }
        }
    }
}
