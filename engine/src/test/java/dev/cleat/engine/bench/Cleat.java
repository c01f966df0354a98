package dev.cleat.engine.bench;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.EngineOptions;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.StepListener;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.engine.runtime.LocalEngine;
import dev.cleat.engine.terminal.TtyTerminal;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** We, as the console does it: an engine in this JVM, which is warm. */
final class Cleat implements Contestant, AutoCloseable {

    private final Workshop workshop;
    private final Engine engine;
    private final Map<String, Long> inits = new HashMap<>();

    Cleat(Workshop workshop) {
        this.workshop = workshop;
        engine = LocalEngine.open(
                new EngineOptions(workshop.path(), workshop.state(), Optional.empty(), System.err::println));
    }

    @Override
    public String name() {
        return "cleat";
    }

    @Override
    public void start(String container) throws IOException {
        StartRequest request = new StartRequest(
                Optional.of(container),
                Optional.of(workshop.definition()),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        try {
            inits.put(container, engine.start(request, StepListener.NONE).pid());
        } catch (ContainerException e) {
            throw new IOException(e);
        }
    }

    @Override
    public long attach(String container, Seat seat, List<String> command) throws IOException {
        return attach(AttachRequest.of(container, command), seat);
    }

    /** As {@link #attach(String, Seat, List)}, with more options. */
    long attach(AttachRequest request, Seat seat) throws IOException {
        long before = threadCpu();
        try (TtyTerminal terminal = seat.terminal()) {
            engine.attach(request, Optional.of(terminal));
            return threadCpu() - before;
        } catch (ContainerException e) {
            throw new IOException(e);
        }
    }

    private static long threadCpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @Override
    public void kill(String container) throws IOException {
        try {
            engine.stop(new StopRequest(container, Optional.empty(), true, false, true));
        } catch (ContainerException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void list() throws IOException {
        try {
            engine.list();
        } catch (ContainerException e) {
            throw new IOException(e);
        }
    }

    @Override
    public long init(String container) {
        return inits.get(container);
    }

    @Override
    public void close() {
        engine.close();
    }
}
