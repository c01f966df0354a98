package dev.cleat.engine.storage;

import dev.cleat.engine.api.Problem;
import dev.cleat.engine.api.RefusedException;
import dev.cleat.engine.definition.DefinitionReader;
import dev.cleat.engine.definition.Names;
import dev.cleat.engine.importing.LxcImport;
import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.FileStatus;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds definition files: those stored for containers, and the samples that ship with Cleat. */
public final class Definitions {

    private static final int WRITABLE_FOR_OTHERS = 022;

    private final Path stored;
    private final Optional<Path> samples;
    private final KnownDefinitions known = new KnownDefinitions();
    private final StoredNames names;

    /**
     * @param stored holds {@code NAME/container.yaml}; need not exist
     * @param samples folder of {@code *.yaml}; empty: none
     */
    public Definitions(Path stored, Optional<Path> samples) {
        this.stored = stored;
        this.samples = samples;
        this.names = new StoredNames(stored, this::storedNow, System::nanoTime);
    }

    /**
     * A definition file, valid or not.
     *
     * @param name of its container; the default one when the file is not valid
     * @param description empty when there is none or the file is not valid
     */
    public record Found(String name, Path file, String description, boolean sample, List<Problem> problems) {
        public Found {
            problems = List.copyOf(problems);
        }
    }

    /** All of them, read now: the stored ones first, each group by name. Folders that cannot be read are empty. */
    public List<Found> all() {
        List<Found> all = new ArrayList<>();
        storedNow().values().forEach(file -> all.add(known.read(file, false)));
        for (Path file : samples.map(folder -> entries(folder, "*.yaml")).orElse(List.of())) {
            all.add(known.read(file, true));
        }
        known.retain(all.stream().map(Found::file).collect(Collectors.toSet()));
        return all;
    }

    /**
     * The file of each stored one by the name of its container, in the order of names; cheap enough to be asked for once a
     * second, and up to ten seconds old where a file came into a directory that was there. Not read, and so valid or not.
     */
    public Map<String, Path> stored() {
        return names.get();
    }

    /** Something was stored, or removed, by this process. */
    public void changed() {
        names.forget();
    }

    private Map<String, Path> storedNow() {
        Map<String, Path> found = new LinkedHashMap<>();
        for (Path directory : entries(stored, "*")) {
            if (isName(directory)) {
                stored(directory)
                        .ifPresent(file -> found.put(directory.getFileName().toString(), file));
            }
        }
        return Collections.unmodifiableMap(found);
    }

    /** The stored definition of {@code name}. */
    public Optional<Path> find(String name) {
        return Names.isContainerName(name) ? stored(stored.resolve(name)) : Optional.empty();
    }

    /** Ours, else the configuration that LXC would read there. */
    private static Optional<Path> stored(Path directory) {
        return Stream.of(DefinitionReader.STORED_FILE, LxcImport.STORED_FILE)
                .map(directory::resolve)
                .filter(Files::exists)
                .findFirst();
    }

    /**
     * That nobody but root decides what root runs; anybody else's directory is that user's own affair.
     *
     * <p><b>Errors.</b> {@link RefusedException} when somebody else may write there.
     */
    public void requireTrusted() throws RefusedException {
        int self = Credentials.effectiveUid();
        if (self != 0) {
            return;
        }
        try (Fd directory = Fd.open(stored, Fd.O_PATH | Fd.O_DIRECTORY, 0)) {
            FileStatus status = directory.status();
            if (status.uid() != self || (status.mode() & WRITABLE_FOR_OTHERS) != 0) {
                throw new RefusedException(
                        "root runs no definitions of " + stored + ", where others may write",
                        "chown root: " + stored + " && chmod go-w " + stored
                                + ", or name another directory with --path");
            }
        } catch (ErrnoException e) {
            // Not there yet: it will be root's.
        }
    }

    /** The directory that is {@code name}'s own; need not exist. The name must be one. */
    public Path directoryOf(String name) {
        return stored.resolve(name);
    }

    private static boolean isName(Path directory) {
        return Names.isContainerName(directory.getFileName().toString());
    }

    private static List<Path> entries(Path folder, String pattern) {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, pattern)) {
            stream.forEach(entries::add);
        } catch (IOException missingOrForbidden) {
            return List.of();
        }
        entries.sort(Comparator.comparing(entry -> entry.getFileName().toString()));
        return entries;
    }
}
