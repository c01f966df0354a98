package dev.cleat.cli;

import dev.cleat.cli.Messages.Level;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Set;

/** The file that {@code --logfile} names: one line per message, appended. */
final class LogFile implements AutoCloseable {

    /** No file. */
    static final LogFile NONE = new LogFile(null, Level.ERROR, Clock.systemUTC());

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
     * a device or pipe, or when it cannot be opened.
     */
    static LogFile open(Path file, Level most, Clock clock) throws IOException {
        if (Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(file + " is not a regular file");
        }
        Set<OpenOption> options = Set.of(
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND,
                LinkOption.NOFOLLOW_LINKS);
        FileChannel channel = FileChannel.open(
                file, options, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        return new LogFile(channel, most, clock);
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
