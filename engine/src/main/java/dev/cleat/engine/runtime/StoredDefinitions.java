package dev.cleat.engine.runtime;

import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.api.Removal;
import dev.cleat.engine.api.StepListener;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.engine.api.UnknownContainerException;
import dev.cleat.engine.definition.Definition;
import dev.cleat.engine.definition.DefinitionReader;
import dev.cleat.engine.definition.Names;
import dev.cleat.engine.runtime.OurContainers.Ours;
import dev.cleat.engine.state.Claim;
import dev.cleat.engine.storage.LocalDefinitionFiles;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Definitions of this host are stored and destroyed. */
final class StoredDefinitions {

    private final Parts parts;
    private final DefinitionReader reader = new DefinitionReader(new LocalDefinitionFiles());

    StoredDefinitions(Parts parts) {
        this.parts = parts;
    }

    /** As it is, comments and all, when it says by itself what was asked for; else as text made of it. */
    void create(String name, Path file, List<String> overrides) throws ContainerException {
        if (!Names.isContainerName(name)) {
            throw new InvalidDefinitionException(
                    "\"" + name + "\" is not a name for a container", "letters, digits, _ . -, at most 64");
        }
        parts.definitions.requireTrusted();
        Definition wanted = reader.read(file, Optional.of(name), overrides);
        Path directory = parts.definitions.directoryOf(name);
        Path stored = directory.resolve(DefinitionReader.STORED_FILE);
        try {
            Files.createDirectories(directory);
            try {
                store(stored, file, name, overrides, wanted);
            } catch (IOException | ContainerException e) {
                deleteIfEmpty(directory);
                throw e;
            }
        } catch (FileAlreadyExistsException e) {
            throw new BusyException(name + " is stored already as " + stored, "see 'cleat destroy " + name + "'");
        } catch (IOException e) {
            throw new HostLimitException("cannot store " + name + ": " + e.getMessage(), null, e);
        } finally {
            parts.definitions.changed();
        }
    }

    private void store(Path stored, Path file, String name, List<String> overrides, Definition wanted)
            throws IOException, ContainerException {
        byte[] original = Files.readAllBytes(file);
        boolean isWhole = overrides.isEmpty() && saysItsName(file, name);
        byte[] text = isWhole
                ? original
                : reader.text(file, Optional.of(name), overrides).getBytes(java.nio.charset.StandardCharsets.UTF_8);
        Path beside = stored.resolveSibling(
                DefinitionReader.STORED_FILE + "." + ProcessHandle.current().pid());
        try {
            Files.write(beside, text);
            Definition there = reader.read(beside, Optional.of(name), List.of());
            Files.createLink(stored, beside); // link(2) does not replace: of two who create, one does
            if (!there.rootfs().equals(wanted.rootfs()) || !there.mounts().equals(wanted.mounts())) {
                parts.warnings.accept("relative paths in it are relative to " + stored.getParent() + " now");
            }
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    /** True when a file stored as {@code name} is called so without being told. */
    private boolean saysItsName(Path file, String name) {
        Optional<Definition> read = reader.tryRead(file).definition();
        return read.isPresent()
                && (read.get().name().equals(name)
                        || read.get().name().equals(DefinitionReader.defaultName(file.toAbsolutePath()))
                                && !text(file).lines().anyMatch(line -> line.startsWith("name:")));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    private static void deleteIfEmpty(Path directory) throws IOException {
        try {
            Files.deleteIfExists(directory);
        } catch (DirectoryNotEmptyException e) {
            // Somebody else's.
        }
    }

    /** What {@link #destroy} would remove. */
    Removal removal(String name) throws ContainerException {
        Optional<Ours> own = parts.ours.find(name);
        requireKnown(name, own);
        try {
            return parts.destruction.removal(name, own.map(Ours::saved));
        } catch (IOException e) {
            throw new HostLimitException("cannot look up what " + name + " has: " + e.getMessage(), null, e);
        }
    }

    /** A directory of that name that holds no definition is somebody's own: it is neither a container nor part of one. */
    private void requireKnown(String name, Optional<Ours> own) throws UnknownContainerException {
        if (own.isPresent() || parts.definitions.find(name).isPresent()) {
            return;
        }
        Path directory = parts.definitions.directoryOf(name);
        if (Names.isContainerName(name) && Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            throw new UnknownContainerException(
                    "there is no container called " + name + ": " + directory + " holds no definition",
                    "remove it yourself if nobody needs it");
        }
        throw TargetFinder.unknown(name);
    }

    void destroy(String name, boolean stopFirst, Ends ends) throws ContainerException {
        Optional<Ours> own = parts.ours.find(name);
        requireKnown(name, own);
        parts.destruction.requireAllowed(name);
        if (own.isPresent() && own.get().state() != ContainerState.STOPPED) {
            // One between two lives has nothing that runs.
            if (!stopFirst && own.get().saved().waiting().isEmpty()) {
                throw new BusyException(name + " runs", "stop it first, or use 'cleat destroy -f " + name + "'");
            }
            ends.stop(StopRequest.of(name), StepListener.NONE);
        }
        try (Claim claim = parts.states.claim(name)) {
            parts.destruction.run(claim);
        } catch (IOException e) {
            throw new HostLimitException("cannot destroy " + name + ": " + e.getMessage(), null, e);
        } finally {
            parts.definitions.changed();
        }
    }
}
