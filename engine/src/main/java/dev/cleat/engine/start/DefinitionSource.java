package dev.cleat.engine.start;

import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.UnknownContainerException;
import dev.cleat.engine.definition.Definition;
import dev.cleat.engine.definition.DefinitionReader;
import dev.cleat.engine.state.SavedContainer;
import dev.cleat.engine.state.StateStore;
import dev.cleat.engine.storage.LocalDefinitionFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds and reads the definition a request means: a file, a stored one, or the one its container last ran from. */
public final class DefinitionSource {

    private final Path definitions;
    private final StateStore states;
    private final DefinitionReader reader = new DefinitionReader(new LocalDefinitionFiles());

    /** @param definitions holds {@code NAME/container.yaml} */
    public DefinitionSource(Path definitions, StateStore states) {
        this.definitions = definitions;
        this.states = states;
    }

    /** The definition, with the request's overrides, command and console log in it. */
    Definition read(StartRequest request) throws InvalidDefinitionException, UnknownContainerException {
        Definition definition = reader.read(file(request), name(request), request.overrides());
        if (!request.command().isEmpty()) {
            definition = definition.withCommand(request.command());
        }
        return request.consoleLog()
                .map(Path::toAbsolutePath)
                .map(definition::withConsoleLog)
                .orElse(definition);
    }

    /** A name only renames what {@code -f} gives; a stored definition is found by it. */
    private static Optional<String> name(StartRequest request) {
        return request.file().flatMap(file -> request.name());
    }

    private Path file(StartRequest request) throws UnknownContainerException {
        if (request.file().isPresent()) {
            return request.file().get();
        }
        String name = request.name().orElseThrow();
        return find(name)
                .orElseThrow(() -> new UnknownContainerException(
                        "there is no definition of " + name,
                        "store one as " + definitions.resolve(name).resolve(DefinitionReader.STORED_FILE)
                                + " or use -f FILE"));
    }

    /** The stored definition of {@code name}, else the file it was last started from. */
    public Optional<Path> find(String name) {
        if (name.isEmpty() || name.contains("/") || name.startsWith(".")) {
            return Optional.empty();
        }
        Path stored = definitions.resolve(name).resolve(DefinitionReader.STORED_FILE);
        return Files.exists(stored) ? Optional.of(stored) : states.read(name).map(SavedContainer::definition);
    }
}
