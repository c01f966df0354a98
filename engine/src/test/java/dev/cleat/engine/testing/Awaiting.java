package dev.cleat.engine.testing;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Looks again until something is so; for what the kernel gives no event for. */
public final class Awaiting {

    /** How much slower than usual this machine is: an emulated one takes many times as long. */
    private static final int SLOWNESS = Integer.parseInt(System.getenv().getOrDefault("CLEAT_TEST_SLOWNESS", "1"));

    /** Far longer than anything takes, even on a busy machine. */
    public static final Duration BOUND = slowly(Duration.ofSeconds(45));

    private static final long PAUSE_NANOS = 2_000_000;

    private Awaiting() {}

    /** What is {@code usual} elsewhere takes so long here. */
    public static Duration slowly(Duration usual) {
        return usual.multipliedBy(SLOWNESS);
    }

    /** Whether {@code program} ends within a minute, or what a minute is here. */
    public static boolean endOf(Process program) throws InterruptedException {
        return program.waitFor(slowly(Duration.ofMinutes(1)).toSeconds(), TimeUnit.SECONDS);
    }

    /** A look that may fail as anything that reads /proc may. */
    @FunctionalInterface
    public interface Look<T> {
        T get() throws Exception;
    }

    /** Waits at most {@link #BOUND} for {@code condition}; {@code what} names it when it never comes true. */
    public static void until(String what, Look<Boolean> condition) throws Exception {
        until(what, BOUND, condition);
    }

    /** As {@link #until(String, Look)}, with a bound of the caller's. */
    public static void until(String what, Duration bound, Look<Boolean> condition) throws Exception {
        present(what, bound, () -> condition.get() ? Optional.of(true) : Optional.empty());
    }

    /** Waits at most {@link #BOUND} for something to be there, and returns it. */
    public static <T> T present(String what, Look<Optional<T>> look) throws Exception {
        return present(what, BOUND, look);
    }

    private static <T> T present(String what, Duration bound, Look<Optional<T>> look) throws Exception {
        long deadline = System.nanoTime() + bound.toNanos();
        while (true) {
            Optional<T> found = look.get();
            if (found.isPresent()) {
                return found.get();
            }
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("not within " + bound.toMillis() + " ms: " + what);
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }
}
