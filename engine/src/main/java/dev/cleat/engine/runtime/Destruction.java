package dev.cleat.engine.runtime;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.RefusedException;
import dev.cleat.engine.api.Removal;
import dev.cleat.engine.api.Removal.Kept;
import dev.cleat.engine.definition.Definition;
import dev.cleat.engine.definition.DefinitionReader;
import dev.cleat.engine.definition.Hooks.Point;
import dev.cleat.engine.hook.HookRunner;
import dev.cleat.engine.host.HostProbe;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.plan.StartPlanner;
import dev.cleat.engine.state.Claim;
import dev.cleat.engine.state.SavedContainer;
import dev.cleat.engine.storage.Definitions;
import dev.cleat.engine.storage.IdRanges;
import dev.cleat.engine.storage.LocalDefinitionFiles;
import dev.cleat.engine.storage.ObeyedFiles;
import dev.cleat.engine.storage.OwnDirectory;
import dev.cleat.engine.storage.OwnLogs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Removes a stored definition, everything in its directory, its logs, and what is remembered of its lives. A directory of
 * the container's name without a definition is not its own, and stays.
 */
final class Destruction {

    private final Definitions definitions;
    private final StartPlanner planner;
    private final HostProbe probe;
    private final Procfs procfs;
    private final HookRunner hooks;
    private final IdRanges ranges;
    private final OwnLogs logs;
    private final DefinitionReader reader = new DefinitionReader(new LocalDefinitionFiles());

    Destruction(
            Definitions definitions,
            StartPlanner planner,
            HostProbe probe,
            Procfs procfs,
            HookRunner hooks,
            IdRanges ranges,
            OwnLogs logs) {
        this.definitions = definitions;
        this.planner = planner;
        this.probe = probe;
        this.procfs = procfs;
        this.hooks = hooks;
        this.ranges = ranges;
        this.logs = logs;
    }

    /** <b>Errors.</b> {@link RefusedException} when its definition protects it. */
    void requireAllowed(String name) throws RefusedException {
        if (definition(name).filter(d -> d.description().isProtected()).isPresent()) {
            throw new RefusedException(name + " is protected", "remove 'protect: true' from its definition first");
        }
    }

    private Optional<Definition> definition(String name) {
        return definitions.find(name).flatMap(file -> reader.tryRead(file).definition());
    }

    /**
     * What {@link #run} would remove.
     *
     * @param saved what is known of its last life
     */
    Removal removal(String name, Optional<SavedContainer> saved) throws IOException {
        Path directory = definitions.directoryOf(name);
        boolean isStored = definitions.find(name).isPresent();
        List<Path> removed = logs.of(name);
        List<Kept> kept = new ArrayList<>();
        if (!isStored && Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            kept.add(new Kept(directory, "holds no definition"));
        }
        saved.map(SavedContainer::definition)
                .filter(file -> !file.startsWith(directory))
                .ifPresent(file -> kept.add(new Kept(file, isStored ? "is another file" : "is not stored")));
        saved.flatMap(SavedContainer::consoleLog)
                .filter(file -> !removed.contains(file) && !(isStored && file.startsWith(directory)))
                .filter(Files::exists)
                .ifPresent(file -> kept.add(new Kept(file, "is where its definition keeps its log")));
        return new Removal(isStored ? Optional.of(directory) : Optional.empty(), removed, kept);
    }

    /** Of a container that nobody else can start now: {@code claim} is its name. Destroy hooks run before anything goes. */
    void run(Claim claim) throws IOException, ContainerException {
        String name = claim.name();
        requireAllowed(name);
        Optional<Path> stored = definitions.find(name);
        if (stored.isPresent()) {
            removeStored(name, stored.get());
        }
        logs.remove(name);
        ranges.giveBack(name);
        claim.erase();
    }

    /** The definition goes last: what could not be removed to the end is still a container that can be destroyed. */
    private void removeStored(String name, Path file) throws IOException, ContainerException {
        Path directory = definitions.directoryOf(name);
        Optional<String> obstacle = OwnDirectory.obstacle(
                directory, procfs.mounts(Credentials.processId()).orElse(List.of()));
        if (obstacle.isPresent()) {
            throw new HostLimitException("cannot destroy " + name + ": " + obstacle.get(), "remove it yourself");
        }
        runHooks(file);
        OwnDirectory.remove(directory, file.getFileName());
    }

    /** Only those that nobody else could have written. */
    private void runHooks(Path file) throws IOException, ContainerException {
        Optional<Definition> definition = reader.tryRead(file).definition();
        if (definition.isEmpty() || definition.get().hooks().at(Point.DESTROY).isEmpty()) {
            return;
        }
        ObeyedFiles files = ObeyedFiles.ofStored();
        files.requireKept(file);
        Optional<Definition> obeyed = new DefinitionReader(new LocalDefinitionFiles(files))
                .tryRead(file)
                .definition();
        files.requireObeyed();
        if (obeyed.isPresent()) {
            hooks.run(planner.plan(obeyed.get(), probe.facts()).hooks().commands(Point.DESTROY, Map.of()));
        }
    }
}
