package dev.cleat.engine.start;

import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.FileStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file that gets the container console's output, opened before anything runs and handed to the keeper.
 *
 * @param file empty: no log
 * @param directory where it is rotated
 */
record ConsoleLog(Optional<Fd> file, Optional<Fd> directory) implements AutoCloseable {

    /** Opens it for appending, 0600; never through a symbolic link, never a FIFO, a device or a file with two names. */
    static ConsoleLog open(Optional<Path> path) throws IOException {
        if (path.isEmpty()) {
            return new ConsoleLog(Optional.empty(), Optional.empty());
        }
        Path log = path.get();
        Files.createDirectories(log.getParent());
        Fd directory = Fd.open(log.getParent(), Fd.O_RDONLY | Fd.O_DIRECTORY, 0);
        try {
            return new ConsoleLog(Optional.of(openFile(directory, log)), Optional.of(directory));
        } catch (IOException e) {
            directory.close();
            throw e;
        }
    }

    private static Fd openFile(Fd directory, Path log) throws IOException {
        int flags = Fd.O_WRONLY | Fd.O_APPEND | Fd.O_CREAT | Fd.O_NOFOLLOW | Fd.O_NONBLOCK | Fd.O_NOCTTY;
        Fd file;
        try {
            file = directory.openAt(log.getFileName().toString(), flags, 0600);
        } catch (ErrnoException e) {
            throw new IOException(log + ": " + Errno.describe(e.errno()), e);
        }
        FileStatus status = file.status();
        if (!status.isRegular() || status.links() != 1) {
            file.close();
            throw new IOException(log + " is not a regular file with one name");
        }
        return file;
    }

    @Override
    public void close() {
        file.ifPresent(Fd::close);
        directory.ifPresent(Fd::close);
    }
}
