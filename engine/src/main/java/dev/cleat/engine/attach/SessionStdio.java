package dev.cleat.engine.attach;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.AttachRequest.Pty;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.stage.AttachStage;
import dev.cleat.engine.terminal.DetachKeys;
import dev.cleat.engine.terminal.Echo;
import dev.cleat.engine.terminal.Guard;
import dev.cleat.engine.terminal.HostPty;
import dev.cleat.engine.terminal.HostStream;
import dev.cleat.engine.terminal.Relay;
import dev.cleat.engine.terminal.RelayEnd;
import dev.cleat.engine.terminal.TtyTerminal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The two sides of a session's standard descriptors. Inside, each is the slave of a host PTY where the operator has a
 * terminal, else a pipe; the operator's own descriptors never get inside, not even one of them: what holds a terminal can
 * type into it (TIOCSTI, CVE-2016-10124), what holds a file can read, truncate and reopen it.
 */
final class SessionStdio implements AutoCloseable {

    private final List<AutoCloseable> taken = new ArrayList<>();
    private final Fd[] inside = new Fd[StandardDescriptors.COUNT];
    private final Fd[] outside = new Fd[StandardDescriptors.COUNT];
    private int terminals;
    private TtyTerminal terminal;
    private HostPty pty;

    private final Guard guard;

    private SessionStdio(Guard guard) {
        this.guard = guard;
    }

    /**
     * @param owned the caller's terminal; empty: descriptors 0 to 2 of this process are looked at
     * @param slaveOwner host uid of the container's root, -1: unknown
     * @param guard of a terminal that is opened here
     */
    static SessionStdio open(AttachRequest request, Optional<OperatorTerminal> owned, long slaveOwner, Guard guard)
            throws IOException {
        SessionStdio stdio = new SessionStdio(guard);
        try {
            stdio.terminals = request.detached() ? StandardDescriptors.ALL : terminals(request.pty(), owned);
            if (stdio.terminals != 0) {
                stdio.terminal = request.detached() ? null : stdio.operatorTerminal(owned);
                stdio.pty = stdio.own(HostPty.open(slaveOwner, -1, stdio.size()));
            }
            for (int standard = 0; standard < StandardDescriptors.COUNT; standard++) {
                stdio.connect(standard);
            }
            return stdio;
        } catch (IOException | RuntimeException e) {
            stdio.close();
            throw e;
        }
    }

    /** True when what the command writes comes through pipes alone. */
    static boolean isPiped(Pty pty, Optional<OperatorTerminal> owned) {
        return (terminals(pty, owned) & ~1) == 0;
    }

    /** One bit for each standard descriptor that is to be a terminal inside. */
    private static int terminals(Pty pty, Optional<OperatorTerminal> owned) {
        if (pty == Pty.NEVER) {
            return 0;
        }
        if (pty == Pty.FORCE || owned.isPresent()) {
            return StandardDescriptors.ALL;
        }
        return StandardDescriptors.terminals();
    }

    /** Null when a PTY was forced where the operator has no terminal: then it is connected with descriptors 0 and 1. */
    private TtyTerminal operatorTerminal(Optional<OperatorTerminal> owned) throws IOException {
        if (owned.isPresent()) {
            return (TtyTerminal) owned.get();
        }
        return StandardDescriptors.terminals() == 0 ? null : own(TtyTerminal.open(guard));
    }

    private TerminalSize size() {
        return terminal == null ? StandardDescriptors.WITHOUT_TERMINAL : terminal.size();
    }

    private void connect(int standard) throws IOException {
        if ((terminals >> standard & 1) != 0) {
            inside[standard] = pty.slave();
            return;
        }
        Fd.Pipe pipe = Fd.pipe();
        inside[standard] = own(standard == 0 ? pipe.read() : pipe.write());
        outside[standard] = own(standard == 0 ? pipe.write() : pipe.read());
    }

    private <T extends AutoCloseable> T own(T resource) {
        taken.add(0, resource);
        return resource;
    }

    /**
     * A session's terminal, as its keeper gets it.
     *
     * @param tied the session ends with its client: not all of its descriptors are the terminal, or there is no way to leave it
     */
    record Terminal(Fd master, boolean tied) {}

    /** Empty: it has none. */
    Optional<Terminal> terminal(AttachRequest request) throws ContainerException {
        if (pty == null) {
            return Optional.empty();
        }
        boolean isLeft =
                terminal != null && DetachKeys.parse(request.detachKeys()).canLeave();
        return Optional.of(
                new Terminal(pty.master(), terminals != StandardDescriptors.ALL || !request.detached() && !isLeft));
    }

    /** What the command gets as 0, 1 and 2. */
    AttachStage.Stdio inside() {
        return new AttachStage.Stdio(inside[0], inside[1], inside[2], terminals);
    }

    /** Relays until the command ends, is detached from, or the operator goes away. */
    CommandOutcome relay(AttachStage stage, SessionCapture log, ClientSession session, String detachKeys)
            throws IOException, ContainerException {
        DetachKeys keys = DetachKeys.parse(detachKeys);
        Relay relay = Relay.untilReadable(stage.ended());
        log.hear(relay, pty == null ? Echo.UNKNOWN : Echo.of(pty.master()));
        session.hear(relay, stage);
        if (terminal != null) {
            relay.terminal(terminal, pty, keys);
        } else if (pty != null) {
            relay.terminal(HostStream.source(0), HostStream.sink(1), pty);
        }
        for (int standard = 0; standard < StandardDescriptors.COUNT; standard++) {
            if (outside[standard] != null) {
                inside[standard].close(); // the command has its own copy; ours would hide the end of file
                pump(relay, standard);
            }
        }
        RelayEnd end = SessionCapture.run(relay);
        if (!end.failures().isEmpty()) {
            throw end.failures().get(0);
        }
        return switch (end.reason()) {
            case COMMAND_ENDED -> session.ended(stage.awaitOutcome());
            case DETACHED -> session.detached(stage);
            case HUNG_UP -> session.ended(new CommandOutcome.HungUp());
        };
    }

    private void pump(Relay relay, int standard) throws IOException {
        if (standard == 0) {
            relay.input(HostStream.source(standard), outside[standard]);
        } else {
            relay.output(outside[standard], HostStream.sink(standard));
        }
    }

    @Override
    public void close() {
        for (AutoCloseable resource : taken) {
            try {
                resource.close();
            } catch (Exception e) {
                throw new IllegalStateException(e); // descriptors and terminals close without complaint
            }
        }
        taken.clear();
    }
}
