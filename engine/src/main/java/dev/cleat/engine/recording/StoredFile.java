package dev.cleat.engine.recording;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/**
 * A file of a recording, which may be compressed (gzip, RFC 1952) once nothing is added to it any more: then {@code NAME.gz}
 * stands in the place of {@code NAME}, and is read as it.
 */
final class StoredFile {

    static final String SUFFIX = ".gz";

    private static final int BUFFER = 1 << 16;
    private static final int MAGIC = 0x1f8b;

    private StoredFile() {}

    /** The name without compression. */
    static Path plain(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(SUFFIX) ? file.resolveSibling(name.substring(0, name.length() - SUFFIX.length())) : file;
    }

    static Path compressed(Path plain) {
        return plain.resolveSibling(plain.getFileName() + SUFFIX);
    }

    /** The one of both names that there is; the plain one when there is none, or when compressing was cut off. */
    static Path present(Path file) {
        Path plain = plain(file);
        return !Files.exists(plain) && Files.exists(compressed(plain)) ? compressed(plain) : plain;
    }

    /**
     * What it holds, whether it is compressed or not.
     *
     * <p><b>Errors.</b> IOException when it cannot be opened, also when it is no regular file: a pipe is not waited for, a
     * symbolic link not followed.
     */
    static InputStream open(Path file) throws IOException {
        return unpacked(RegularFile.stream(file));
    }

    /** What {@code stored} holds, which is closed with it, and also when it cannot be read. */
    static InputStream unpacked(InputStream stored) throws IOException {
        InputStream in = new BufferedInputStream(stored, BUFFER);
        try {
            in.mark(2);
            boolean isCompressed = in.read() == MAGIC >> Byte.SIZE && in.read() == (MAGIC & 0xff);
            in.reset();
            return isCompressed ? new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER) : in;
        } catch (IOException e) {
            in.close();
            throw e;
        }
    }
}
