package dev.cleat.engine.runtime;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.StateEvent;
import dev.cleat.engine.api.Watch;
import dev.cleat.engine.state.JournalReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** What the journal tells: all of it, as it comes, until something is so. */
final class StateEvents {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Parts parts;

    StateEvents(Parts parts) {
        this.parts = parts;
    }

    List<StateEvent> all() throws ContainerException {
        settleAll();
        return read(parts.journal.fromOldest());
    }

    /** Whoever asks what happened is told of ends that nobody saw, too. */
    private void settleAll() throws ContainerException {
        parts.ours.all();
    }

    Watch watch(Consumer<StateEvent> listener) throws ContainerException {
        Watcher watcher = new Watcher(fromNow(), listener);
        watcher.thread.start();
        return watcher;
    }

    private JournalReader fromNow() throws HostLimitException {
        try {
            return parts.journal.fromNow();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static List<StateEvent> read(JournalReader reader) throws HostLimitException {
        try {
            return reader.read();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static HostLimitException unreadable(IOException e) {
        return new HostLimitException("cannot read the journal of states: " + e.getMessage(), null, e);
    }

    /** Looks at the container itself as well: its keeper may have been killed, and then nobody tells. */
    boolean await(String name, Set<ContainerState> states, Duration atMost) throws ContainerException {
        JournalReader reader = fromNow();
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            if (states.contains(state(name))
                    || read(reader).stream()
                            .anyMatch(event -> event.container().equals(name) && states.contains(event.state()))) {
                return true;
            }
            long left = deadline - System.nanoTime();
            if (left <= 0 || !pause(Math.min(left, PAUSE.toNanos()))) {
                return false;
            }
        }
    }

    private ContainerState state(String name) throws ContainerException {
        Optional<OurContainers.Ours> own = parts.ours.find(name);
        if (own.isPresent()) {
            return own.get().state();
        }
        return parts.foreign
                .find(name)
                .map(found -> parts.foreign.isFrozen(found) ? ContainerState.FROZEN : ContainerState.RUNNING)
                .orElse(ContainerState.STOPPED);
    }

    private static boolean pause(long nanos) {
        try {
            Thread.sleep(Math.max(1, nanos / 1_000_000));
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** One thread that looks whether the journal has grown; inotify(7) would cost the JDK two more. */
    private static final class Watcher implements Watch, Runnable {
        private final JournalReader reader;
        private final Consumer<StateEvent> listener;
        private final Thread thread = new Thread(this, "state events");

        Watcher(JournalReader reader, Consumer<StateEvent> listener) {
            this.reader = reader;
            this.listener = listener;
            thread.setDaemon(true);
        }

        @Override
        public void run() {
            do {
                try {
                    for (StateEvent event : reader.read()) {
                        if (thread.isInterrupted()) {
                            return;
                        }
                        listener.accept(event);
                    }
                } catch (IOException e) {
                    // The directory is not there now; it comes with the next start.
                }
            } while (pause(PAUSE.toNanos()));
        }

        @Override
        public void close() {
            thread.interrupt();
            if (Thread.currentThread() == thread) {
                return; // by the listener: what it was told was the last
            }
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
