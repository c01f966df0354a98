package dev.cleat.engine.recording;

import dev.cleat.engine.linux.Errno;
import dev.cleat.engine.linux.ErrnoException;
import dev.cleat.engine.linux.Fd;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Writes an asciicast v2, a record at a time, and tells its audit file of each; belongs to one thread.
 *
 * <p>What cannot be written is counted and told as a marker as soon as there is space again; nothing is half there.
 */
final class CastWriter implements AutoCloseable {

    private static final int CHUNK = 1 << 13;

    private final String name;
    private final AppendedFile cast;
    private final AuditWriter audit;
    private final Redaction redaction;
    private final Optional<InputMask> mask;
    private final Consumer<String> warnings;
    private final boolean stops;
    private final ByteSink line = new ByteSink(CHUNK);
    private final WholeCharacters characters = new WholeCharacters();
    private final Losses losses = new Losses();
    private final Counts counts = new Counts();
    private long lastMicros;
    private boolean syncWarned;

    /**
     * A writer that has written nothing.
     *
     * @param mask of what is typed; empty: nothing of it is a secret
     * @param stops the session ends at the first loss: whoever ends it tells why
     */
    CastWriter(
            String name,
            Fd cast,
            Fd audit,
            Redaction redaction,
            Optional<InputMask> mask,
            Consumer<String> warnings,
            boolean stops) {
        this.name = name;
        this.cast = new AppendedFile(cast);
        this.audit = new AuditWriter(name, audit, warnings);
        this.redaction = redaction;
        this.mask = mask;
        this.warnings = warnings;
        this.stops = stops;
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
        private Optional<String> first = Optional.empty();
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
        audit.line(header, header.length);
        audit.checkpoint(0);
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
        characters.add(piece.micros, piece.bytes, piece.length);
        if (characters.length() > 0) {
            show(piece.micros, characters.bytes(), characters.length());
        }
    }

    private void show(long micros, byte[] bytes, int length) {
        if (mask.isPresent()) {
            mask.get().shown(bytes, 0, length);
        }
        if (!redaction.isEmpty()) {
            byte[] kept = redaction.apply(Arrays.copyOf(bytes, length));
            record(micros, 'o', kept, kept.length, length);
            return;
        }
        record(micros, 'o', bytes, length, length);
    }

    private void input(Piece piece) {
        counts.input += piece.length;
        byte[] typed = Arrays.copyOf(piece.bytes, piece.length);
        if (mask.isPresent()) {
            mask.get().hide(typed, piece.kind == Piece.Kind.HIDDEN_INPUT);
        }
        if (!redaction.isEmpty()) {
            typed = redaction.apply(typed);
        }
        record(piece.micros, 'i', typed, typed.length, typed.length);
    }

    /** @param worth bytes of the session that are lost when this cannot be written */
    private void record(long micros, char code, byte[] bytes, int length, int worth) {
        tellLoss(micros);
        boolean isText = fill(micros, code, bytes, length);
        if (!append(worth)) {
            return;
        }
        if (code == 'o') {
            audit.output(bytes, length, isText);
        }
        audit.checkSize(lastMicros);
    }

    private boolean fill(long micros, char code, byte[] bytes, int length) {
        lastMicros = Math.max(micros, lastMicros);
        line.reset();
        line.write('[');
        line.ascii(seconds(lastMicros));
        line.ascii(", \"");
        line.write(code);
        line.ascii("\", ");
        boolean isText = JsonText.write(bytes, 0, length, line);
        line.write(']');
        line.write('\n');
        return isText;
    }

    static String seconds(long micros) {
        String digits = Long.toString(1_000_000 + micros % 1_000_000);
        return micros / 1_000_000 + "." + digits.substring(1);
    }

    private boolean append(int worth) {
        try {
            cast.append(line.array(), line.size());
            audit.line(line.array(), line.size());
            return true;
        } catch (ErrnoException e) {
            lose(worth, Errno.describe(e.errno()), e.errno());
            return false;
        }
    }

    private void lose(int bytes, String description, int errno) {
        losses.add(bytes, Errno.name(errno));
        losses.first = losses.first.or(() -> Optional.of(description));
        if (!losses.warned && !stops) {
            losses.warned = true;
            warnings.accept("cannot write " + name + ": " + description
                    + "; the session goes on, what it shows meanwhile is missing there");
        }
    }

    /** {@code bytes} found no room in the queue. */
    void dropped(long bytes) {
        losses.add(bytes, "too much at once");
        losses.first = losses.first.or(() -> Optional.of("too much at once"));
    }

    private void tellLoss(long micros) {
        if (losses.untold == 0) {
            return;
        }
        byte[] text = ("LOST " + losses.untold + " bytes: " + losses.reason).getBytes(StandardCharsets.UTF_8);
        fill(micros, 'm', text, text.length);
        try {
            cast.append(line.array(), line.size());
            audit.line(line.array(), line.size());
            losses.untold = 0;
        } catch (ErrnoException e) {
            // What follows will not fit either, and adds to it.
        }
    }

    /** What time alone changes: half a character that stays half, a checkpoint that is due. */
    void tick(long nowMicros) {
        if (characters.isOverdue(nowMicros)) {
            showUnfinished();
        }
        audit.checkTime(nowMicros, lastMicros);
    }

    private void showUnfinished() {
        byte[] half = characters.give();
        if (half.length > 0) {
            show(characters.since(), half, half.length);
        }
    }

    /** Writes what is left, brings everything to the disk and tells what is missing. */
    void finish(Piece exit) {
        showUnfinished();
        write(exit);
        tellLoss(exit.micros);
        audit.checkpoint(lastMicros);
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

    /** Why the first bytes were lost; empty when none were. */
    Optional<String> whyLost() {
        return losses.first;
    }

    /** What is in the files, for the meta file. */
    Written written() {
        return new Written(
                counts.output,
                counts.input,
                counts.resizes,
                losses.total,
                cast.size(),
                audit.records(),
                audit.sha256(),
                audit.chain(),
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
    }
}
