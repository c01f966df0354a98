package dev.cleat.engine.api;

/** A subscription. Closing it ends it; nothing is told any more when {@code close} has returned. */
public interface Watch extends AutoCloseable {
    @Override
    void close();
}
