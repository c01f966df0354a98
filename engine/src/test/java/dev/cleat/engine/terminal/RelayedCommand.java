package dev.cleat.engine.terminal;

import dev.cleat.engine.linux.Fd;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A command in a terminal, relayed to an operator on a thread of its own. */
final class RelayedCommand implements AutoCloseable {

    private final Operator operator;
    private final HostPty pty;
    private final Command command;
    private final CompletableFuture<RelayEnd> relay;
    private volatile long cpuNanos;

    RelayedCommand(String script, Fd... others) throws IOException {
        this(new Operator(), script, DetachKeys.NONE, List.of(), others);
    }

    RelayedCommand(String script, DetachKeys keys) throws IOException {
        this(new Operator(), script, keys, List.of());
    }

    RelayedCommand(String script, Tap tap) throws IOException {
        this(new Operator(), script, DetachKeys.NONE, List.of(tap));
    }

    RelayedCommand(Operator operator, String script) throws IOException {
        this(operator, script, DetachKeys.NONE, List.of());
    }

    private RelayedCommand(Operator operator, String script, DetachKeys keys, List<Tap> taps, Fd... others)
            throws IOException {
        this.operator = operator;
        this.pty = HostPty.open(-1, -1, operator.terminal().size());
        this.command = Command.on(pty, script, others);
        Relay loop = Relay.until(command.process());
        taps.forEach(loop::tap);
        loop.terminal(operator.terminal(), pty, keys);
        relay = run(loop, this);
    }

    Operator operator() {
        return operator;
    }

    Command command() {
        return command;
    }

    boolean hasEnded() {
        return relay.isDone();
    }

    RelayEnd end() throws Exception {
        return relay.get(60, TimeUnit.SECONDS);
    }

    /** Processor time of the relay, once it has ended. */
    long cpuNanos() {
        return cpuNanos;
    }

    /** Relays on a thread of its own. */
    static CompletableFuture<RelayEnd> run(Relay relay) {
        return run(relay, null);
    }

    private static CompletableFuture<RelayEnd> run(Relay relay, RelayedCommand measured) {
        CompletableFuture<RelayEnd> end = new CompletableFuture<>();
        Runnable loop = () -> {
            try {
                RelayEnd reached = relay.run();
                if (measured != null) {
                    measured.cpuNanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
                }
                end.complete(reached);
            } catch (IOException | RuntimeException e) {
                end.completeExceptionally(e);
            }
        };
        new Thread(loop, "relay").start();
        return end;
    }

    @Override
    public void close() throws IOException {
        pty.close();
        command.close();
        operator.close();
    }
}
