package dev.cleat.engine.start;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Started;
import dev.cleat.engine.linux.Fd;
import java.io.IOException;

/**
 * What is done while init waits, set up, before it drops its privileges and executes its program: the container console
 * exists, and not one byte of it was printed yet.
 */
@FunctionalInterface
public interface LastGate {
    /** Nothing. */
    LastGate NOTHING = (life, directory) -> {};

    /** @param stateDirectory the container's, with {@code console.sock} in it */
    void waits(Started life, Fd stateDirectory) throws IOException, ContainerException;
}
