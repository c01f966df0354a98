package dev.cleat.engine.recording;

import dev.cleat.engine.linux.Buffer;
import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;

/** A file of lines: each is written whole, by one write(2) with O_APPEND, or not at all. Belongs to one thread. */
final class AppendedFile implements AutoCloseable {

    private static final int USUAL_LINE = 64 << 10;

    private final Fd fd;
    private Buffer buffer = new Buffer(USUAL_LINE);
    private long size;

    /** @param fd an empty file open for appending; closed with this */
    AppendedFile(Fd fd) {
        this.fd = fd;
    }

    /**
     * Appends a line.
     *
     * <p><b>Errors.</b> ErrnoException, as ENOSPC, EDQUOT, EFBIG, EIO; then nothing of the line is in the file.
     */
    void append(byte[] line, int length) throws ErrnoException {
        if (length > buffer.capacity()) {
            buffer.close();
            buffer = new Buffer(Math.max(length, 2 * buffer.capacity()));
        }
        buffer.put(line, 0, length);
        int written = 0;
        try {
            written = fd.write(buffer, 0, length);
            if (written != length) { // a disk that is nearly full; the next call tells why
                written += Math.max(0, fd.write(buffer, Math.max(0, written), length - written));
            }
            if (written != length) {
                throw new ErrnoException("write", Errno.ENOSPC);
            }
        } catch (ErrnoException e) {
            if (written > 0) {
                fd.truncate(size);
            }
            throw e;
        }
        size += length;
    }

    /** Bytes in the file. */
    long size() {
        return size;
    }

    Fd fd() {
        return fd;
    }

    @Override
    public void close() {
        buffer.close();
        fd.close();
    }
}
