package dev.cleat.engine.recording;

import dev.cleat.engine.linux.Buffer;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;

/**
 * What waits to be written: at most {@link #CAPACITY} bytes, so that a slow disk costs memory for a moment and not more.
 * The relay puts, the recorder takes; bytes that follow each other closely become one record.
 */
final class PieceQueue {

    static final int CAPACITY = 4 << 20;

    /** A record of more than this is not worth waiting for. */
    static final int LARGEST = 64 << 10;

    /** Reads as close as this are one record. */
    static final long MERGE_MICROS = 10_000;

    private final ArrayDeque<Piece> waiting = new ArrayDeque<>();
    private final boolean blocks;
    private int bytes;
    private long dropped;
    private boolean closed;
    private boolean takerWaits;

    /** Who took the last piece has not come for the next. */
    private boolean isTaken;

    /** @param blocks whether a full queue holds up who puts, or drops what is put */
    PieceQueue(boolean blocks) {
        this.blocks = blocks;
    }

    synchronized void put(Piece.Kind kind, long micros, Buffer from, int offset, int length) {
        if (hasRoom(kind, length, blocks)) {
            Piece piece = piece(kind, micros, length);
            int at = piece.extend(length); // first: it may change the array
            from.get(offset, piece.bytes, at, length);
            added(length);
        }
    }

    synchronized void put(Piece.Kind kind, long micros, byte[] from) {
        put(kind, micros, from, blocks);
    }

    /** The same for what nobody is held up by: it waits for room in any case. */
    synchronized void putPatiently(Piece.Kind kind, long micros, byte[] from) {
        put(kind, micros, from, true);
    }

    private void put(Piece.Kind kind, long micros, byte[] from, boolean waits) {
        if (hasRoom(kind, from.length, waits)) {
            Piece piece = piece(kind, micros, from.length);
            int at = piece.extend(from.length);
            System.arraycopy(from, 0, piece.bytes, at, from.length);
            added(from.length);
        }
    }

    /** For a size or a mark there is always: without it, what follows is not understood. */
    private boolean hasRoom(Piece.Kind kind, int length, boolean waits) {
        while (waits && !closed && isFull(length)) {
            awaitChange(0);
        }
        if (closed || kind.grows() && isFull(length)) {
            dropped += length;
            return false;
        }
        return true;
    }

    private boolean isFull(int length) {
        return bytes > 0 && bytes + length > CAPACITY;
    }

    private Piece piece(Piece.Kind kind, long micros, int length) {
        Piece last = waiting.peekLast();
        if (last != null
                && last.kind == kind
                && kind.grows()
                && micros - last.micros <= MERGE_MICROS
                && last.length + length <= LARGEST) {
            return last;
        }
        Piece piece = new Piece(kind, micros, length);
        waiting.addLast(piece);
        return piece;
    }

    private void added(int length) {
        bytes += length;
        if (takerWaits) {
            notifyAll();
        }
    }

    /** The oldest piece once nothing can be added to it; null when {@code atMostMicros} passed or all is over. */
    synchronized Piece take(long nowMicros, long atMostMicros) {
        isTaken = false;
        notifyAll();
        if (waiting.isEmpty() && !closed) {
            takerWaits = true;
            awaitChange(atMostMicros);
            takerWaits = false;
        }
        Piece first = waiting.peekFirst();
        if (first == null) {
            return null;
        }
        long open = first.micros + MERGE_MICROS - nowMicros;
        if (!closed && first.kind.grows() && waiting.size() == 1 && first.length < LARGEST / 2 && open > 0) {
            awaitChange(Math.min(open, MERGE_MICROS)); // nobody is told of what is added: it merges
        }
        bytes -= waiting.pollFirst().length;
        isTaken = true;
        notifyAll();
        return first;
    }

    /** True when all that was put is taken and dealt with; false when the queue was closed before. */
    synchronized boolean awaitTaken() {
        while (!closed && (isTaken || !waiting.isEmpty())) {
            awaitChange(0);
        }
        return !isTaken && waiting.isEmpty();
    }

    /** Bytes that found no room since the last call. */
    synchronized long takeDropped() {
        long count = dropped;
        dropped = 0;
        return count;
    }

    /** Nothing is taken in any more; what waits can be taken. */
    synchronized void close() {
        closed = true;
        notifyAll();
    }

    synchronized boolean isOver() {
        return closed && waiting.isEmpty();
    }

    /** @param micros 0: until something changes */
    private void awaitChange(long micros) {
        try {
            if (micros == 0) {
                wait();
            } else {
                TimeUnit.MICROSECONDS.timedWait(this, micros);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            closed = true;
        }
    }
}
