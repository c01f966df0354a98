package dev.cleat.engine.stage;

import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.cgroup.Membership;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.PidFd;
import dev.cleat.engine.linux.Signals;
import dev.cleat.engine.plan.AttachPlan;
import dev.cleat.engine.plan.FilterProgram;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The stage that joins a container: first its cgroups, which its child inherits, so that no moment of the command is outside
 * of the limits, then its namespaces. A watcher stays on the host until the command has ended and tells how.
 */
public final class AttachStage implements AutoCloseable {

    private static final int VERSION = 1;
    private static final int ROLE_ATTACH = 2;

    private final StageProgram.Spawned spawned;
    private final StageConnection connection;
    private boolean hangsUp;

    private AttachStage(StageProgram.Spawned spawned, boolean hangsUp) {
        this.spawned = spawned;
        this.hangsUp = hangsUp;
        this.connection = spawned.connection();
    }

    /**
     * Standard descriptors of the attached process.
     *
     * @param terminals bit n: descriptor n is the PTY's slave, which becomes the controlling terminal
     */
    public record Stdio(Fd in, Fd out, Fd error, int terminals) {}

    /** One without a session that could be left. */
    public static AttachStage spawn(
            StageProgram program,
            String name,
            AttachPlan plan,
            Membership cgroups,
            PidFd target,
            Stdio stdio,
            Optional<FilterProgram> filter)
            throws IOException {
        return spawn(program, name, plan, cgroups, target, stdio, filter, Optional.empty());
    }

    /**
     * Spawns a stage and gives it its plan. It goes on by itself: follow it with {@link #awaitInCgroups}, then
     * {@link #followToExecution}.
     *
     * @param cgroups those of the command
     * @param filter the command's system call filter
     * @param kept what makes the watcher the session's keeper
     */
    public static AttachStage spawn(
            StageProgram program,
            String name,
            AttachPlan plan,
            Membership cgroups,
            PidFd target,
            Stdio stdio,
            Optional<FilterProgram> filter,
            Optional<SessionKeeperResources> kept)
            throws IOException {
        PassedDescriptors descriptors = new PassedDescriptors();
        List<Packet> packets = encode(plan, target, stdio, filter, descriptors);
        CgroupEntry.OF_STAGE.encode(cgroups, packets);
        kept.ifPresent(session -> session.encode(descriptors, packets));
        packets.add(Packet.of(RecordType.END_OF_PLAN));
        packets.add(
                0,
                Packet.of(RecordType.HELLO)
                        .u32(VERSION)
                        .u32(ROLE_ATTACH)
                        .u32(descriptors.all().size())
                        .text(name));
        AttachStage stage = new AttachStage(program.spawn("attach", name, descriptors.all()), kept.isPresent());
        try {
            stage.connection.sendAll(packets);
            return stage;
        } catch (IOException e) {
            stage.close();
            throw e;
        }
    }

    private static List<Packet> encode(
            AttachPlan plan, PidFd target, Stdio stdio, Optional<FilterProgram> filter, PassedDescriptors descriptors) {
        List<Packet> packets = new ArrayList<>();
        packets.add(Packet.of(RecordType.JOIN)
                .u32(descriptors.pass(target.fd()))
                .u64(plan.join().stream().mapToLong(NamespaceType::cloneFlag).reduce(0, (a, b) -> a | b)));
        packets.add(Packet.of(RecordType.STDIO)
                .u32(descriptors.pass(stdio.in()))
                .u32(descriptors.pass(stdio.out()))
                .u32(descriptors.pass(stdio.error()))
                .u32(stdio.terminals()));
        plan.program()
                .label()
                .ifPresent(label -> packets.add(
                        Packet.of(RecordType.EXEC_LABEL).text(plan.labelFile()).text(label)));
        if (plan.remount()) {
            packets.add(Packet.of(RecordType.REMOUNT));
        }
        ProgramEncoder.encode(plan.program(), packets);
        packets.add(Packet.of(RecordType.KEYRING).text("")); // the operator's own keys stay with the operator
        filter.ifPresent(program -> packets.add(ProgramEncoder.filter(program)));
        return packets;
    }

    /** Waits until the stage has left us and is in the cgroups; returns the watcher's pid, the attached process's parent. */
    public long awaitInCgroups() throws IOException {
        return spawned.awaitReady();
    }

    /** Follows the stage until the command runs; returns the attached process's host pid. */
    public long followToExecution(Consumer<StageStep> began) throws IOException {
        long attached = 0;
        while (true) {
            Report report = connection.receive();
            if (report instanceof Report.Executed) {
                return attached;
            }
            if (report instanceof Report.Began step) {
                began.accept(step.step());
            } else if (report instanceof Report.Child child) {
                attached = child.pid();
            } else if (!(report instanceof Report.Exec)) {
                throw KeeperStage.unexpected(report);
            }
        }
    }

    /** Readable once the command has ended. */
    public Fd ended() {
        return connection.socket();
    }

    /** How the command ended; waits for it. Its watcher was killed: as if by SIGKILL. */
    public CommandOutcome awaitOutcome() throws IOException {
        return connection.receive() instanceof Report.Ended end
                ? outcome(end.waitStatus())
                : new CommandOutcome.Killed(Signals.KILL);
    }

    private static CommandOutcome outcome(int waitStatus) {
        int signal = waitStatus & 0x7f;
        return signal == 0 ? new CommandOutcome.Exited(waitStatus >> 8 & 0xff) : new CommandOutcome.Killed(signal);
    }

    /** There is something to see for who looks on. */
    public void show() throws IOException {
        connection.send(RecordType.SHOW);
    }

    /** From {@link #close} on the session is its keeper's, which has its terminal and waits for an operator. */
    public void leave() throws IOException {
        hangsUp = false;
        connection.send(RecordType.COMMIT);
    }

    /** Its terminal hangs up, at a signal's handler's call too. */
    public void hangUp() {
        if (hangsUp) {
            hangsUp = false;
            try {
                connection.send(RecordType.HANG_UP);
            } catch (IOException e) {
                throw new IllegalStateException(e); // one packet on a socket that nothing else fills
            }
        }
    }

    /** Its terminal hangs up. The command runs on when it does; its watcher reaps it. */
    @Override
    public void close() {
        hangUp();
        spawned.abandon();
    }
}
