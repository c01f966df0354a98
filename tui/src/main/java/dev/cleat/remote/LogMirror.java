package dev.cleat.remote;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostLimitException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;
import java.util.List;

/** The end of a log of another host as a file of this one, which grows as that one does whenever it is looked at. */
final class LogMirror {

    /** What is fetched at once, and of what has been there before anybody looked. */
    private static final int PIECE = 1 << 20;

    /** A larger copy is begun anew with the end of the log. */
    private static final long LARGEST = 16L << 20;

    private final FarHost host;
    private final String name;
    private final Path file;
    private long next = -1;

    /** @param name the container's there */
    LogMirror(FarHost host, String name, Path file) {
        this.host = host;
        this.name = name;
        this.file = file;
    }

    /**
     * The file, with everything that was written there by now.
     *
     * <p><b>Errors.</b> Those of {@code logs} there.
     */
    synchronized Path fetched() throws ContainerException {
        try (FileChannel copy = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            long size = fetch(copy);
            while (next < size) {
                size = fetch(copy);
            }
            return file;
        } catch (IOException e) {
            throw new HostLimitException(
                    "cannot keep the log of " + host.hosted(name) + ": " + e.getMessage(), null, e);
        }
    }

    /** One piece; how large the log is there. */
    private long fetch(FileChannel copy) throws ContainerException, IOException {
        boolean afresh = next < 0 || copy.size() > LARGEST;
        Piece piece = host.read(
                List.of("internal-log", "--name=" + name, "--from=" + (afresh ? -1 : next), "--most=" + PIECE),
                LogMirror::piece);
        if (afresh || piece.from() != next) {
            copy.truncate(0); // it was rotated there, or is read for the first time
        }
        copy.write(ByteBuffer.wrap(piece.bytes()), copy.size());
        next = piece.from() + piece.bytes().length;
        return piece.bytes().length == 0 ? next : piece.size();
    }

    private record Piece(long size, long from, byte[] bytes) {}

    private static Piece piece(FarAnswer answer) throws FarEndException {
        Fields fields = answer.object("log");
        try {
            byte[] bytes = Base64.getDecoder().decode(fields.text("data"));
            return new Piece(fields.numberOr("size", 0), fields.numberOr("from", 0), bytes);
        } catch (IllegalArgumentException e) {
            throw new FarEndException("log: data is not in base64");
        }
    }
}
