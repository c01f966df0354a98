package dev.cleat.engine.recording;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PieceQueueTest {

    private static final byte[] CHUNK = "x".repeat(4095).getBytes(StandardCharsets.US_ASCII);

    @Test
    void bytes_that_follow_closely_are_one_piece_up_to_a_size() {
        PieceQueue queue = new PieceQueue(true);
        for (int i = 0; i < 20; i++) {
            queue.put(Piece.Kind.OUTPUT, i, CHUNK);
        }
        queue.close();
        Piece first = queue.take(0, 0);
        assertThat(first.length).isEqualTo(16 * CHUNK.length);
        assertThat(Arrays.copyOf(first.bytes, first.length)).containsOnly('x');
        assertThat(queue.take(0, 0).length).isEqualTo(4 * CHUNK.length);
        assertThat(queue.take(0, 0)).isNull();
        assertThat(queue.isOver()).isTrue();
    }

    @Test
    void what_comes_later_or_is_of_another_kind_is_a_piece_of_its_own() {
        PieceQueue queue = new PieceQueue(true);
        queue.put(Piece.Kind.OUTPUT, 0, Arrays.copyOf(CHUNK, 1));
        queue.put(Piece.Kind.OUTPUT, PieceQueue.MERGE_MICROS + 1, Arrays.copyOf(CHUNK, 2));
        queue.put(Piece.Kind.INPUT, PieceQueue.MERGE_MICROS + 2, Arrays.copyOf(CHUNK, 3));
        queue.close();
        assertThat(queue.take(0, 0).length).isEqualTo(1);
        assertThat(queue.take(0, 0).length).isEqualTo(2);
        assertThat(queue.take(0, 0).kind).isEqualTo(Piece.Kind.INPUT);
    }

    @Test
    void a_full_queue_that_drops_counts_what_it_drops() {
        PieceQueue queue = new PieceQueue(false);
        int puts = PieceQueue.CAPACITY / CHUNK.length + 10;
        for (int i = 0; i < puts; i++) {
            queue.put(Piece.Kind.OUTPUT, 0, CHUNK);
        }
        assertThat(queue.takeDropped()).isBetween(9L * CHUNK.length, 11L * CHUNK.length);
        assertThat(queue.takeDropped()).isZero();
    }

    @Test
    void a_full_queue_that_drops_output_takes_a_size_all_the_same() {
        PieceQueue queue = new PieceQueue(false);
        for (int i = 0; i <= PieceQueue.CAPACITY / CHUNK.length; i++) {
            queue.put(Piece.Kind.OUTPUT, 0, CHUNK);
        }
        assertThat(queue.takeDropped()).isEqualTo(CHUNK.length);
        queue.put(Piece.Kind.SIZE, 1, CHUNK);
        assertThat(queue.takeDropped()).isZero();
        queue.close();
        Piece last = null;
        while (!queue.isOver()) {
            last = queue.take(0, 0);
        }
        assertThat(last.kind).isEqualTo(Piece.Kind.SIZE);
    }

    /** What was kept while nobody was there is more than the queue holds, and nobody's keys wait for it. */
    @Test
    void what_is_put_patiently_is_not_dropped_by_a_queue_that_drops_otherwise() throws Exception {
        PieceQueue queue = new PieceQueue(false);
        int puts = 2 * PieceQueue.CAPACITY / CHUNK.length;
        CompletableFuture<Boolean> all = CompletableFuture.supplyAsync(() -> {
            for (int i = 0; i < puts; i++) {
                queue.putPatiently(Piece.Kind.OUTPUT, 0, CHUNK);
            }
            return queue.awaitTaken();
        });
        long taken = 0;
        while (!all.isDone()) {
            Piece piece = queue.take(0, 10_000);
            taken += piece == null ? 0 : piece.length;
        }
        assertThat(all.get(10, TimeUnit.SECONDS)).isTrue();
        assertThat(taken).isEqualTo((long) puts * CHUNK.length);
        assertThat(queue.takeDropped()).isZero();
    }

    @Test
    void what_was_taken_but_not_dealt_with_is_waited_for() throws Exception {
        PieceQueue queue = new PieceQueue(false);
        queue.put(Piece.Kind.OUTPUT, 0, CHUNK);
        assertThat(queue.take(PieceQueue.MERGE_MICROS, 0)).isNotNull();
        CompletableFuture<Boolean> all = CompletableFuture.supplyAsync(queue::awaitTaken);
        assertThat(all).isNotDone();
        queue.close();
        assertThat(all.get(10, TimeUnit.SECONDS)).isFalse();
    }

    @Test
    void a_full_queue_that_blocks_goes_on_when_something_was_taken() throws Exception {
        PieceQueue queue = new PieceQueue(true);
        int puts = PieceQueue.CAPACITY / CHUNK.length + 10;
        CompletableFuture<Void> all = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < puts; i++) {
                queue.put(Piece.Kind.OUTPUT, 0, CHUNK);
            }
            queue.close();
        });
        long taken = 0;
        while (!queue.isOver()) {
            Piece piece = queue.take(0, 1_000_000);
            taken += piece == null ? 0 : piece.length;
        }
        all.get(10, TimeUnit.SECONDS);
        assertThat(taken).isEqualTo((long) puts * CHUNK.length);
        assertThat(queue.takeDropped()).isZero();
    }
}
