package dev.cleat.cli;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * The file that has a log's name. Whoever writes the log turns it over by renaming the old one and making a new one: for
 * a moment, which may be long on a busy host, there is none.
 *
 * @param identity its inode number
 */
record NewestLog(FileChannel channel, Object identity) {

    private static final Duration PATIENCE = Duration.ofMillis(500);

    /** Far less than one file has the name, also where a container floods its log. */
    private static final Duration BETWEEN_LOOKS = Duration.ofNanos(200_000);

    /** Opens it, waiting half a second for one that is not there yet. */
    static NewestLog open(Path file) throws IOException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return openNow(file);
            } catch (NoSuchFileException e) {
                if (System.nanoTime() - deadline >= 0) {
                    throw e;
                }
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
        }
    }

    private static NewestLog openNow(Path file) throws IOException {
        Object before = identity(file);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            if (!before.equals(identity(file))) {
                throw new NoSuchFileException(file.toString()); // which of the two is open?
            }
            return new NewestLog(channel, before);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    /** True when another file has the name by now. */
    boolean wasReplaced(Path file) throws IOException {
        try {
            return !identity.equals(identity(file));
        } catch (NoSuchFileException e) {
            return false; // not yet
        }
    }

    private static Object identity(Path file) throws IOException {
        return Files.getAttribute(file, "unix:ino");
    }
}
