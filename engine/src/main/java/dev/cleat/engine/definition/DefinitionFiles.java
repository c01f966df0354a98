package dev.cleat.engine.definition;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where the text of definitions comes from. Reading a definition does no I/O itself: the engine looks, tests just answer. */
@FunctionalInterface
public interface DefinitionFiles {

    /**
     * The first bytes of a regular file, at most {@code atMost}.
     *
     * @throws java.nio.file.NoSuchFileException when there is none
     * @throws java.nio.file.FileSystemException when it is no regular file, with the reason
     */
    byte[] firstBytes(Path file, int atMost) throws IOException;

    /** The definition files in a directory, by name; empty when {@code path} is no directory. */
    default Optional<List<Path>> inDirectory(Path path) throws IOException {
        return Optional.empty();
    }
}
