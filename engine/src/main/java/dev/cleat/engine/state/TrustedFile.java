package dev.cleat.engine.state;

import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.FileStatus;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Reads a file that is obeyed: it belongs to this user or to root, and nobody else may write it. What is read is what was
 * checked, whatever becomes of the name.
 */
public final class TrustedFile {

    private static final int FLAGS = Fd.O_RDONLY | Fd.O_NONBLOCK | Fd.O_NOCTTY;
    private static final int WRITABLE_FOR_ALL = 02;
    private static final int WRITABLE_FOR_GROUP = 020;

    private TrustedFile() {}

    /**
     * The first bytes, at most {@code atMost}.
     *
     * <p><b>Errors.</b> NoSuchFileException, AccessDeniedException; FileSystemException with the reason when it is no regular
     * file, somebody else's, or cannot be read.
     */
    public static byte[] firstBytes(Path file, int atMost) throws IOException {
        try (Fd fd = Fd.open(file, FLAGS, 0)) {
            FileStatus status = fd.status();
            if (!status.isRegular()) {
                throw new FileSystemException(file.toString(), null, "is " + status.kind());
            }
            if (fd.fileSystem().isKernelInterface()) { // one that waits for news, as /proc/kmsg does, never ends
                throw new FileSystemException(file.toString(), null, "is a file of the kernel's");
            }
            check(file, status);
            return fd.readUpTo(atMost);
        } catch (ErrnoException e) {
            throw switch (e.errno()) {
                case Errno.ENOENT -> new NoSuchFileException(file.toString());
                case Errno.EACCES, Errno.EPERM -> new AccessDeniedException(file.toString());
                default ->
                    new FileSystemException(file.toString(), null, "cannot be read: " + Errno.describe(e.errno()));
            };
        }
    }

    /** A user's own group, which many systems let write all that the user makes, is as trusted as the user. */
    private static void check(Path file, FileStatus status) throws FileSystemException {
        int self = Credentials.effectiveUid();
        if (status.uid() != 0 && status.uid() != self) {
            throw new FileSystemException(
                    file.toString(),
                    null,
                    "belongs to uid " + Integer.toUnsignedString(status.uid()) + ", whose words uid "
                            + Integer.toUnsignedString(self) + " does not obey: chown "
                            + Integer.toUnsignedString(self) + " " + file);
        }
        int others = self == 0 && status.gid() != 0 ? WRITABLE_FOR_ALL | WRITABLE_FOR_GROUP : WRITABLE_FOR_ALL;
        if ((status.mode() & others) != 0) {
            throw new FileSystemException(
                    file.toString(),
                    null,
                    "is writable for others, who would decide what is recorded: chmod go-w " + file);
        }
    }
}
