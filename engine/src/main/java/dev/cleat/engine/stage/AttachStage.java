package dev.cleat.engine.stage;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.PidFd;
import dev.cleat.engine.plan.AttachPlan;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The stage that joins a container. It waits for its plan, so that the host can put it into the container's cgroups
 * first: its child inherits them, and no moment is outside the limits.
 */
public final class AttachStage implements AutoCloseable {

    private static final int VERSION = 1;
    private static final int ROLE_ATTACH = 2;

    private final StageConnection connection;
    private final PidFd transientProcess;
    private final List<Packet> plan;

    private AttachStage(StageConnection connection, PidFd transientProcess, List<Packet> plan) {
        this.connection = connection;
        this.transientProcess = transientProcess;
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
        PassedDescriptors descriptors = new PassedDescriptors();
        List<Packet> packets = encode(plan, target, stdio, descriptors);
        packets.add(0, Packet.of(RecordType.HELLO)
                .u32(VERSION)
                .u32(ROLE_ATTACH)
                .u32(descriptors.all().size())
                .text(name));
        StageProgram.Spawned spawned = program.spawn("attach", name, descriptors.all());
        return new AttachStage(spawned.connection(), PidFd.open(spawned.pid()), packets);
    }

    private static List<Packet> encode(AttachPlan plan, PidFd target, Stdio stdio, PassedDescriptors descriptors) {
        List<Packet> packets = new ArrayList<>();
        packets.add(Packet.of(RecordType.JOIN).u32(descriptors.pass(target.fd())).u64(plan.join().stream()
                .mapToLong(NamespaceType::cloneFlag)
                .reduce(0, (a, b) -> a | b)));
        packets.add(Packet.of(RecordType.STDIO)
                .u32(descriptors.pass(stdio.in()))
                .u32(descriptors.pass(stdio.out()))
                .u32(descriptors.pass(stdio.error()))
                .u32(stdio.terminals()));
        plan.program()
                .label()
                .ifPresent(label ->
                        packets.add(Packet.of(RecordType.EXEC_LABEL).text(plan.labelFile()).text(label)));
        if (plan.remount()) {
            packets.add(Packet.of(RecordType.REMOUNT));
        }
        ProgramEncoder.encode(plan.program(), packets);
        packets.add(Packet.of(RecordType.END_OF_PLAN));
        return packets;
    }

    /** Host pid of the process that joins; put it into cgroups before {@link #release}. */
    public long pid() {
        return transientProcess.pid();
    }

    /** Hands over the plan and follows it; returns the attached process, a child of ours, once its program runs. */
    public PidFd release(Consumer<StageStep> began) throws IOException {
        connection.sendAll(plan);
        PidFd attached = null;
        boolean execIsNext = false;
        while (true) {
            Report report = connection.receive();
            if (report instanceof Report.Began step) {
                began.accept(step.step());
            } else if (report instanceof Report.Child child) {
                attached = PidFd.open(child.pid());
            } else if (report instanceof Report.Exec) {
                execIsNext = true;
            } else if (report instanceof Report.EndOfFile && execIsNext) {
                return attached; // close-on-exec closed it: the program runs, or has run
            } else {
                reapFailed(attached);
                throw KeeperStage.unexpected(report);
            }
        }
    }

    private static void reapFailed(PidFd attached) throws IOException {
        if (attached != null) {
            try (attached) {
                attached.reap();
            }
        }
    }

    /** Removes the transient process from the process table; it ends by itself, at the latest with the connection. */
    @Override
    public void close() throws IOException {
        connection.close();
        try (transientProcess) {
            transientProcess.reap();
        }
    }
}
