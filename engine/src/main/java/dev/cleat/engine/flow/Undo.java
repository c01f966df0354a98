package dev.cleat.engine.flow;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Gives back, last first, what a flow took, unless the flow committed.
 *
 * <p>A failure while giving back does not stop the rest; it becomes a suppressed exception of the one that is under way.
 */
public final class Undo implements AutoCloseable {

    /** How one thing is given back. */
    @FunctionalInterface
    public interface Return {
        void giveBack() throws Exception;
    }

    private final Deque<Return> taken = new ArrayDeque<>();

    /** Registers {@code resource} and returns it, so that taking and giving back stand on one line. */
    public <T extends AutoCloseable> T own(T resource) {
        taken.push(resource::close);
        return resource;
    }

    /** Registers something that is not a resource of its own. */
    public void add(Return giveBack) {
        taken.push(giveBack);
    }

    /** From here on nothing is given back: what was taken belongs to what now runs. */
    public void commit() {
        taken.clear();
    }

    /** Gives everything back and adds what went wrong doing so to {@code failure}. */
    public void giveBackAll(Throwable failure) {
        while (!taken.isEmpty()) {
            try {
                taken.pop().giveBack();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
    }

    @Override
    public void close() {
        RuntimeException failures = new IllegalStateException("giving back failed");
        giveBackAll(failures);
        if (failures.getSuppressed().length > 0) {
            throw failures;
        }
    }
}
