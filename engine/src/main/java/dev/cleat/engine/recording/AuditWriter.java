package dev.cleat.engine.recording;

import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Consumer;

/**
 * Writes the audit file of a recording, {@code FILE.cast.audit}: a line for each checkpoint (number and time of the last
 * record, bytes of the recording so far, hash of the output so far, {@link AuditChain}) and one with the exact bytes of each
 * output that is not UTF-8. Belongs to one thread.
 */
final class AuditWriter implements AutoCloseable {

    private static final long CHECKPOINT_MICROS = 1_000_000;
    private static final long CHECKPOINT_BYTES = 64 << 10;

    private final String name;
    private final AppendedFile file;
    private final Consumer<String> warnings;
    private final AuditChain chain = new AuditChain();
    private final Sha256 rawHash = new Sha256();
    private final Sha256 fileHash = new Sha256();
    private long size;
    private long checkedMicros;
    private long checkedSize = -1;
    private boolean warned;

    /** @param cast name of the recording */
    AuditWriter(String cast, Fd file, Consumer<String> warnings) {
        this.name = cast + AuditFile.SUFFIX;
        this.file = new AppendedFile(file);
        this.warnings = warnings;
    }

    /** The recording got this line, its header first. */
    void line(byte[] line, int length) {
        chain.add(line, length);
        fileHash.add(line, 0, length);
        size += length;
    }

    /** @param isText false: the last line does not tell exactly these bytes */
    void output(byte[] bytes, int length, boolean isText) {
        rawHash.add(bytes, 0, length);
        if (!isText) {
            byte[] exact = length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
            append("{\"seq\":" + chain.number() + ",\"off\":" + size + ",\"bin\":\""
                    + Base64.getEncoder().encodeToString(exact) + "\"}\n");
        }
    }

    /** A checkpoint, when so much has come since the last one. */
    void checkSize(long micros) {
        if (size - checkedSize >= CHECKPOINT_BYTES) {
            checkpoint(micros);
        }
    }

    /**
     * The same when so much time has passed.
     *
     * @param micros of the last record
     */
    void checkTime(long nowMicros, long micros) {
        if (nowMicros - checkedMicros >= CHECKPOINT_MICROS) {
            if (size > checkedSize) {
                checkpoint(micros);
            }
            checkedMicros = nowMicros;
        }
    }

    void checkpoint(long micros) {
        String text = "{\"seq\":" + chain.number() + ",\"t\":" + CastWriter.seconds(micros) + ",\"off\":" + size
                + ",\"raw\":\"" + rawHash.soFar() + "\",\"h\":\"" + chain.hash() + "\",\"crc\":\"" + chain.sums()
                + "\"}\n";
        checkedSize = size;
        checkedMicros = Math.max(checkedMicros, micros);
        if (append(text)) {
            chain.forgetSums();
        }
    }

    private boolean append(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        try {
            file.append(bytes, bytes.length);
            return true;
        } catch (ErrnoException e) {
            if (!warned) {
                warned = true;
                warnings.accept("cannot write " + name + ": " + Errno.describe(e.errno()));
            }
            return false;
        }
    }

    /** Lines of the recording after its header. */
    long records() {
        return chain.number();
    }

    /** Of the recording so far. */
    String sha256() {
        return fileHash.soFar();
    }

    /** The last hash. */
    String chain() {
        return chain.hash();
    }

    Fd fd() {
        return file.fd();
    }

    @Override
    public void close() {
        file.close();
        chain.close();
        rawHash.close();
        fileHash.close();
    }
}
