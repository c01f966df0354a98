package dev.cleat.engine.usage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** One file of a cgroup, kept open and read from its start each time: one pread(2) instead of open, read, close. */
final class OpenFile implements AutoCloseable {
    /** The kernel gives at least this much of a longer file at once (PAGE_SIZE, fs/kernfs/file.c); less is all of it. */
    private static final int FIRST_PIECE = 4096;

    private final Path path;
    private FileChannel channel;
    private boolean missing;

    OpenFile(Path path) {
        this.path = path;
    }

    /** Fills {@code text}; false, and nothing in it, when the file is not there or cannot be read. An empty file is read. */
    boolean read(ByteBuffer text) {
        text.clear();
        try {
            return !missing && fill(text);
        } catch (NoSuchFileException e) {
            missing = true;
            return false;
        } catch (IOException e) {
            // ENODEV: the cgroup was removed; EMFILE: perhaps next time.
            text.clear();
            return false;
        } finally {
            text.flip();
        }
    }

    private boolean fill(ByteBuffer text) throws IOException {
        if (channel == null || !channel.isOpen()) {
            // An interrupt during a read closes it (InterruptibleChannel).
            channel = FileChannel.open(path, StandardOpenOption.READ);
        }
        int count = channel.read(text, 0);
        while (count >= FIRST_PIECE && text.hasRemaining()) {
            count = channel.read(text, text.position());
        }
        return true;
    }

    /** It is opened again when it is read again. */
    @Override
    public void close() {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            // Opened for reading: nothing can be lost.
        }
        channel = null;
    }
}
