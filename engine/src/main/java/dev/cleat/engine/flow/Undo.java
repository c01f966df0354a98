package dev.cleat.engine.flow;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What a flow took, last first: handles are closed when the flow ends either way, things on the host are given back
 * unless it committed.
 *
 * <p>A failure while giving back does not stop the rest; it becomes a suppressed exception of the one that is under way.
 */
public final class Undo implements AutoCloseable {

    /** How something is given back. */
    @FunctionalInterface
    public interface GiveBack<T> {
        void giveBack(T taken) throws Exception;
    }

    @FunctionalInterface
    private interface Action {
        void run() throws Exception;
    }

    private record Entry(boolean evenAfterCommit, Action action) {}

    private final Deque<Entry> taken = new ArrayDeque<>();
    private Runnable announcement = () -> {};
    private boolean committed;

    /** Closes {@code handle} at the end, committed or not; returns it, so that taking and closing stand on one line. */
    public <T extends AutoCloseable> T own(T handle) {
        taken.push(new Entry(true, handle::close));
        return handle;
    }

    /** Gives {@code thing} back at the end unless the flow committed; returns it. */
    public <T> T take(T thing, GiveBack<T> giveBack) {
        taken.push(new Entry(false, () -> giveBack.giveBack(thing)));
        return thing;
    }

    /** Does this first when everything is to be given back. */
    public void announce(Runnable failing) {
        announcement = failing;
    }

    /** From here on what was taken belongs to what now runs. */
    public void commit() {
        committed = true;
    }

    @Override
    public void close() {
        if (!committed) {
            announcement.run();
        }
        IllegalStateException failures = new IllegalStateException("giving back failed");
        while (!taken.isEmpty()) {
            Entry entry = taken.pop();
            if (committed && !entry.evenAfterCommit()) {
                continue;
            }
            try {
                entry.action().run();
            } catch (Exception e) {
                failures.addSuppressed(e);
            }
        }
        if (failures.getSuppressed().length > 0) {
            throw failures;
        }
    }
}
