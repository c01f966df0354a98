package dev.cleat.engine.plan;

import java.nio.file.Path;

/**
 * Directories of this engine on the host.
 *
 * @param definitions stored definitions and recordings, {@code /var/lib/cleat}
 * @param state what runs, {@code /run/cleat}; {@code NAME/root} below it is where a root is put together
 * @param logs console logs, {@code NAME.log}
 */
public record Places(Path definitions, Path state, Path logs) {

    /** Where it is noted when the log of the console of {@code container} was written. */
    public Path logTimes(String container) {
        return logs.resolve("times").resolve(container + ".log");
    }

    /** Where the root of {@code container} is put together. */
    Path root(String container) {
        return state.resolve(container).resolve("root");
    }
}
