package dev.cleat.engine.bench;

import java.io.IOException;
import java.util.List;

/** A runtime that takes part: does what it is told on the same root directory as the others, and waits until it is done. */
interface Contestant {

    String name();

    /** Starts a container that sleeps; returns when it runs. */
    void start(String container) throws IOException;

    /**
     * Runs a command in a container with {@code seat} as the operator's terminal, to its end.
     *
     * @return processor time of the relay in nanoseconds
     */
    long attach(String container, Seat seat, List<String> command) throws IOException;

    /** Kills a container; returns when nothing of it is left. */
    void kill(String container) throws IOException;

    /** Lists what runs. */
    void list() throws IOException;

    /** Init's pid on the host. */
    long init(String container) throws IOException;
}
