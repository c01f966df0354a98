package dev.cleat.engine.storage;

import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file without a name, open for writing, on the file system of a root: while it is open nobody can make that file system
 * read-only, from inside the container or from outside ("mount -o remount,ro" answers EBUSY, mount(2)).
 */
public final class RootPin {

    private static final int O_TMPFILE = 0x400000;

    private RootPin() {}

    /** Empty where the file system is read-only already, or has no files without a name: then it stays as it is. */
    public static Optional<Fd> of(Path directory) {
        try {
            return Optional.of(Fd.open(directory, O_TMPFILE | Fd.O_DIRECTORY | Fd.O_RDWR, 0600));
        } catch (ErrnoException cannot) {
            return Optional.empty();
        }
    }
}
