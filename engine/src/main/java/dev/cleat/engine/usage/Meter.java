package dev.cleat.engine.usage;

import java.nio.ByteBuffer;

/** Reads one kind of figure of one cgroup: those files that changed are cheap, those that need not be read cost nothing. */
interface Meter extends AutoCloseable {

    /**
     * Reads what may be other than before although no process of the cgroup has run.
     *
     * @param text room for a file's text, used again by every meter
     */
    default void glance(ByteBuffer text, Reading reading) {}

    /** Reads everything else; after {@link #glance}. */
    default void readRest(ByteBuffer text, Reading reading) {}

    @Override
    void close();
}
