package dev.cleat.engine.session;

import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import java.io.IOException;
import java.util.Optional;

/**
 * What others say in a session's file when they end it. The file is held open: it is removed at the end, perhaps before it is
 * asked.
 */
public final class EndNote implements AutoCloseable {

    private static final int MAX_FILE = 1 << 20;

    private final Optional<Fd> file;

    private EndNote(Optional<Fd> file) {
        this.file = file;
    }

    /** That of session {@code id}; one that is not there says nothing. */
    public static EndNote open(Fd directory, String id) {
        try {
            int flags = Fd.O_RDONLY | Fd.O_NOFOLLOW | Fd.O_NONBLOCK;
            return new EndNote(Optional.of(directory.openAt(id + Session.SUFFIX, flags, 0)));
        } catch (ErrnoException e) {
            return new EndNote(Optional.empty());
        }
    }

    /** Who ended it and how, as a clause; empty: it ended by itself. */
    public Optional<String> read() {
        if (file.isEmpty()) {
            return Optional.empty();
        }
        try {
            file.get().seek(0);
            return SessionFile.parse(file.get().readUpTo(MAX_FILE)).endedBy();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        file.ifPresent(Fd::close);
    }
}
