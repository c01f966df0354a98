package dev.cleat.tui.effect;

import dev.cleat.engine.api.ContainerLog;
import dev.cleat.engine.api.LogTimes;
import dev.cleat.tui.model.LogPlace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A log with its older files ({@code console.log.2}, {@code console.log.1}, {@code console.log}) as one row of bytes, the
 * oldest first. Stays what it was when it was opened, whatever is written or renamed meanwhile.
 */
final class LogTrack implements AutoCloseable {

    /** More than any definition keeps. */
    private static final int MOST_FILES = 1000;

    /** {@code start}: of all bytes, how many come before. */
    private record Part(FileChannel channel, long file, long start, long size) {}

    private final List<Part> parts = new ArrayList<>();

    private final Optional<String> lack;

    private final LogTimes times;

    private LogTrack(LogTimes times, Optional<String> lack) {
        this.times = times;
        this.lack = lack;
    }

    /** One without a byte, and why. */
    static LogTrack lacking(String reason) {
        return new LogTrack(LogTimes.NONE, Optional.of(reason));
    }

    /** Why there is none; empty when there is one. */
    Optional<String> lack() {
        return lack;
    }

    /**
     * Opens what there is.
     *
     * <p><b>Errors.</b> {@link IOException} when the newest cannot be read, or is anything but a file: a symbolic link
     * leads somewhere else, a FIFO would never end.
     */
    static LogTrack open(ContainerLog kept) throws IOException {
        LogTrack track = new LogTrack(kept.times(), Optional.empty());
        Path log = kept.file();
        try {
            List<Path> files = new ArrayList<>();
            files.add(log);
            for (int number = 1; number < MOST_FILES && isFile(numbered(log, number)); number++) {
                files.add(0, numbered(log, number));
            }
            for (Path file : files) {
                track.add(file, file.equals(log));
            }
            return track;
        } catch (IOException | RuntimeException e) {
            track.close();
            throw e;
        }
    }

    private static Path numbered(Path log, int number) {
        return log.resolveSibling(log.getFileName() + "." + number);
    }

    private static boolean isFile(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private void add(Path file, boolean needed) throws IOException {
        if (needed && Files.exists(file, LinkOption.NOFOLLOW_LINKS) && !isFile(file)) {
            throw new IOException("it is not a regular file");
        }
        try {
            long inode = inode(file);
            FileChannel channel = FileChannel.open(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
            long size = channel.size();
            boolean isTwice = parts.stream().anyMatch(part -> part.file() == inode);
            if (isTwice || inode != inode(file)) { // turned over just now: the next look finds it in its place
                channel.close();
                return;
            }
            parts.add(new Part(channel, inode, size(), size));
        } catch (NoSuchFileException e) {
            if (needed && parts.isEmpty()) { // else it is being turned over: the older ones are what there is
                throw e;
            }
        }
    }

    private static long inode(Path file) throws IOException {
        return ((Number) Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS)).longValue();
    }

    /** Bytes of all files. */
    long size() {
        return parts.isEmpty() ? 0 : last().start() + last().size();
    }

    private Part last() {
        return parts.get(parts.size() - 1);
    }

    /** Where a byte is, counted from the first of all; that of a file which is gone is the first there is. */
    long address(LogPlace place) {
        return parts.stream()
                .filter(part -> part.file() == place.file())
                .findFirst()
                .map(part -> part.start() + Math.min(place.offset(), part.size()))
                .orElse(0L);
    }

    LogPlace place(long address) {
        for (int i = parts.size() - 1; i >= 0; i--) {
            if (address >= parts.get(i).start()) {
                return new LogPlace(parts.get(i).file(), address - parts.get(i).start());
            }
        }
        return LogPlace.NOWHERE;
    }

    /** When somebody noted that the byte there was written; empty: nobody did. */
    Optional<Instant> written(LogPlace place) {
        return times.written(place.file(), place.offset());
    }

    /** Bytes {@code from} to before {@code to}, or as many of them as there are. */
    byte[] read(long from, long to) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) Math.max(0, Math.min(to, size()) - from));
        for (Part part : parts) {
            long at = Math.max(from, part.start());
            long end = Math.min(to, part.start() + part.size());
            if (at < end) {
                readPart(part, at - part.start(), bytes.limit((int) (end - from)));
            }
        }
        return java.util.Arrays.copyOf(bytes.array(), bytes.position());
    }

    private static void readPart(Part part, long offset, ByteBuffer into) throws IOException {
        long at = offset;
        while (into.hasRemaining()) {
            int count = part.channel().read(into, at);
            if (count <= 0) {
                return; // cut off since
            }
            at += count;
        }
    }

    @Override
    public void close() {
        for (Part part : parts) {
            try {
                part.channel().close();
            } catch (IOException e) {
                // Nothing was written through it.
            }
        }
    }
}
