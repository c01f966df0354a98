package dev.cleat.engine.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * Which stored containers an operator has stopped, beyond a boot of the host: a file {@code stopped} beside the definition.
 * Only {@code restart: {policy: unless-stopped}} asks.
 */
public final class StoppedMarks {

    private static final String FILE = "stopped";

    private final Path definitions;

    /** @param definitions holds a directory for each stored container */
    public StoppedMarks(Path definitions) {
        this.definitions = definitions;
    }

    public boolean isStopped(String name) {
        return Files.exists(file(name), LinkOption.NOFOLLOW_LINKS);
    }

    /** Nothing is noted of a container that is not stored. */
    public void set(String name, boolean stopped) {
        Path file = file(name);
        try {
            if (!stopped) {
                Files.deleteIfExists(file);
            } else if (Files.isDirectory(file.getParent(), LinkOption.NOFOLLOW_LINKS) && !isStopped(name)) {
                Files.createFile(file);
            }
        } catch (IOException e) {
            // A read-only store: autostart starts it again.
        }
    }

    private Path file(String name) {
        return definitions.resolve(name).resolve(FILE);
    }
}
