package dev.cleat.engine.stop;

import dev.cleat.engine.api.Runtime;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A container of another runtime that is to be ended.
 *
 * @param name as the list shows it
 * @param id at its runtime; hostile text
 * @param home where its runtime keeps it, as far as its command must be told; else empty
 * @param pid host pid of its init
 * @param startTicks of its init
 */
public record ForeignTarget(String name, Runtime runtime, String id, Optional<Path> home, long pid, long startTicks) {}
