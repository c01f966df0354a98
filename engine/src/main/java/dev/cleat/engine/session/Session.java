package dev.cleat.engine.session;

import dev.cleat.engine.linux.Fd;
import java.io.IOException;

/** A live session: its file stays locked until it is closed or this process dies in any way. */
public final class Session implements AutoCloseable {

    private final String id;
    private final Fd directory;
    private final String file;
    private final Fd lock;

    Session(String id, Fd directory, String file, Fd lock) {
        this.id = id;
        this.directory = directory;
        this.file = file;
        this.lock = lock;
    }

    /** Unique on this host, sorts by time. */
    public String id() {
        return id;
    }

    @Override
    public void close() throws IOException {
        try (directory;
                lock) {
            directory.unlinkAt(file);
        }
    }
}
