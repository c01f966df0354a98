package dev.cleat.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Reads a growing log, through rotation: a file that shrank is read from its start, a new file of the name after the old. */
final class LogReader implements AutoCloseable {

    private static final int BLOCK = 1 << 14;

    private final Path file;
    private NewestLog newest;
    private long position;

    private LogReader(Path file) throws IOException {
        this.file = file;
        reopen();
    }

    /** The log cannot be read; told apart from an output that cannot be written. */
    static final class UnreadableException extends IOException {

        private static final long serialVersionUID = 1L;

        UnreadableException(IOException cause) {
            super(FileProblem.of(cause), cause);
        }
    }

    static LogReader open(Path file) throws UnreadableException {
        try {
            return new LogReader(file);
        } catch (IOException e) {
            throw new UnreadableException(e);
        }
    }

    /** Moves to where the last {@code lines} lines begin. */
    void skipToLastLines(long lines) throws UnreadableException {
        try {
            position = startOfLastLines(lines);
        } catch (IOException e) {
            throw new UnreadableException(e);
        }
    }

    /** Fills {@code into} from its start; 0 when there is nothing new. */
    int read(byte[] into) throws UnreadableException {
        try {
            if (newest.channel().size() < position) {
                position = 0;
            }
            int length = newest.channel().read(ByteBuffer.wrap(into), position);
            if (length <= 0 && newest.wasReplaced(file)) {
                newest.channel().close();
                reopen();
                length = newest.channel().read(ByteBuffer.wrap(into), position);
            }
            position += Math.max(0, length);
            return Math.max(0, length);
        } catch (IOException e) {
            throw new UnreadableException(e);
        }
    }

    private void reopen() throws IOException {
        newest = NewestLog.open(file);
        position = 0;
    }

    /** Backwards block by block: a log may be far larger than the memory. A line feed at the very end ends the last line. */
    private long startOfLastLines(long lines) throws IOException {
        FileChannel channel = newest.channel();
        long size = channel.size();
        long end = size;
        long left = lines;
        byte[] block = new byte[BLOCK];
        while (end > 0) {
            long start = Math.max(0, end - BLOCK);
            int length = channel.read(ByteBuffer.wrap(block, 0, (int) (end - start)), start);
            for (int at = length - 1; at >= 0; at--) {
                boolean lineBegins = block[at] == '\n' && start + at + 1 < size;
                if (lineBegins && --left == 0) {
                    return start + at + 1;
                }
            }
            end = start;
        }
        return lines == 0 ? size : 0;
    }

    @Override
    public void close() throws IOException {
        newest.channel().close();
    }
}
