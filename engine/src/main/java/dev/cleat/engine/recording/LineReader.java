package dev.cleat.engine.recording;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads a file, compressed or not, line by line with the place of each; a line of any length costs bounded memory. */
final class LineReader implements AutoCloseable {

    /** Our own lines are smaller than 0.5 MiB. */
    static final int LONGEST = 16 << 20;

    private final Path file;
    private final InputStream in;
    private byte[] line = new byte[1 << 13];
    private int length;
    private long start;
    private long end;
    private boolean complete;

    LineReader(Path file) throws IOException {
        this.file = file;
        this.in = StoredFile.open(file);
    }

    /** Goes to the next line, which may be the beginning of one; false at the end. */
    boolean next() throws IOException {
        start = end;
        length = 0;
        complete = false;
        int character;
        while (!complete && (character = in.read()) >= 0) {
            add((byte) character);
            complete = character == '\n';
        }
        end = start + length;
        return length > 0;
    }

    private void add(byte character) throws IOException {
        if (length == LONGEST) {
            throw new IOException(file + ": a line at byte " + start + " is longer than 16 MiB");
        }
        if (length == line.length) {
            line = Arrays.copyOf(line, 2 * length);
        }
        line[length++] = character;
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

    /** False for a last line without its newline. */
    boolean isComplete() {
        return complete;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
