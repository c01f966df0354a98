package dev.cleat.cli;

import dev.cleat.cli.output.StandardOutput;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.EngineOptions;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;

/**
 * What a command line runs in; tests bring their own.
 *
 * @param environment the process's environment
 * @param userId the effective uid
 * @param self the kernel's view of the process, /proc/self
 * @param out where results go
 * @param err where messages go
 * @param clock for ages
 * @param engines opens the engine
 */
record Surroundings(
        Map<String, String> environment,
        int userId,
        Path self,
        StandardOutput out,
        PrintStream err,
        Clock clock,
        EngineOpener engines) {

    /** Opens an engine. */
    @FunctionalInterface
    interface EngineOpener {
        Engine open(EngineOptions options) throws ContainerException;
    }

    /** True when results may be coloured: a terminal, and nobody asked for none (no-color.org). */
    boolean coloursResults() {
        return out.isTerminal() && environment.getOrDefault("NO_COLOR", "").isEmpty();
    }
}
