package dev.cleat.engine.start;

import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.FileStatus;
import dev.cleat.engine.plan.StartPlan.ConsolePlan;
import dev.cleat.engine.stage.LogTimesFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The file that gets the container console's output, opened before anything runs and handed to the keeper.
 *
 * @param file empty: no log
 * @param directory where it is rotated
 * @param times where the keeper notes when it writes to it; empty: that cannot be had, and a log is worth having all the same
 */
record ConsoleLog(Optional<Fd> file, Optional<Fd> directory, Optional<LogTimesFile> times) implements AutoCloseable {

    private static final ConsoleLog NONE = new ConsoleLog(Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * Opens it for appending, 0600; never through a symbolic link, never a FIFO, a device, a file with two names or one
     * of the kernel's, which would obey what a container prints. Where
     * an earlier life has left something a line marks that {@code name} begins another one.
     */
    static ConsoleLog open(ConsolePlan plan, String name) throws IOException {
        if (plan.log().isEmpty()) {
            return NONE;
        }
        Path log = plan.log().get();
        Files.createDirectories(log.getParent());
        Fd directory = Fd.open(log.getParent(), Fd.O_RDONLY | Fd.O_DIRECTORY, 0);
        try {
            Fd file = openFile(directory, log);
            Optional<LogTimesFile> times = times(plan.logTimes(), file);
            markBeginning(file, directory, log, name);
            return new ConsoleLog(Optional.of(file), Optional.of(directory), times);
        } catch (IOException e) {
            directory.close();
            throw e;
        }
    }

    /** This life's first bytes come now, whatever was noted in another one. */
    private static Optional<LogTimesFile> times(Path path, Fd log) {
        try {
            LogTimesFile times = LogTimesFile.open(path);
            try {
                return Optional.of(times.noting(Instant.now(), log.status()));
            } catch (IOException e) {
                times.close();
                throw e;
            }
        } catch (IOException e) {
            return Optional.empty();
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
        if (status.uid() != Credentials.effectiveUid()) {
            file.close();
            throw new IOException(log + " belongs to uid " + Integer.toUnsignedString(status.uid())
                    + ", who could change what it holds");
        }
        if (!status.isRegular() || status.links() != 1 || file.fileSystem().isKernelInterface()) {
            file.close();
            throw new IOException(log + " is not a regular file with one name, on a disk or in memory");
        }
        return file;
    }

    /** A container can print such a line itself: it is for people, not a proof. */
    private static void markBeginning(Fd file, Fd directory, Path log, String name) {
        try (Fd written = directory.openAt(log.getFileName().toString(), Fd.O_RDONLY | Fd.O_NOFOLLOW, 0)) {
            long size = file.status().size();
            if (size == 0) {
                return;
            }
            written.seek(size - 1);
            String end = written.readUpTo(1)[0] == '\n' ? "" : "\n";
            String time = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
            file.writeFully((end + "--- " + name + " begins, " + time + " ---\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException | RuntimeException e) {
            // A full disk, or turned over meanwhile: then it is not marked.
        }
    }

    @Override
    public void close() {
        file.ifPresent(Fd::close);
        directory.ifPresent(Fd::close);
        times.ifPresent(LogTimesFile::close);
    }
}
