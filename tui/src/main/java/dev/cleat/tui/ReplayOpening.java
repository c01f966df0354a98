package dev.cleat.tui;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.Replay;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.terminal.KeyReader;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Opens a recording: a large one is read whole first, which the operator need not wait for. */
final class ReplayOpening implements AutoCloseable {

    private static final Duration SOON = Duration.ofMillis(300);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Set<String> ENOUGH = Set.of("q", "Esc", "Ctrl-C");

    private final CompletableFuture<Replay> opening = new CompletableFuture<>();

    ReplayOpening(Engine engine, String recording) {
        Thread thread = new Thread(() -> open(engine, recording), "console-replay");
        thread.setDaemon(true);
        thread.start();
    }

    private void open(Engine engine, String recording) {
        try {
            opening.complete(engine.recordings().replay(recording));
        } catch (Throwable e) { // who waits must hear of an OutOfMemoryError, too
            opening.completeExceptionally(e);
        }
    }

    /**
     * Empty when the operator would not wait, or the terminal has gone.
     *
     * @param waiting is done when it takes long
     */
    Optional<Replay> await(KeyReader keys, BooleanSupplier terminated, Runnable waiting) throws ContainerException {
        boolean wait = !isSoonOpen();
        if (wait) {
            waiting.run();
        }
        while (wait && !opening.isDone() && !terminated.getAsBoolean()) {
            if (keys.next(LOOK).filter(ReplayOpening::isEnough).isPresent()) {
                return Optional.empty();
            }
        }
        return opening.isDone() ? Optional.of(opened()) : Optional.empty();
    }

    /** Mostly it is, and then no key that is meant for the player is read here. */
    private boolean isSoonOpen() {
        try {
            opening.get(SOON.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean isEnough(Message message) {
        return message instanceof Message.HungUp
                || message instanceof Message.KeyPressed pressed
                        && ENOUGH.contains(pressed.key().name());
    }

    private Replay opened() throws ContainerException {
        try {
            return opening.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ContainerException refused) {
                throw refused;
            }
            throw new HostLimitException("cannot play the recording: " + e.getCause(), null, e.getCause());
        }
    }

    /** Also when it is opened later. */
    @Override
    public void close() {
        opening.thenAccept(Replay::close);
    }
}
