package dev.cleat.engine.attach;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Runtime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A container to attach to: init is told by pid and start time, never by pid alone.
 *
 * @param id at its runtime, equals the name where names are ids; empty for a mere process
 * @param startTicks field 22 of /proc/PID/stat
 * @param environment what its definition gives attached commands
 */
public record AttachTarget(
        String name, Optional<String> id, Runtime runtime, long pid, long startTicks, Map<String, String> environment) {

    public AttachTarget {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }

    /** The same, as if its definition gave no variables. */
    AttachTarget withoutEnvironment() {
        return new AttachTarget(name, id, runtime, pid, startTicks, Map.of());
    }

    /** Finds a container by the name the list shows. */
    public interface Finder {
        /**
         * <b>Errors.</b> {@link dev.cleat.engine.api.UnknownContainerException};
         * {@link dev.cleat.engine.api.WrongStateException} when it does not run or is frozen.
         */
        AttachTarget find(String name) throws ContainerException;

        /**
         * The namespaces of any process.
         *
         * <p><b>Errors.</b> {@link dev.cleat.engine.api.UnknownContainerException} when there is no such process.
         */
        AttachTarget find(long pid) throws ContainerException;
    }
}
