package dev.cleat.engine.recording;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A file that is read once from its beginning, and how much of it has been. */
final class CountedInput extends FilterInputStream {

    private long count;

    CountedInput(InputStream in) {
        super(in);
    }

    @Override
    public int read() throws IOException {
        int one = in.read();
        count += one < 0 ? 0 : 1;
        return one;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int read = in.read(bytes, offset, length);
        count += Math.max(0, read);
        return read;
    }

    /** Bytes so far. */
    long count() {
        return count;
    }

    /** Nothing is read twice. */
    @Override
    public boolean markSupported() {
        return false;
    }
}
