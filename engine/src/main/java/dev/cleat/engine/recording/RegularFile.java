package dev.cleat.engine.recording;

import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Opens a file to read it where others may write, as in /tmp: what is opened is checked, not the name. No symbolic link is
 * followed (O_NOFOLLOW, open(2)), a FIFO is not waited for (O_NONBLOCK), and only a regular file is read.
 */
final class RegularFile {

    private static final int FLAGS = Fd.O_RDONLY | Fd.O_NOFOLLOW | Fd.O_NONBLOCK | Fd.O_NOCTTY;

    private RegularFile() {}

    /** It is there, and is something else. */
    static final class IrregularException extends FileSystemException {
        private static final long serialVersionUID = 1L;

        private IrregularException(Path file, String reason) {
            super(file.toString(), null, reason);
        }
    }

    /** <b>Errors.</b> IrregularException when it is no regular file; ErrnoException when it cannot be opened, as ENOENT. */
    static Fd open(Path file) throws IOException {
        Fd fd = openAny(file);
        try {
            if (!fd.status().isRegular()) {
                throw new IrregularException(file, "it is " + fd.status().kind());
            }
            return fd;
        } catch (IOException | RuntimeException e) {
            fd.close();
            throw e;
        }
    }

    private static Fd openAny(Path file) throws IOException {
        try {
            return Fd.open(file, FLAGS, 0);
        } catch (ErrnoException e) {
            switch (e.errno()) {
                case Errno.ELOOP -> throw new IrregularException(file, "it is a symbolic link");
                case Errno.ENXIO -> throw new IrregularException(file, "it is a socket");
                default -> throw e;
            }
        }
    }

    /** The same as a stream, of a file of any size. */
    static InputStream stream(Path file) throws IOException {
        try (Fd fd = open(file)) { // opened again by its descriptor it is the same file
            return Files.newInputStream(Path.of("/proc/self/fd/" + fd.number()));
        }
    }

    /** All of it; IOException also when that is more than {@code atMost} bytes. */
    static byte[] read(Path file, int atMost) throws IOException {
        try (Fd fd = open(file)) {
            byte[] bytes = fd.readUpTo(atMost + 1);
            if (bytes.length > atMost) {
                throw new FileSystemException(file.toString(), null, "it is larger than " + atMost + " bytes");
            }
            return bytes;
        }
    }
}
