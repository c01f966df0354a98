package dev.cleat.engine.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What to start.
 *
 * @param name a stored definition's name, or the name to give to {@code file}'s container; one of both must be there
 * @param file a definition file anywhere
 * @param overrides {@code KEY=VALUE} with dotted keys, applied to the definition in order
 * @param command replaces the init command when not empty
 * @param consoleLog replaces the definition's console.log.file
 * @param pidFile gets init's host pid, written beside and renamed
 * @param shared instead of a namespace of its own: that of a container (name) or process (pid), by kind
 * @param execute our own init is PID 1 and runs the command ({@code cleat execute})
 */
public record StartRequest(
        Optional<String> name,
        Optional<Path> file,
        List<String> overrides,
        List<String> command,
        Optional<Path> consoleLog,
        Optional<Path> pidFile,
        Map<NamespaceType, String> shared,
        boolean execute) {
    public StartRequest {
        overrides = List.copyOf(overrides);
        command = List.copyOf(command);
        shared = Map.copyOf(shared);
    }

    /** One that shares nothing and executes the definition's init. */
    public StartRequest(
            Optional<String> name,
            Optional<Path> file,
            List<String> overrides,
            List<String> command,
            Optional<Path> consoleLog,
            Optional<Path> pidFile) {
        this(name, file, overrides, command, consoleLog, pidFile, Map.of(), false);
    }

    /** A stored definition, as it is. */
    public static StartRequest of(String name) {
        return new StartRequest(
                Optional.of(name), Optional.empty(), List.of(), List.of(), Optional.empty(), Optional.empty());
    }

    /** A definition file, as it is. */
    public static StartRequest ofFile(Path file) {
        return new StartRequest(
                Optional.empty(), Optional.of(file), List.of(), List.of(), Optional.empty(), Optional.empty());
    }

    /** The same for another container. */
    public StartRequest named(String other) {
        return new StartRequest(Optional.of(other), file, overrides, command, consoleLog, pidFile, shared, execute);
    }
}
