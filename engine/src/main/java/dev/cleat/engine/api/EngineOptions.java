package dev.cleat.engine.api;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Where an engine keeps things and whom it tells what.
 *
 * @param path stored definitions and console logs, {@code /var/lib/cleat} for root
 * @param state what runs, {@code /run/cleat} for root
 * @param samples folder of the definitions that ship with Cleat; empty: none
 * @param config the host's settings, {@code /etc/cleat/config.yaml} for root; it need not be there
 * @param warnings told, on the thread of the call, what an operator should know although the call succeeds: bytes a full
 *     disk cost a log, what a killed keeper had left behind; clauses without full stop
 */
public record EngineOptions(
        Path path, Path state, Optional<Path> samples, Optional<Path> config, Consumer<String> warnings) {

    /** Without settings of the host. */
    public EngineOptions(Path path, Path state, Optional<Path> samples, Consumer<String> warnings) {
        this(path, state, samples, Optional.empty(), warnings);
    }
}
