package dev.cleat.engine.recording;

import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.RefusedException;
import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.FileLock;
import dev.cleat.engine.linux.FileStatus;
import java.nio.file.Path;

/**
 * Opens a file that gets what a session showed, for appending.
 *
 * <p>The name may stand in a directory where others can write, so what is opened is checked, not the name: no symbolic
 * link is followed (O_NOFOLLOW, open(2)), a FIFO without reader does not hang (O_NONBLOCK), and only a regular file with
 * one name that is ours gets a byte. The directory itself is the operator's choice.
 */
final class OwnFile {

    static final int FLAGS = Fd.O_WRONLY | Fd.O_APPEND | Fd.O_CREAT | Fd.O_NOFOLLOW | Fd.O_NONBLOCK | Fd.O_NOCTTY;
    private static final String ADVICE = "name a regular file of your own, or one that does not exist yet";

    private final String what;
    private final Path path;
    private final Fd directory;

    /** @param directory of the file, held open, so that nobody can put another in its place */
    private OwnFile(String what, Path path, Fd directory) {
        this.what = what;
        this.path = path;
        this.directory = directory;
    }

    /**
     * One that is open.
     *
     * @param isNew opening it made it
     */
    record Opened(Fd fd, boolean isNew) {}

    /**
     * Opens or creates (0600) the file and locks it.
     *
     * @param what is done with it, for messages: {@code log to}
     * @throws RefusedException when it is anything but a regular file of ours with one name
     * @throws BusyException when another session writes it
     * @throws ErrnoException when the kernel refuses, such as ENOENT for the directory
     */
    static Fd open(String what, Fd directory, Path path) throws ContainerException, ErrnoException {
        return new OwnFile(what, path, directory).open().fd();
    }

    /** The same for one that must not hold anything yet; what it holds otherwise is left alone. */
    static Opened openEmpty(String what, Fd directory, Path path) throws ContainerException, ErrnoException {
        Opened opened = new OwnFile(what, path, directory).open();
        try {
            if (opened.fd().status().size() != 0) {
                throw new BusyException(
                        "cannot " + what + " " + path + ": it holds something already",
                        "name a file that does not exist yet");
            }
            return opened;
        } catch (ContainerException | ErrnoException | RuntimeException e) {
            opened.fd().close();
            throw e;
        }
    }

    private Opened open() throws ContainerException, ErrnoException {
        Opened opened = openChecked();
        Fd fd = opened.fd();
        try {
            check(fd.status());
            if (fd.fileSystem().isKernelInterface()) {
                throw refused("it is a file of the kernel's, which obeys what is written there");
            }
            if (!FileLock.tryTake(fd)) {
                throw new BusyException(
                        "cannot " + what + " " + path + ": another session writes it",
                        "name another file for this session");
            }
            return opened;
        } catch (ContainerException | ErrnoException | RuntimeException e) {
            fd.close();
            throw e;
        }
    }

    private Opened openChecked() throws RefusedException, ErrnoException {
        String name = path.getFileName().toString();
        try {
            return new Opened(directory.openAt(name, FLAGS | Fd.O_EXCL, 0600), true);
        } catch (ErrnoException e) {
            if (e.errno() != Errno.EEXIST) {
                throw e;
            }
        }
        try {
            return new Opened(directory.openAt(name, FLAGS, 0600), false);
        } catch (ErrnoException e) {
            switch (e.errno()) {
                case Errno.ELOOP -> throw refused("it is a symbolic link");
                case Errno.EISDIR -> throw refused("it is a directory");
                case Errno.ENXIO -> throw refused("it is a FIFO or a socket");
                default -> throw e;
            }
        }
    }

    private void check(FileStatus file) throws RefusedException {
        if (!file.isRegular()) {
            throw refused("it is not a regular file");
        }
        if (file.links() != 1) {
            throw refused("it has " + file.links() + " hard links");
        }
        if (file.uid() != Credentials.effectiveUid()) {
            throw refused("it belongs to uid " + Integer.toUnsignedString(file.uid()));
        }
    }

    private RefusedException refused(String reason) {
        return new RefusedException("cannot " + what + " " + path + ": " + reason, ADVICE);
    }
}
