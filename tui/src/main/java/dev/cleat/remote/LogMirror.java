package dev.cleat.remote;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostLimitException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;

/** The end of a log of another host as a file of this one, which grows as that one does whenever it is looked at. */
final class LogMirror {

    /** What is fetched at once, and of what has been there before anybody looked. */
    static final int PIECE = 1 << 20;

    /** A larger copy is begun anew with the end of the log. */
    private static final long LARGEST = 16L << 20;

    /** What is fetched by one look; a log that grows faster than it is fetched has the rest at the next one. */
    private static final int MOST_PIECES = 8;

    private final Source source;
    private final Path file;
    private long next = -1;

    /**
     * A part of the log, as told by the other host.
     *
     * @param size of the whole log there
     * @param from where the part begins in it
     */
    record Piece(long size, long from, byte[] bytes) {

        /** What {@code internal-log} prints; a piece that is larger than asked for, or lies nowhere, is refused. */
        static Piece of(FarAnswer answer) throws StrangeAnswerException {
            Fields fields = answer.object("log");
            long size = fields.numberOr("size", 0);
            long from = fields.numberOr("from", 0);
            byte[] bytes = bytes(fields.wholeText("data").orElse(""));
            if (bytes.length > PIECE || from > size) {
                throw new StrangeAnswerException("log: is no piece of one");
            }
            return new Piece(size, from, bytes);
        }

        private static byte[] bytes(String text) throws StrangeAnswerException {
            try {
                return Base64.getDecoder().decode(text);
            } catch (IllegalArgumentException e) {
                throw new StrangeAnswerException("log: data is not in base64");
            }
        }
    }

    /** Who has the log. */
    @FunctionalInterface
    interface Source {

        /** At most {@link #PIECE} bytes from {@code offset} on; -1: the last ones. */
        Piece from(long offset) throws ContainerException;
    }

    LogMirror(Source source, Path file) {
        this.source = source;
        this.file = file;
    }

    /**
     * The file, with everything that was written there by now.
     *
     * <p><b>Errors.</b> Those of the source.
     */
    synchronized Path fetched() throws ContainerException {
        try (FileChannel copy = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            boolean more = true;
            for (int i = 0; more && i < MOST_PIECES; i++) {
                more = fetch(copy);
            }
            return file;
        } catch (IOException e) {
            throw new HostLimitException("cannot keep a copy of the log: " + e.getMessage(), null, e);
        }
    }

    /** Also while it is fetched: what is fetched then is gone. */
    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            return; // it goes with its directory
        }
    }

    /** One piece; true when there is more to fetch. */
    private boolean fetch(FileChannel copy) throws ContainerException, IOException {
        boolean afresh = next < 0 || copy.size() > LARGEST;
        Piece piece = source.from(afresh ? -1 : next);
        if (afresh || piece.from() != next) {
            copy.truncate(0); // it was rotated there, or is read for the first time
        }
        copy.write(ByteBuffer.wrap(piece.bytes()), copy.size());
        next = piece.from() + piece.bytes().length;
        return piece.bytes().length > 0 && next < piece.size();
    }
}
