package dev.cleat.engine.attach;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.terminal.Operator;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.Bench;
import dev.cleat.engine.testing.TestContainer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A command in a container, attached on a thread of its own to somebody at a terminal. */
final class Attached implements AutoCloseable {

    private static final Duration MOMENT = Duration.ofMillis(20);

    private final Operator operator = new Operator();
    private final CompletableFuture<CommandOutcome> outcome = new CompletableFuture<>();

    /** What somebody at a terminal asks for. */
    @FunctionalInterface
    interface Work {
        CommandOutcome run(Optional<OperatorTerminal> terminal) throws ContainerException;
    }

    Attached(Bench bench, AttachRequest request) throws IOException {
        this(terminal -> bench.engine().attach(request, terminal));
    }

    Attached(Work work) throws IOException {
        Thread thread = new Thread(() -> run(work), "attach");
        thread.setDaemon(true);
        thread.start();
    }

    /** A shell script with all defaults. */
    static Attached script(Bench bench, TestContainer container, String script) throws IOException {
        return new Attached(
                bench, Attaching.to(container, "/bin/sh", "-c", script).request());
    }

    /** What a script shows, once it has ended. */
    static String outputOf(Bench bench, TestContainer container, String script) throws Exception {
        try (Attached attached = script(bench, container, script)) {
            return attached.output();
        }
    }

    private void run(Work work) {
        try {
            outcome.complete(work.run(Optional.of(operator.terminal())));
        } catch (ContainerException | RuntimeException e) {
            outcome.completeExceptionally(e);
        }
    }

    Operator operator() {
        return operator;
    }

    boolean hasEnded() {
        return outcome.isDone();
    }

    /** How it ended, or the exception of the attach. */
    CommandOutcome outcome() throws Exception {
        Awaiting.until("the end of the attach, which shows: " + operator.screen(), () -> {
            operator.look(MOMENT);
            return outcome.isDone();
        });
        while (operator.look(Duration.ZERO)) {
            // Everything that was shown.
        }
        try {
            return outcome.join();
        } catch (CompletionException e) {
            throw (Exception) e.getCause();
        }
    }

    /** Everything it has shown when it has ended, without carriage returns. */
    String output() throws Exception {
        outcome();
        return operator.screen().replace("\r", "");
    }

    /** The one process of the container besides its first {@code others}, on the host. */
    static long pid(Bench bench, TestContainer container, int others) throws Exception {
        return Awaiting.present(
                "an attached process",
                () -> Optional.of(container.processes())
                        .filter(all -> all.size() == others + 1)
                        .map(all -> all.get(others))
                        .filter(pid -> commandLine(bench, pid).isPresent()));
    }

    private static Optional<List<String>> commandLine(Bench bench, long pid) {
        return bench.procfs()
                .commandLine(pid)
                .filter(line -> !line.isEmpty() && !line.get(0).equals("cleat-stage"));
    }

    @Override
    public void close() throws IOException {
        operator.close();
    }
}
