package dev.cleat.engine.state;

import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.linux.Fd;
import java.io.IOException;

/**
 * The right to the next claim of a name that somebody still holds: {@code next}, locked. Whoever ends a container to start it
 * again has it, so that nobody else takes the name in between.
 */
public final class Reservation implements AutoCloseable {

    /** Somebody else who was quick has the lock for a moment, sees us, and lets go. */
    private static final long PATIENCE_NANOS = 2_000_000_000L;

    private static final long PAUSE_MILLIS = 2;

    private final StateStore states;
    private final String name;
    private final Fd lock;

    Reservation(StateStore states, String name, Fd lock) {
        this.states = states;
        this.name = name;
        this.lock = lock;
    }

    /** Takes the name as soon as it is free. <b>Errors.</b> {@link BusyException} when its holder does not let go. */
    public Claim claim() throws IOException, BusyException {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            try {
                return states.claimReserved(name);
            } catch (BusyException e) {
                if (System.nanoTime() - deadline >= 0) {
                    throw e;
                }
                pause();
            }
        }
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        lock.close();
    }
}
