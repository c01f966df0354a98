package dev.cleat.engine.cgroup;

import dev.cleat.engine.linux.Buffer;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Whether a freezer has stopped every process of a cgroup; false while it is being frozen, too. To be asked again and again:
 * the file stays open until this is closed, and is opened anew when it is asked after that. Thread-safe.
 */
public final class FrozenFlag implements AutoCloseable {

    /** Both kinds of file have a few dozen bytes; there is one room for all of them. */
    private static final Buffer ROOM = new Buffer(256);

    private final Path file;
    private final String frozen;
    private Fd open;

    private FrozenFlag(Path file, String frozen) {
        this.file = file;
        this.frozen = frozen;
    }

    static FrozenFlag legacy(Path cgroup) {
        return new FrozenFlag(cgroup.resolve("freezer.state"), "FROZEN");
    }

    static FrozenFlag unified(Path cgroup) {
        return new FrozenFlag(cgroup.resolve("cgroup.events"), "frozen 1");
    }

    /** Errors: none; one that cannot be asked, because it has gone, is not frozen. */
    public synchronized boolean isFrozen() {
        try {
            if (open == null) {
                open = Fd.open(file, Fd.O_RDONLY, 0);
            }
            synchronized (ROOM) {
                byte[] text = ROOM.bytes(open.readAt(ROOM, 0));
                return new String(text, StandardCharsets.US_ASCII).contains(frozen);
            }
        } catch (ErrnoException e) {
            return false;
        }
    }

    @Override
    public synchronized void close() {
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
