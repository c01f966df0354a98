package dev.cleat.remote;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostLimitException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.GZIPInputStream;

/**
 * A recording of another host as a file of this one, while somebody looks at it. It holds what that host says: more than a bound
 * is not fetched, and what unpacks to more is not read.
 */
record RecordingCopy(Path file) implements AutoCloseable {

    /** Of the file, bytes. */
    static final long LARGEST = 64L << 20;

    /** Of what a compressed one (gzip, RFC 1952) holds, bytes. */
    private static final long LARGEST_UNPACKED = 512L << 20;

    private static final int MAGIC = 0x1f8b;

    /**
     * Fetches it.
     *
     * @param source gives pieces of {@link LogMirror#PIECE} bytes, all but the last
     * @param file is not there yet
     *     <p><b>Errors.</b> Those of the source; {@link HostLimitException} when it is too large, is no recording in one piece, or
     *     cannot be kept; then nothing is left.
     */
    static RecordingCopy fetch(LogMirror.Source source, Path file) throws ContainerException {
        RecordingCopy copy = new RecordingCopy(file);
        try {
            copy.fill(source);
            copy.checkUnpacked();
            return copy;
        } catch (IOException e) {
            copy.close();
            throw new HostLimitException("cannot keep a copy of the recording: " + e.getMessage(), null, e);
        } catch (ContainerException | RuntimeException e) {
            copy.close();
            throw e;
        }
    }

    private void fill(LogMirror.Source source) throws ContainerException, IOException {
        try (FileChannel copy = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            boolean more = true;
            for (long next = 0; more; ) {
                LogMirror.Piece piece = source.from(next);
                boolean isLast = next + piece.bytes().length >= piece.size();
                if (piece.size() > LARGEST) {
                    throw tooLarge(piece.size());
                }
                if (piece.from() != next || !isLast && piece.bytes().length < LogMirror.PIECE) {
                    throw new HostLimitException("the recording changes while it is read", null);
                }
                copy.write(ByteBuffer.wrap(piece.bytes()));
                next += piece.bytes().length;
                more = !isLast;
            }
        }
    }

    private void checkUnpacked() throws ContainerException, IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            in.mark(2);
            boolean packed = in.read() == MAGIC >> Byte.SIZE && in.read() == (MAGIC & 0xff);
            in.reset();
            if (packed && isLongerUnpacked(in)) {
                throw tooLarge(LARGEST_UNPACKED);
            }
        }
    }

    private static boolean isLongerUnpacked(InputStream packed) throws IOException {
        byte[] room = new byte[1 << 16];
        long unpacked = 0;
        try (InputStream in = new GZIPInputStream(packed, room.length)) {
            for (int count = in.read(room); count >= 0 && unpacked <= LARGEST_UNPACKED; count = in.read(room)) {
                unpacked += count;
                if (Thread.currentThread().isInterrupted()) {
                    throw new IOException("interrupted");
                }
            }
        }
        return unpacked > LARGEST_UNPACKED;
    }

    private static HostLimitException tooLarge(long bytes) {
        return new HostLimitException(
                "the recording is too large to be fetched: " + (bytes >> 20) + " MiB and more",
                "play it where it is, with cleat play");
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            return; // it goes with its directory
        }
    }
}
