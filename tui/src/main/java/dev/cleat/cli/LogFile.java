package dev.cleat.cli;

import dev.cleat.cli.Messages.Level;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Set;

/** The file that {@code --logfile} names: one line per message, appended. */
final class LogFile implements AutoCloseable {

    /** No file. */
    static final LogFile NONE = new LogFile(null, Level.ERROR, Clock.systemUTC());

    private static final String ADVICE = "; name a file of your own, or one that does not exist yet";
    private static final OpenOption APPEND = StandardOpenOption.APPEND;
    private static final FileAttribute<?> PRIVATE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final FileChannel channel;
    private final Level most;
    private final Clock clock;

    private LogFile(FileChannel channelOrNull, Level most, Clock clock) {
        this.channel = channelOrNull;
        this.most = most;
        this.clock = clock;
    }

    /**
     * Opens {@code file} for messages up to {@code most}; a new one is readable by its owner only.
     *
     * <p><b>Errors.</b> {@link IOException} when it is a symbolic link, which somebody else may have placed, when it is
     * a device or pipe, when it is somebody else's or has a second name, or when it cannot be opened.
     *
     * @param userId whose file it must be, if it is there already
     */
    static LogFile open(Path file, Level most, Clock clock, int userId) throws IOException {
        try {
            Set<OpenOption> made = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, APPEND);
            return new LogFile(FileChannel.open(file, made, PRIVATE), most, clock);
        } catch (FileAlreadyExistsException e) {
            Object checked = check(file, userId);
            FileChannel channel = FileChannel.open(file, APPEND, LinkOption.NOFOLLOW_LINKS);
            if (!checked.equals(check(file, userId))) {
                channel.close();
                throw new IOException(file + " has just become another file", e);
            }
            return new LogFile(channel, most, clock);
        }
    }

    /** What tells it from others: its inode number. */
    private static Object check(Path file, int userId) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(file + " is not a regular file");
        }
        Map<String, Object> status = Files.readAttributes(file, "unix:uid,nlink,ino", LinkOption.NOFOLLOW_LINKS);
        int owner = (int) status.get("uid");
        if (owner != userId) {
            throw new IOException(file + ": it belongs to uid " + Integer.toUnsignedString(owner) + ADVICE);
        }
        int links = (int) status.get("nlink");
        if (links != 1) {
            throw new IOException(file + ": it has " + links + " hard links" + ADVICE);
        }
        return status.get("ino");
    }

    /** Appends one line. A full disk must not end the work that is logged, so it is ignored. */
    void write(Level level, String message) {
        if (channel == null || level.compareTo(most) > 0) {
            return;
        }
        String line = clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + level + " " + message + "\n";
        try {
            channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException ignored) {
            // See above.
        }
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
