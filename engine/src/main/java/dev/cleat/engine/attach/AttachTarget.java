package dev.cleat.engine.attach;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Runtime;

/**
 * A container to attach to: init is told by pid and start time, never by pid alone.
 *
 * @param startTicks field 22 of /proc/PID/stat
 */
public record AttachTarget(String name, Runtime runtime, long pid, long startTicks) {

    /** Finds a container by the name the list shows. */
    @FunctionalInterface
    public interface Finder {
        /**
         * <b>Errors.</b> {@link dev.cleat.engine.api.UnknownContainerException};
         * {@link dev.cleat.engine.api.WrongStateException} when it does not run or is frozen.
         */
        AttachTarget find(String name) throws ContainerException;
    }
}
