package dev.cleat.engine.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What planning must see of the host's files. Planning itself does no I/O, so the engine looks and tests just answer. */
public interface HostFiles {

    /** True for a directory, or a symbolic link to one, that this user can see. */
    boolean isDirectory(Path path);

    /**
     * The text of {@code path} in a container's root: the first of {@code layers} (host directories, topmost first) that
     * has a regular file there. The layers may be hostile: symbolic links are not followed, nothing but a regular file is
     * opened, and only so much is read as an honest file has.
     */
    Optional<String> read(List<Path> layers, String path);

    /** The text of a file of the operator's own on the host; empty when it cannot be read. */
    Optional<String> readOwn(Path file);
}
