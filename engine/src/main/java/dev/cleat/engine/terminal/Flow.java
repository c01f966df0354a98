package dev.cleat.engine.terminal;

import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Poll;
import java.util.Optional;

/** One stream of bytes, or one pair of opposite streams, that a {@link Relay} serves in its loop. */
interface Flow extends AutoCloseable {

    /** How many slots of the poll set it needs. */
    int slots();

    /** Before the first turn. */
    default void start() throws ErrnoException {}

    /** Asks for the events it waits for, in {@link #slots} slots from {@code first} on. */
    void arm(Poll poll, int first);

    /** Does what the reported events allow, without ever blocking. */
    void serve(Poll poll, int first, long nowNanos) throws ErrnoException;

    /** When it wants to be served even without an event, as System.nanoTime; empty: never. */
    default Optional<Long> due() {
        return Optional.empty();
    }

    /** Whether it carries output of the command, which is delivered even after the command has ended. */
    boolean isOutput();

    /** True when nothing can come any more and everything was delivered. */
    boolean isDone();

    /** True when nothing waits here to be delivered. */
    boolean isEmpty();

    /** Bytes taken from the command so far. */
    long fromCommand();

    /** Bytes given to the command so far. */
    long toCommand();

    /** Why the whole relay has to end, if it has to. */
    default Optional<RelayEnd.Reason> verdict() {
        return Optional.empty();
    }

    /** What could not be delivered, and why; empty as long as all is well. */
    default Optional<ErrnoException> failure() {
        return Optional.empty();
    }

    /** The command has ended: nothing it wrote may get lost, nothing more can be said to it. */
    void commandEnded();

    /** After the last turn, however it came to the end. */
    default void settle(long nowNanos) {}

    /** Gives back memory and what is ours alone. */
    @Override
    void close();
}
