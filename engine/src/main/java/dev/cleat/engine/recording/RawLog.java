package dev.cleat.engine.recording;

import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.RefusedException;
import dev.cleat.engine.linux.Buffer;
import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.FileLock;
import dev.cleat.engine.linux.FileStatus;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A file that gets exactly the bytes a terminal showed, appended, as lxc-attach's {@code --pty-log}.
 *
 * <p>The name may stand in a directory where others can write, so what is opened is checked, not the name: no symbolic
 * link is followed (O_NOFOLLOW, open(2)), a FIFO without reader does not hang (O_NONBLOCK), and only a regular file with
 * one name that is ours gets a byte. The directory itself is the operator's choice.
 *
 * <p>A full disk does not end the session. What could not be written is counted, the first loss is told at once, the sum
 * at the end; the file gets no marker, for it holds terminal bytes and nothing else.
 */
public final class RawLog implements AutoCloseable {

    private static final int FLAGS =
            Fd.O_WRONLY | Fd.O_APPEND | Fd.O_CREAT | Fd.O_NOFOLLOW | Fd.O_NONBLOCK | Fd.O_NOCTTY;
    private static final String ADVICE = "name a regular file of your own, or one that does not exist yet";

    private final Path path;
    private final Fd fd;
    private final Consumer<String> warnings;
    private long written;
    private long lost;

    private RawLog(Path path, Fd fd, Consumer<String> warnings) {
        this.path = path;
        this.fd = fd;
        this.warnings = warnings;
    }

    /**
     * Opens or creates (0600) the file and locks it.
     *
     * @param warnings gets messages about bytes that could not be written, as clauses without full stop
     * @throws RefusedException when it is anything but a regular file of ours with one name
     * @throws BusyException when another session writes it
     * @throws ErrnoException when the kernel refuses, such as ENOENT for the directory
     */
    public static RawLog open(Path path, Consumer<String> warnings) throws ContainerException, ErrnoException {
        Fd fd = openChecked(path);
        try {
            check(path, fd.status());
            if (!FileLock.tryTake(fd)) {
                throw new BusyException(
                        "cannot log to " + path + ": another session writes it", "name another file for this session");
            }
            return new RawLog(path, fd, warnings);
        } catch (ContainerException | ErrnoException | RuntimeException e) {
            fd.close();
            throw e;
        }
    }

    private static Fd openChecked(Path path) throws RefusedException, ErrnoException {
        try {
            return Fd.open(path, FLAGS, 0600);
        } catch (ErrnoException e) {
            switch (e.errno()) {
                case Errno.ELOOP -> throw refused(path, "it is a symbolic link");
                case Errno.EISDIR -> throw refused(path, "it is a directory");
                case Errno.ENXIO -> throw refused(path, "it is a FIFO or a socket");
                default -> throw e;
            }
        }
    }

    private static void check(Path path, FileStatus file) throws RefusedException {
        if (!file.isRegular()) {
            throw refused(path, "it is not a regular file");
        }
        if (file.links() != 1) {
            throw refused(path, "it has " + file.links() + " hard links");
        }
        if (file.uid() != Credentials.effectiveUid()) {
            throw refused(path, "it belongs to uid " + Integer.toUnsignedString(file.uid()));
        }
    }

    private static RefusedException refused(Path path, String reason) {
        return new RefusedException("cannot log to " + path + ": " + reason, ADVICE);
    }

    /** Appends {@code length} bytes of {@code bytes} from {@code offset} on. */
    public void write(Buffer bytes, int offset, int length) {
        int done = 0;
        try {
            while (done < length) {
                done += Math.max(0, fd.write(bytes, offset + done, length - done));
            }
        } catch (ErrnoException e) { // ENOSPC, EDQUOT, EFBIG, EIO: the next write may find space again
            if (lost == 0) {
                warnings.accept("cannot write " + path + ": " + Errno.describe(e.errno())
                        + "; the session goes on, what it shows meanwhile is missing there");
            }
            lost += length - done;
        }
        written += done;
    }

    /** Bytes that are in the file. */
    public long writtenBytes() {
        return written;
    }

    /** Bytes that could not be written. */
    public long lostBytes() {
        return lost;
    }

    /** Brings everything to the disk (fsync(2)) and tells what is missing. */
    @Override
    public void close() {
        if (!fd.isOpen()) {
            return;
        }
        try (fd) {
            fd.sync();
            if (fd.status().links() == 0) {
                warnings.accept(path + " was removed during the session; its " + written + " bytes are gone");
            }
        } catch (ErrnoException e) {
            warnings.accept("cannot bring " + path + " to the disk: " + Errno.describe(e.errno()));
        }
        if (lost > 0) {
            warnings.accept(path + " lacks " + lost + " bytes that could not be written");
        }
    }
}
