package dev.cleat.engine.recording;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipException;

/** Reads a file, compressed or not, line by line with the place of each; a line of any length costs bounded memory. */
final class LineReader implements AutoCloseable {

    /** Our own lines are smaller than 0.5 MiB. */
    static final int LONGEST = 16 << 20;

    private final Path file;
    private final CountedInput stored;
    private final InputStream in;
    private final byte[] chunk = new byte[1 << 16];
    private int chunkAt;
    private int chunkEnd;
    private byte[] line = new byte[1 << 13];
    private int length;
    private long start;
    private long end;
    private boolean complete;

    /** It is compressed, and what is compressed is not whole. */
    static final class PackedException extends IOException {
        private static final long serialVersionUID = 1L;

        private PackedException(Path file, long at, IOException cause) {
            super(file + " cannot be unpacked from byte " + at + " on: " + cause.getMessage(), cause);
        }
    }

    /** <b>Errors.</b> PackedException, also of {@link #next}; IOException when it cannot be read. */
    LineReader(Path file) throws IOException {
        this.file = file;
        this.stored = new CountedInput(RegularFile.stream(file));
        try {
            this.in = StoredFile.unpacked(stored);
        } catch (ZipException | EOFException e) {
            throw new PackedException(file, 0, e);
        }
    }

    /** Goes to the next line, which may be the beginning of one; false at the end. */
    boolean next() throws IOException {
        start = end;
        length = 0;
        complete = false;
        while (!complete && fill()) {
            int until = chunkAt;
            while (until < chunkEnd && chunk[until] != '\n') {
                until++;
            }
            complete = until < chunkEnd;
            add(chunkAt, complete ? until + 1 - chunkAt : until - chunkAt);
        }
        end = start + length;
        return length > 0;
    }

    private boolean fill() throws IOException {
        if (chunkAt == chunkEnd) {
            chunkAt = 0;
            chunkEnd = read();
        }
        return chunkEnd > 0;
    }

    private int read() throws IOException {
        try {
            return Math.max(0, in.read(chunk, 0, chunk.length));
        } catch (ZipException | EOFException e) {
            throw new PackedException(file, start + length, e);
        }
    }

    /** Takes {@code count} bytes of the chunk. */
    private void add(int from, int count) throws IOException {
        if (length + count > LONGEST) {
            throw new IOException(file + ": a line at byte " + start + " is longer than 16 MiB");
        }
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.max(2 * line.length, length + count));
        }
        System.arraycopy(chunk, from, line, length, count);
        length += count;
        chunkAt += count;
    }

    /** The bytes of the line, with its newline, up to {@link #length}; valid until the next one. */
    byte[] bytes() {
        return line;
    }

    int length() {
        return length;
    }

    /** Where it begins in the file. */
    long start() {
        return start;
    }

    /** Where the next one begins. */
    long end() {
        return end;
    }

    /** Bytes of the file as it is stored that were read so far, with those of lines to come. */
    long passed() {
        return stored.count();
    }

    /** False for a last line without its newline. */
    boolean isComplete() {
        return complete;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
