package dev.cleat.engine.start;

import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The file that {@code --pidfile} names. It may lie where others can write: what is written is a new file of ours under a name
 * that nobody knows, which takes the other's place; no link that is there is followed.
 */
final class PidFile {

    private static final int TRIES = 8;
    private static final int FLAGS = Fd.O_WRONLY | Fd.O_CREAT | Fd.O_EXCL | Fd.O_NOFOLLOW;

    private PidFile() {}

    static void write(Path path, long pid) throws IOException {
        Path file = path.toAbsolutePath();
        try (Fd directory = Fd.open(file.getParent(), Fd.O_RDONLY | Fd.O_DIRECTORY, 0)) {
            String name = file.getFileName().toString();
            String beside = writeBeside(directory, name, pid + "\n");
            try {
                directory.renameAt(beside, name);
            } catch (ErrnoException e) {
                directory.unlinkAt(beside);
                throw e;
            }
        } catch (ErrnoException e) {
            throw new IOException("pid file " + path + ": " + Errno.describe(e.errno()), e);
        }
    }

    private static String writeBeside(Fd directory, String name, String text) throws ErrnoException {
        for (int left = TRIES; ; left--) {
            String beside = "." + name + "."
                    + Long.toHexString(ThreadLocalRandom.current().nextLong());
            try (Fd file = directory.openAt(beside, FLAGS, 0644)) {
                file.writeFully(text.getBytes(StandardCharsets.UTF_8));
                return beside;
            } catch (ErrnoException e) {
                if (e.errno() != Errno.EEXIST) {
                    directory.unlinkAt(beside); // a full disk, for one
                }
                if (e.errno() != Errno.EEXIST || left == 1) {
                    throw e;
                }
            }
        }
    }
}
