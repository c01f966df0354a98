package dev.cleat.engine.recording;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.definition.RawLogLimits;
import dev.cleat.engine.linux.Buffer;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.FileLock;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
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
    private final RawLogLimits limits;
    private final Fd directory;
    private final Consumer<String> warnings;
    private final Optional<Thread> syncer;
    private Fd fd;
    private long size;
    private volatile long written;
    private long lost;
    private boolean syncWarned;

    private RawLog(Path path, RawLogLimits limits, Fd directory, Fd fd, long size, Consumer<String> warnings) {
        this.path = path;
        this.limits = limits;
        this.directory = directory;
        this.fd = fd;
        this.size = size;
        this.warnings = warnings;
        this.syncer =
                limits.sync().filter(every -> !every.isZero()).map(every -> new Thread(this::syncNow, "log sync"));
        if (syncer.isPresent()) {
            syncer.get().setDaemon(true);
            syncer.get().start();
        }
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
        return open(path, RawLogLimits.NONE, warnings);
    }

    /** The same, with older files beside it. Their directory is held open: nobody can put another in its place. */
    public static RawLog open(Path path, RawLogLimits limits, Consumer<String> warnings)
            throws ContainerException, ErrnoException {
        Fd directory = Fd.open(path.toAbsolutePath().getParent(), Fd.O_RDONLY | Fd.O_DIRECTORY, 0);
        try {
            Fd fd = OwnFile.open("log to", directory, path);
            return new RawLog(path, limits, directory, fd, fd.status().size(), warnings);
        } catch (ContainerException | ErrnoException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** Appends {@code length} bytes of {@code bytes} from {@code offset} on. */
    public void write(Buffer bytes, int offset, int length) {
        int done = 0;
        try {
            if (isFull(length) && limits.keep() > 0) {
                beginAnew(bytes, offset, length);
                done = length;
            } else if (isFull(length)) {
                fd.truncate(0);
                size = 0;
            }
            while (done < length) {
                int count = Math.max(0, fd.write(bytes, offset + done, length - done));
                done += count;
                size += count;
            }
        } catch (ErrnoException e) { // ENOSPC, EDQUOT, EFBIG, EIO: the next write may find space again
            if (lost == 0) {
                warnings.accept("cannot write " + path + ": " + Errno.describe(e.errno())
                        + "; the session goes on, what it shows meanwhile is missing there");
            }
            lost += length - done;
        }
        written += done;
        if (limits.sync().filter(Duration::isZero).isPresent()) {
            syncData();
        }
    }

    /** On a thread of its own: the disk takes its time, and the operator's keys do not wait for it. */
    private synchronized void syncNow() {
        long synced = 0;
        try {
            while (fd.isOpen()) {
                TimeUnit.MILLISECONDS.timedWait(
                        this, Math.max(1, limits.sync().orElseThrow().toMillis()));
                if (fd.isOpen() && written != synced) {
                    synced = written;
                    syncData();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void syncData() {
        try {
            fd.syncData();
        } catch (ErrnoException e) {
            if (!syncWarned) {
                syncWarned = true;
                warnings.accept("cannot bring " + path + " to the disk: " + Errno.describe(e.errno()));
            }
        }
    }

    private boolean isFull(int length) {
        return limits.bytes().isPresent()
                && size > 0
                && size + length > limits.bytes().getAsLong();
    }

    /**
     * The old one is FILE.1, that one FILE.2, and so on. None of them is moved before the new one holds what made it: on a
     * full disk nothing older is given away for nothing.
     */
    private void beginAnew(Buffer bytes, int offset, int length) throws ErrnoException {
        String temporary = path.getFileName() + ".new-"
                + Long.toHexString(ThreadLocalRandom.current().nextLong());
        Fd fresh = directory.openAt(temporary, OwnFile.FLAGS | Fd.O_EXCL, 0600);
        try {
            FileLock.tryTake(fresh); // nobody else knows the file yet
            append(fresh, bytes, offset, length);
            turnOver(temporary);
        } catch (ErrnoException e) {
            fresh.close();
            directory.unlinkAt(temporary);
            throw e;
        }
        replace(fresh);
        size = length;
    }

    private static void append(Fd file, Buffer bytes, int offset, int length) throws ErrnoException {
        int done = 0;
        while (done < length) {
            done += Math.max(0, file.write(bytes, offset + done, length - done));
        }
    }

    private void turnOver(String fresh) throws ErrnoException {
        String name = path.getFileName().toString();
        for (int number = limits.keep() - 1; number >= 1; number--) {
            moveIfThere(name + "." + number, name + "." + (number + 1));
        }
        moveIfThere(name, name + ".1");
        directory.renameAt(fresh, name);
    }

    private synchronized void replace(Fd fresh) {
        if (syncer.isPresent()) {
            syncData(); // the one that is left is not looked at again
        }
        fd.close();
        fd = fresh;
    }

    private void moveIfThere(String from, String to) throws ErrnoException {
        try {
            directory.renameAt(from, to);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.ENOENT) {
                throw e;
            }
        }
    }

    /** Brings everything to the disk (fsync(2)) and tells what is missing. */
    @Override
    public synchronized void close() {
        notifyAll();
        if (!fd.isOpen()) {
            return;
        }
        try (directory;
                Fd last = fd) {
            last.sync();
            if (last.status().links() == 0) {
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
