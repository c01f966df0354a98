package dev.cleat.engine.session;

import dev.cleat.engine.linux.Fd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A live session: its file stays locked until it is closed or this process dies in any way. */
public final class Session implements AutoCloseable {

    private final String id;
    private final Path file;
    private final Fd lock;

    Session(String id, Path file, Fd lock) {
        this.id = id;
        this.file = file;
        this.lock = lock;
    }

    /** Unique on this host, sorts by time. */
    public String id() {
        return id;
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        lock.close();
    }
}
