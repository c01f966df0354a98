package dev.cleat.engine.api;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where an engine keeps things.
 *
 * @param path stored definitions, {@code /var/lib/cleat} for root
 * @param state what runs, {@code /run/cleat} for root
 * @param samples folder of the definitions that ship with Cleat; empty: none
 */
public record EngineOptions(Path path, Path state, Optional<Path> samples) {}
