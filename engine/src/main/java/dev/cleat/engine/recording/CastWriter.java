package dev.cleat.engine.recording;

import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.Consumer;

/**
 * Writes an asciicast v2 and its audit file, a record at a time; belongs to one thread.
 *
 * <p>The audit file, {@code FILE.cast.audit}, has a line for each checkpoint (number and time of the last record, bytes of
 * the recording so far, hash of the output so far, {@link AuditChain}) and one with the exact bytes of each output that is
 * not UTF-8.
 *
 * <p>What cannot be written is counted and told as a marker as soon as there is space again; nothing is half there.
 */
final class CastWriter implements AutoCloseable {

    private static final long CHECKPOINT_MICROS = 1_000_000;
    private static final long CHECKPOINT_BYTES = 64 << 10;

    /** A character whose rest does not come is none. */
    private static final long CHARACTER_MICROS = 50_000;

    private static final byte[] NOTHING = {};

    private final AppendedFile cast;
    private final AppendedFile audit;
    private final Redaction redaction;
    private final Consumer<String> warnings;
    private final String name;
    private final InputMask mask = new InputMask();
    private final AuditChain chain = new AuditChain();
    private final Sha256 rawHash = new Sha256();
    private final Sha256 fileHash = new Sha256();
    private final ByteSink line = new ByteSink(CHUNK);
    private static final int CHUNK = 1 << 13;
    private byte[] unfinished = NOTHING;
    private long unfinishedSince;
    private long lastMicros;
    private long checkedMicros;
    private long checkedBytes = -1;
    private boolean auditWarned;
    private boolean syncWarned;
    private final Losses losses = new Losses();
    private final Counts counts = new Counts();

    CastWriter(String name, Fd cast, Fd audit, Redaction redaction, Consumer<String> warnings) {
        this.name = name;
        this.cast = new AppendedFile(cast);
        this.audit = new AppendedFile(audit);
        this.redaction = redaction;
        this.warnings = warnings;
    }

    /** Bytes and records by kind. */
    static final class Counts {
        long output;
        long input;
        long resizes;
    }

    /** What is missing, and since when nobody was told. */
    static final class Losses {
        long total;
        private long untold;
        private String reason = "";
        private boolean warned;

        void add(long bytes, String why) {
            total += bytes;
            untold += bytes;
            reason = why;
        }
    }

    /**
     * Writes the header, with its newline.
     *
     * <p><b>Errors.</b> ErrnoException: without it there is no recording.
     */
    void begin(byte[] header) throws ErrnoException {
        cast.append(header, header.length);
        note(header, header.length);
        checkpoint();
    }

    void write(Piece piece) {
        switch (piece.kind) {
            case OUTPUT -> output(piece);
            case INPUT, HIDDEN_INPUT -> input(piece);
            default -> record(piece.micros, code(piece.kind), piece.bytes, piece.length, 0);
        }
        counts.resizes += piece.kind == Piece.Kind.SIZE ? 1 : 0;
    }

    private static char code(Piece.Kind kind) {
        return switch (kind) {
            case OUTPUT -> 'o';
            case INPUT, HIDDEN_INPUT -> 'i';
            case SIZE -> 'r';
            case MARKER -> 'm';
            case EXIT -> 'x';
        };
    }

    private void output(Piece piece) {
        counts.output += piece.length;
        byte[] bytes = piece.bytes;
        int length = piece.length;
        if (unfinished.length > 0) {
            bytes = Arrays.copyOf(unfinished, unfinished.length + length);
            System.arraycopy(piece.bytes, 0, bytes, unfinished.length, length);
            length = bytes.length;
        }
        int rest = Utf8.unfinished(bytes, 0, length);
        unfinished = rest == 0 ? NOTHING : Arrays.copyOfRange(bytes, length - rest, length);
        unfinishedSince = piece.micros;
        if (length > rest) {
            show(piece.micros, bytes, length - rest);
        }
    }

    private void show(long micros, byte[] bytes, int length) {
        mask.shown(bytes, 0, length);
        if (!redaction.isEmpty()) {
            byte[] kept = redaction.apply(Arrays.copyOf(bytes, length));
            record(micros, 'o', kept, kept.length, length);
            return;
        }
        record(micros, 'o', bytes, length, length);
    }

    private void input(Piece piece) {
        counts.input += piece.length;
        byte[] typed = mask.typed(piece.bytes, 0, piece.length, piece.kind == Piece.Kind.HIDDEN_INPUT);
        if (!redaction.isEmpty()) {
            typed = redaction.apply(typed);
        }
        record(piece.micros, 'i', typed, typed.length, typed.length);
    }

    /** @param worth bytes of the session that are lost when this cannot be written */
    private void record(long micros, char code, byte[] bytes, int length, int worth) {
        tellLoss(micros);
        boolean exact = fill(micros, code, bytes, length);
        if (!append(worth)) {
            return;
        }
        if (code == 'o') {
            rawHash.add(bytes, 0, length);
            if (!exact) {
                auditExact(bytes, length);
            }
        }
        if (cast.size() - checkedBytes >= CHECKPOINT_BYTES) {
            checkpoint();
        }
    }

    private boolean fill(long micros, char code, byte[] bytes, int length) {
        lastMicros = Math.max(micros, lastMicros);
        line.reset();
        line.write('[');
        line.ascii(seconds(lastMicros));
        line.ascii(", \"");
        line.write(code);
        line.ascii("\", ");
        boolean exact = JsonText.write(bytes, 0, length, line);
        line.write(']');
        line.write('\n');
        return exact;
    }

    static String seconds(long micros) {
        String digits = Long.toString(1_000_000 + micros % 1_000_000);
        return micros / 1_000_000 + "." + digits.substring(1);
    }

    private boolean append(int worth) {
        try {
            cast.append(line.array(), line.size());
            note(line.array(), line.size());
            return true;
        } catch (ErrnoException e) {
            lose(worth, Errno.describe(e.errno()), e.errno());
            return false;
        }
    }

    private void note(byte[] bytes, int length) {
        chain.add(bytes, length);
        fileHash.add(bytes, 0, length);
    }

    private void lose(int bytes, String description, int errno) {
        losses.add(bytes, Errno.name(errno));
        if (!losses.warned) {
            losses.warned = true;
            warnings.accept("cannot write " + name + ": " + description
                    + "; the session goes on, what it shows meanwhile is missing there");
        }
    }

    /** {@code bytes} found no room in the queue. */
    void dropped(long bytes) {
        losses.add(bytes, "too much at once");
    }

    private void tellLoss(long micros) {
        if (losses.untold == 0) {
            return;
        }
        byte[] text = ("LOST " + losses.untold + " bytes: " + losses.reason).getBytes(StandardCharsets.UTF_8);
        fill(micros, 'm', text, text.length);
        try {
            cast.append(line.array(), line.size());
            note(line.array(), line.size());
            losses.untold = 0;
        } catch (ErrnoException e) {
            // What follows will not fit either, and adds to it.
        }
    }

    /** What time alone changes: half a character that stays half, a checkpoint that is due. */
    void tick(long nowMicros) {
        if (unfinished.length > 0 && nowMicros - unfinishedSince >= CHARACTER_MICROS) {
            flushUnfinished();
        }
        if (nowMicros - checkedMicros >= CHECKPOINT_MICROS) {
            if (cast.size() > checkedBytes) {
                checkpoint();
            }
            checkedMicros = nowMicros;
        }
    }

    private void flushUnfinished() {
        byte[] half = unfinished;
        unfinished = NOTHING;
        if (half.length > 0) {
            show(unfinishedSince, half, half.length);
        }
    }

    private void checkpoint() {
        String text = "{\"seq\":" + chain.number() + ",\"t\":" + seconds(lastMicros) + ",\"off\":" + cast.size()
                + ",\"raw\":\"" + rawHash.soFar() + "\",\"h\":\"" + chain.hash() + "\",\"crc\":\"" + chain.sums()
                + "\"}\n";
        checkedBytes = cast.size();
        checkedMicros = Math.max(checkedMicros, lastMicros);
        if (appendAudit(text)) {
            chain.forgetSums();
        }
    }

    private void auditExact(byte[] bytes, int length) {
        byte[] exact = length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
        appendAudit("{\"seq\":" + chain.number() + ",\"off\":" + cast.size() + ",\"bin\":\""
                + Base64.getEncoder().encodeToString(exact) + "\"}\n");
    }

    private boolean appendAudit(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        try {
            audit.append(bytes, bytes.length);
            return true;
        } catch (ErrnoException e) {
            if (!auditWarned) {
                auditWarned = true;
                warnings.accept("cannot write " + name + AuditFile.SUFFIX + ": " + Errno.describe(e.errno()));
            }
            return false;
        }
    }

    /** Writes what is left, brings everything to the disk and tells what is missing. */
    void finish(Piece exit) {
        flushUnfinished();
        write(exit);
        tellLoss(exit.micros);
        checkpoint();
        settle();
        if (losses.total > 0) {
            warnings.accept(name + " lacks " + losses.total + " bytes that could not be written");
        }
    }

    /** Bytes in the recording. */
    long size() {
        return cast.size();
    }

    /** Brings what is written to the disk. */
    void sync() {
        try {
            cast.fd().syncData();
            audit.fd().syncData();
        } catch (ErrnoException e) {
            if (!syncWarned) {
                syncWarned = true;
                warnings.accept("cannot bring " + name + " to the disk: " + Errno.describe(e.errno()));
            }
        }
    }

    private void settle() {
        try {
            cast.fd().sync();
            audit.fd().sync();
            if (cast.fd().status().links() == 0) {
                warnings.accept(name + " was removed during the session; its " + cast.size() + " bytes are gone");
            }
        } catch (ErrnoException e) {
            warnings.accept("cannot bring " + name + " to the disk: " + Errno.describe(e.errno()));
        }
    }

    boolean hasLost() {
        return losses.total > 0;
    }

    /** What is in the files, for the meta file. */
    Written written() {
        return new Written(
                counts.output,
                counts.input,
                counts.resizes,
                losses.total,
                cast.size(),
                chain.number(),
                fileHash.soFar(),
                chain.hash(),
                lastMicros);
    }

    /**
     * @param bytes size of the recording
     * @param records its lines after the header
     * @param sha256 of the whole file
     * @param chain the last hash
     */
    record Written(
            long output,
            long input,
            long resizes,
            long lost,
            long bytes,
            long records,
            String sha256,
            String chain,
            long micros) {}

    @Override
    public void close() {
        cast.close();
        audit.close();
        chain.close();
        rawHash.close();
        fileHash.close();
    }
}
