package dev.cleat.engine.start;

import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.RefusedException;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.UnknownContainerException;
import dev.cleat.engine.definition.Definition;
import dev.cleat.engine.definition.DefinitionReader;
import dev.cleat.engine.definition.InitProcess;
import dev.cleat.engine.definition.NamespaceSource;
import dev.cleat.engine.importing.LxcImport;
import dev.cleat.engine.state.SavedContainer;
import dev.cleat.engine.state.StateStore;
import dev.cleat.engine.storage.LocalDefinitionFiles;
import dev.cleat.engine.storage.ObeyedFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Finds and reads the definition a request means: a file, a stored one, or the one its container last ran from. */
public final class DefinitionSource {

    private static final int LONGEST_PID = 19;

    private final Path definitions;
    private final StateStore states;
    private final Consumer<String> warnings;

    /**
     * @param definitions holds {@code NAME/container.yaml}, or {@code NAME/config} as LXC writes it
     * @param warnings told what a configuration of LXC says that a definition cannot
     */
    public DefinitionSource(Path definitions, StateStore states, Consumer<String> warnings) {
        this.definitions = definitions;
        this.states = states;
        this.warnings = warnings;
    }

    /**
     * The definition, with the request's overrides, command and console log in it.
     *
     * <p><b>Errors.</b> {@link RefusedException} when somebody else could have written it.
     */
    public Definition read(StartRequest request)
            throws InvalidDefinitionException, UnknownContainerException, RefusedException {
        Definition definition = obeyed(request);
        if (!request.command().isEmpty()) {
            definition = definition.withCommand(request.command());
        }
        if (request.execute()) {
            definition = execute(definition, request.command().isEmpty());
        }
        for (Map.Entry<NamespaceType, String> shared : request.shared().entrySet()) {
            definition = definition.withNamespace(shared.getKey(), source(shared.getValue()));
        }
        return request.consoleLog()
                .map(Path::toAbsolutePath)
                .map(definition::withConsoleLog)
                .orElse(definition);
    }

    /** One that lies in the path, where anything with the right name is found, must be root's or this user's. */
    private Definition obeyed(StartRequest request)
            throws InvalidDefinitionException, UnknownContainerException, RefusedException {
        Path file = file(request);
        boolean isStored =
                request.file().isEmpty() && stored(request.name().orElseThrow()).isPresent();
        ObeyedFiles files = isStored ? ObeyedFiles.ofStored() : ObeyedFiles.ofNamed();
        if (isStored) {
            files.requireKept(file);
        }
        try {
            return read(files, file, name(request), request.overrides());
        } finally {
            files.requireObeyed();
        }
    }

    /** A command below our own init; without one of the caller's, the definition's for this. */
    private static Definition execute(Definition definition, boolean ownCommand) {
        List<String> command = definition.process().executeCommand();
        return (ownCommand && !command.isEmpty() ? definition.withCommand(command) : definition)
                .withMode(InitProcess.Mode.STUB);
    }

    /** Overrides in LXC's words are further lines of a configuration of LXC, else they are translated. */
    private Definition read(ObeyedFiles files, Path file, Optional<String> name, List<String> overrides)
            throws InvalidDefinitionException {
        List<String> lxc =
                overrides.stream().filter(o -> o.startsWith(LxcImport.KEYS)).toList();
        List<String> ours =
                overrides.stream().filter(o -> !o.startsWith(LxcImport.KEYS)).toList();
        if (lxc.isEmpty() || new LocalDefinitionFiles().isLxc(file)) {
            return new DefinitionReader(new LocalDefinitionFiles(files, lxc, warnings)).read(file, name, ours);
        }
        List<String> all = new ArrayList<>(LxcImport.overrides(lxc, warnings));
        all.addAll(ours);
        return new DefinitionReader(new LocalDefinitionFiles(files)).read(file, name, all);
    }

    /** Digits are a process, anything else is a container's name. */
    private static NamespaceSource source(String whose) {
        boolean isNumber = !whose.isEmpty()
                && whose.length() < LONGEST_PID
                && whose.chars().allMatch(c -> c >= '0' && c <= '9');
        return isNumber ? new NamespaceSource.OfProcess(Long.parseLong(whose)) : new NamespaceSource.OfContainer(whose);
    }

    /** A name renames what {@code -f} gives or gave; a stored definition is found by it. */
    private Optional<String> name(StartRequest request) {
        return request.name()
                .filter(name -> request.file().isPresent() || stored(name).isEmpty());
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
        return stored(name).or(() -> states.read(name).map(SavedContainer::definition));
    }

    private Optional<Path> stored(String name) {
        if (name.isEmpty() || name.contains("/") || name.startsWith(".")) {
            return Optional.empty();
        }
        Path directory = definitions.resolve(name);
        for (String file : List.of(DefinitionReader.STORED_FILE, LxcImport.STORED_FILE)) {
            if (Files.exists(directory.resolve(file))) {
                return Optional.of(directory.resolve(file));
            }
        }
        return Optional.empty();
    }
}
