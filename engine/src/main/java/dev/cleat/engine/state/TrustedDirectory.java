package dev.cleat.engine.state;

import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.FileStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Opens a directory whose files can be believed: nobody but its owner writes there, and the owner is this user or root. What
 * is said in files of somebody else could have us signal, join or delete what they choose.
 */
public final class TrustedDirectory {

    private static final Set<PosixFilePermission> FOR_OWNER = PosixFilePermissions.fromString("rwxr-xr-x");
    private static final int WRITABLE_FOR_OTHERS = 022;

    private TrustedDirectory() {}

    /**
     * As {@link #open}; made when it is missing, with what is missing above it, whatever the umask allows to others.
     */
    public static Fd make(Path path) throws IOException {
        Files.createDirectories(path, PosixFilePermissions.asFileAttribute(FOR_OWNER));
        return open(path);
    }

    /**
     * The directory at {@code path}.
     *
     * <p><b>Errors.</b> ErrnoException when it is not there or a symbolic link; IOException when it is somebody else's.
     */
    public static Fd open(Path path) throws IOException {
        Fd fd = Fd.open(path, Fd.O_RDONLY | Fd.O_DIRECTORY | Fd.O_NOFOLLOW, 0);
        try {
            check(path, fd.status());
            return fd;
        } catch (IOException e) {
            fd.close();
            throw e;
        }
    }

    private static void check(Path path, FileStatus status) throws IOException {
        int self = Credentials.effectiveUid();
        boolean isTrusted = status.uid() == self || status.uid() == 0;
        if (!isTrusted || (status.mode() & WRITABLE_FOR_OTHERS) != 0) {
            throw new IOException(path + " must belong to uid " + Integer.toUnsignedString(self)
                    + " and be writable for nobody else");
        }
    }

    /** Where the files of an open directory are listed, whatever becomes of its name. */
    public static Path listing(Fd directory) {
        return Path.of("/proc/self/fd", Integer.toString(directory.number()));
    }
}
