package dev.cleat.engine.stage;

import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.NamespaceType;
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
 * The stage that joins a container. It waits for its plan, so that the host can put it into the container's cgroups
 * first: its child inherits them, and no moment is outside the limits. A watcher stays on the host until the command has
 * ended and tells how.
 */
public final class AttachStage implements AutoCloseable {

    private static final int VERSION = 1;
    private static final int ROLE_ATTACH = 2;

    private final StageConnection connection;
    private final long pid;
    private final List<Packet> plan;

    private AttachStage(StageConnection connection, long pid, List<Packet> plan) {
        this.connection = connection;
        this.pid = pid;
        this.plan = plan;
    }

    /**
     * Standard descriptors of the attached process.
     *
     * @param terminals bit n: descriptor n is the PTY's slave, which becomes the controlling terminal
     */
    public record Stdio(Fd in, Fd out, Fd error, int terminals) {}

    /** Spawns a stage that waits at its first line. */
    public static AttachStage spawn(StageProgram program, String name, AttachPlan plan, PidFd target, Stdio stdio)
            throws IOException {
        return spawn(program, name, plan, target, stdio, Optional.empty());
    }

    /** @param filter the command's system call filter */
    public static AttachStage spawn(
            StageProgram program,
            String name,
            AttachPlan plan,
            PidFd target,
            Stdio stdio,
            Optional<FilterProgram> filter)
            throws IOException {
        PassedDescriptors descriptors = new PassedDescriptors();
        List<Packet> packets = encode(plan, target, stdio, filter, descriptors);
        packets.add(
                0,
                Packet.of(RecordType.HELLO)
                        .u32(VERSION)
                        .u32(ROLE_ATTACH)
                        .u32(descriptors.all().size())
                        .text(name));
        StageProgram.Spawned spawned = program.spawn("attach", name, descriptors.all());
        try {
            return new AttachStage(spawned.connection(), spawned.awaitReady(), packets);
        } catch (IOException e) {
            spawned.connection().close();
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
        packets.add(Packet.of(RecordType.END_OF_PLAN));
        return packets;
    }

    /** Host pid of the process that joins; put it into cgroups before {@link #release}. */
    public long pid() {
        return pid;
    }

    /** Hands over the plan and follows it until the command runs; returns the attached process's host pid. */
    public long release(Consumer<StageStep> began) throws IOException {
        connection.sendAll(plan);
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

    /** The command runs on when it does; its watcher reaps it. */
    @Override
    public void close() {
        connection.close();
    }
}
