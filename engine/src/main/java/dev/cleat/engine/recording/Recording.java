package dev.cleat.engine.recording;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.linux.Buffer;
import dev.cleat.engine.session.SessionIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A session being recorded. What it is told is copied into a bounded queue and written by a thread of its own, so that a
 * slow disk does not slow the operator's keys.
 *
 * <p>Calls come from one thread, the relay's; {@link #end} or {@link #close} is the last, and may come from any.
 */
public final class Recording implements AutoCloseable {

    private static final long TICK_MICROS = 50_000;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final long begin = System.nanoTime();
    private final PieceQueue queue;
    private final RecordingFiles files;
    private final CastWriter writer;
    private final Consumer<String> warnings;
    private final boolean stops;
    private final DiskSync sync;
    private final Thread thread = new Thread(this::work, "recorder");
    private volatile RecordingEnd end = new RecordingEnd(RecordingEnd.Reason.CRASH, OptionalInt.empty());
    private final CountDownLatch settled = new CountDownLatch(1);
    private volatile boolean hasLost;
    private TerminalSize size;
    private volatile long passedMicros;
    private boolean ended;

    private Recording(RecordingRequest request, RecordingFiles files, CastWriter writer, TerminalSize size) {
        this.queue = new PieceQueue(request.blocks());
        this.stops = request.stops();
        this.sync = new DiskSync(request.keeping().sync());
        this.files = files;
        this.writer = writer;
        this.warnings = files.warnings();
        this.size = size;
    }

    /**
     * Creates the files and writes the header and the line of the index.
     *
     * @param warnings told what an operator should know, as clauses without full stop; perhaps on another thread
     *     <p><b>Errors.</b> RefusedException when the file is anything but a new one of ours; BusyException when it holds
     *     something; HostLimitException when too little space is free; IOException when the kernel refuses.
     */
    public static Recording open(
            RecordingRequest request, SessionIdentity session, TerminalSize size, Consumer<String> warnings)
            throws ContainerException, IOException {
        SessionIdentity who = session.saying(request.redaction()::apply);
        RecordingFiles files = RecordingFiles.create(request, who, warnings);
        CastWriter writer = files.writer();
        try {
            writer.begin(CastHeader.line(who, request.input(), size));
            files.announce();
        } catch (IOException | RuntimeException e) {
            files.discard(e);
            writer.close();
            throw e;
        }
        Recording recording = new Recording(request, files, writer, size);
        recording.thread.setDaemon(true);
        recording.thread.start();
        return recording;
    }

    /** The command wrote these bytes; valid during the call only. */
    public void output(Buffer bytes, int offset, int length) {
        queue.put(Piece.Kind.OUTPUT, now(), bytes, offset, length);
    }

    /** The same for bytes of an earlier time, in order: microseconds since the beginning. */
    public void output(long micros, byte[] bytes) {
        queue.put(Piece.Kind.OUTPUT, micros, bytes, 0, bytes.length);
    }

    /** @param echo false: the terminal does not show what is typed */
    public void input(byte[] typed, boolean echo) {
        queue.put(echo ? Piece.Kind.INPUT : Piece.Kind.HIDDEN_INPUT, now(), typed, 0, typed.length);
    }

    /** The same size again is no news. */
    public void resized(TerminalSize now) {
        if (!now.equals(size) && now.columns() > 0 && now.rows() > 0) {
            size = now;
            text(Piece.Kind.SIZE, now.columns() + "x" + now.rows());
        }
    }

    /** A label at this moment. */
    public void marker(String label) {
        text(Piece.Kind.MARKER, label);
    }

    private void text(Piece.Kind kind, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        queue.put(kind, now(), bytes, 0, bytes.length);
    }

    private long now() {
        return passedMicros + (System.nanoTime() - begin) / 1000;
    }

    /** So much time lies before what comes now: what was shown while nobody was there. */
    public void passed(long micros) {
        passedMicros += micros;
    }

    /** True when bytes were lost and the policy is that the session then ends. */
    public boolean wantsEnd() {
        return stops && hasLost;
    }

    /** Writes what waits, the end, and the files that tell of it; blocks until they are on the disk. */
    public synchronized void end(RecordingEnd how) {
        if (ended) {
            return;
        }
        ended = true;
        end = how;
        queue.close();
        try {
            if (settled.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                thread.join(); // compressing a large one takes its time
            } else {
                warnings.accept(
                        "the recording " + files.name() + " is not written to its end: the disk does not answer");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            record();
        } finally {
            settled.countDown();
        }
        files.tidy();
    }

    private void record() {
        try (writer) {
            while (!queue.isOver()) {
                Piece piece = queue.take(now(), TICK_MICROS);
                long dropped = queue.takeDropped();
                if (dropped > 0) {
                    writer.dropped(dropped);
                }
                if (piece != null) {
                    writer.write(piece);
                }
                writer.tick(now());
                if (sync.isDue(now(), writer.size())) {
                    writer.sync();
                }
                hasLost = writer.hasLost();
            }
            writer.finish(exit());
            files.settle(writer.written(), end);
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            hasLost = true; // and whoever waits for room goes on, or ends, as the policy is
            queue.close();
            String why = Optional.ofNullable(e.getMessage()).orElse(e.toString());
            warnings.accept("the recording " + files.name() + " is not complete: " + why);
        }
    }

    /** The last record. One that nobody knows the status of has a label there. */
    private Piece exit() {
        boolean known = end.status().isPresent();
        String text =
                known ? Integer.toString(end.status().getAsInt()) : end.reason().word();
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        Piece exit = new Piece(known ? Piece.Kind.EXIT : Piece.Kind.MARKER, now(), 0);
        int at = exit.extend(bytes.length);
        System.arraycopy(bytes, 0, exit.bytes, at, bytes.length);
        return exit;
    }

    /** Ends what was not ended: something went wrong. */
    @Override
    public void close() {
        end(new RecordingEnd(RecordingEnd.Reason.CRASH, OptionalInt.empty()));
    }
}
