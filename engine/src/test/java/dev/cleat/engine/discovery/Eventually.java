package dev.cleat.engine.discovery;

import dev.cleat.engine.testing.Awaiting;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/** Waits for what other processes do. */
final class Eventually {
    static final Duration BOUND = Awaiting.BOUND;

    private Eventually() {}

    /** The first answer that is there; an assertion fails when there is none in time. */
    static <T> T get(Supplier<Optional<T>> wanted) {
        long deadline = System.nanoTime() + BOUND.toNanos();
        Optional<T> found = wanted.get();
        while (found.isEmpty() && System.nanoTime() - deadline < 0) {
            Thread.onSpinWait();
            found = wanted.get();
        }
        return found.orElseThrow(() -> new AssertionError("not seen in " + BOUND));
    }
}
