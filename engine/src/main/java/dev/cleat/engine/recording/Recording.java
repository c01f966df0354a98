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
    private volatile String whyLost = "it is not complete";
    private TerminalSize size;
    private volatile long passedMicros;
    private boolean begun;
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
     * Creates the files and writes the header. Nobody is told of it before it {@link #begin}s; closed before, it leaves
     * nothing.
     *
     * @param piped output comes through pipes, with bare line feeds
     * @param warnings told what an operator should know, as clauses without full stop; perhaps on another thread
     *     <p><b>Errors.</b> RefusedException when the file is anything but a new one of ours; BusyException when it holds
     *     something; HostLimitException when too little space is free; IOException when the kernel refuses.
     */
    public static Recording open(
            RecordingRequest request,
            SessionIdentity session,
            TerminalSize size,
            boolean piped,
            Consumer<String> warnings)
            throws ContainerException, IOException {
        SessionIdentity who = session.saying(request.redaction()::apply);
        RecordingFiles files = RecordingFiles.create(request, who, warnings);
        CastWriter writer = files.writer();
        try {
            writer.begin(CastHeader.line(who, request.input(), size, piped, files.signer()));
        } catch (IOException | RuntimeException e) {
            files.discard(e::addSuppressed);
            writer.close();
            throw e;
        }
        return new Recording(request, files, writer, size);
    }

    /** The same of what a terminal shows. */
    static Recording open(
            RecordingRequest request, SessionIdentity session, TerminalSize size, Consumer<String> warnings)
            throws ContainerException, IOException {
        return open(request, session, size, false, warnings);
    }

    /** From here on it is one: the index tells of it, and it has an end. */
    public synchronized void begin() {
        if (ended) {
            return;
        }
        begun = true;
        files.announce();
        thread.setDaemon(true);
        thread.start();
    }

    private void discard() {
        files.discard(e -> warnings.accept("cannot remove what was begun of " + files.name() + ": " + e.getMessage()));
        writer.close();
    }

    /** The command wrote these bytes; valid during the call only. */
    public void output(Buffer bytes, int offset, int length) {
        queue.put(Piece.Kind.OUTPUT, now(), bytes, offset, length);
    }

    /** @param echo false: the terminal does not show what is typed */
    public void input(byte[] typed, boolean echo) {
        queue.put(echo ? Piece.Kind.INPUT : Piece.Kind.HIDDEN_INPUT, now(), typed);
    }

    /** The same size again is no news. */
    public void resized(TerminalSize now) {
        if (isNews(now)) {
            queue.put(Piece.Kind.SIZE, now(), bytes(now));
        }
    }

    private boolean isNews(TerminalSize now) {
        boolean isNews = !now.equals(size) && now.columns() > 0 && now.rows() > 0;
        size = isNews ? now : size;
        return isNews;
    }

    private static byte[] bytes(TerminalSize size) {
        return (size.columns() + "x" + size.rows()).getBytes(StandardCharsets.US_ASCII);
    }

    /** A label at this moment. */
    public void marker(String label) {
        queue.put(Piece.Kind.MARKER, now(), label.getBytes(StandardCharsets.UTF_8));
    }

    /** Tells what happened earlier, each at its time; nobody is held up by it, so all of it waits for room. */
    public Earlier earlier() {
        return new Earlier();
    }

    /** What happened while nobody was there, in order; times are microseconds since the beginning of the recording. */
    public final class Earlier {

        private long last;

        private Earlier() {}

        public void output(long micros, byte[] bytes) {
            put(Piece.Kind.OUTPUT, micros, bytes);
        }

        /** The same size again is no news. */
        public void resized(long micros, TerminalSize now) {
            if (isNews(now)) {
                put(Piece.Kind.SIZE, micros, bytes(now));
            }
        }

        public void marker(long micros, String label) {
            put(Piece.Kind.MARKER, micros, label.getBytes(StandardCharsets.UTF_8));
        }

        private void put(Piece.Kind kind, long micros, byte[] bytes) {
            last = Math.max(last, micros);
            queue.putPatiently(kind, last, bytes);
        }

        /** What comes now comes after it. True when all of it is in the file. */
        public boolean end() {
            passedMicros += last;
            return queue.awaitTaken() && !hasLost;
        }
    }

    private long now() {
        return passedMicros + (System.nanoTime() - begin) / 1000;
    }

    /** True when bytes were lost and the policy is that the session then ends. */
    public boolean wantsEnd() {
        return stops && hasLost;
    }

    /** What to tell of it when it {@link #wantsEnd}. */
    public String whyEnds() {
        return "the session ends, as this host wants it when its recording " + files.name() + " cannot be written: "
                + whyLost;
    }

    /** Writes what waits, the end, and the files that tell of it; blocks until they are on the disk. */
    public synchronized void end(RecordingEnd how) {
        if (ended) {
            return;
        }
        ended = true;
        if (!begun) {
            discard();
            return;
        }
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
                whyLost = writer.whyLost().orElse(whyLost);
                hasLost = writer.hasLost();
            }
            writer.finish(exit());
            files.settle(writer.written(), end);
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            whyLost = Optional.ofNullable(e.getMessage()).orElse(e.toString());
            hasLost = true; // and whoever waits for room goes on, or ends, as the policy is
            queue.close();
            warnings.accept("the recording " + files.name() + " is not complete: " + whyLost);
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
