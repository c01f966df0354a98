package dev.cleat.engine.usage;

import java.nio.ByteBuffer;

/** The figures of one resource of one container, read from files that stay open. */
interface Meter extends AutoCloseable {

    /** Reads what it knows into {@code reading}; {@code text} is room to read into. */
    void read(ByteBuffer text, Reading reading);

    @Override
    void close();
}
