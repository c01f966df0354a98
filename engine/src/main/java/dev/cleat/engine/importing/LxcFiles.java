package dev.cleat.engine.importing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Where configuration files come from. An import does no I/O itself: the engine looks, tests just answer. */
public interface LxcFiles {

    /**
     * The first bytes of a regular file, at most {@code atMost}.
     *
     * @throws java.nio.file.NoSuchFileException when there is none
     * @throws java.nio.file.FileSystemException when it is no regular file, with the reason
     */
    byte[] firstBytes(Path file, int atMost) throws IOException;

    /** What is in a directory, in any order; empty when {@code path} is none. */
    Optional<List<Path>> entries(Path path) throws IOException;
}
