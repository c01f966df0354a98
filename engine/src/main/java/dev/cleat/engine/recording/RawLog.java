package dev.cleat.engine.recording;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.linux.Buffer;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A file that gets exactly the bytes a terminal showed, appended, as lxc-attach's {@code --pty-log}.
 *
 * <p>What may be opened: see {@link OwnFile}.
 *
 * <p>A full disk does not end the session. What could not be written is counted, the first loss is told at once, the sum
 * at the end; the file gets no marker, for it holds terminal bytes and nothing else.
 */
public final class RawLog implements AutoCloseable {

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
     * @throws dev.cleat.engine.api.RefusedException when it is anything but a regular file of ours with one name
     * @throws dev.cleat.engine.api.BusyException when another session writes it
     * @throws ErrnoException when the kernel refuses, such as ENOENT for the directory
     */
    public static RawLog open(Path path, Consumer<String> warnings) throws ContainerException, ErrnoException {
        return new RawLog(path, OwnFile.open("log to", path), warnings);
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
