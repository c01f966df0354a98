package dev.cleat.engine.api;

import java.nio.file.Path;

/**
 * The log of a container console.
 *
 * @param file the newest; older ones are beside it, {@code .1}, {@code .2}, ...
 * @param times when it was written
 */
public record ContainerLog(Path file, LogTimes times) {}
