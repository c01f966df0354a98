package dev.cleat.engine.terminal;

import dev.cleat.engine.linux.Fd;
import java.io.IOException;

/** Has a terminal restored by somebody else should this JVM be killed. */
@FunctionalInterface
public interface Guard {

    /** Nobody: only what ends the JVM in order restores the terminal. */
    Guard NONE = (terminal, farewell) -> () -> {};

    /**
     * Called before the terminal's settings are changed.
     *
     * @param farewell what shall be written before they are restored
     * @return closed when they have been restored in order
     */
    AutoCloseable watch(Fd terminal, byte[] farewell) throws IOException;
}
