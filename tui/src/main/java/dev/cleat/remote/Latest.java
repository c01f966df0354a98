package dev.cleat.remote;

import dev.cleat.engine.api.ContainerException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a host is asked again and again, as it told it last. One question at a time: a slow host is not asked twice, and nobody
 * waits for it long.
 */
final class Latest<T> {

    /** A question that takes longer is waited for by nobody. */
    private static final long SLOW_NANOS = Duration.ofSeconds(3).toNanos();

    /** So long everybody waits for hosts that are about to answer: what is shown is then of one moment. */
    private static final long TOGETHER_NANOS = Duration.ofMillis(150).toNanos();

    /** So long where there is nothing yet to show instead. */
    private static final long FIRST_NANOS = Duration.ofMillis(600).toNanos();

    private final HostLink link;
    private final FarHost.Reader<T> reader;
    private final Clock clock;
    private final Room room;
    private final long perRow;
    private long held;
    private volatile T told;
    private volatile Optional<Instant> seen = Optional.empty();
    private volatile Optional<String> unreadable = Optional.empty();
    private volatile CompletableFuture<Void> asking = CompletableFuture.completedFuture(null);
    private volatile long askedAt;

    /**
     * @param nothing what is told until an answer has come
     * @param room for what is kept
     * @param perRow what a row takes of it besides its text
     */
    Latest(HostLink link, T nothing, FarHost.Reader<T> reader, Clock clock, Room room, long perRow) {
        this.room = room;
        this.perRow = perRow;
        this.link = link;
        this.told = nothing;
        this.reader = reader;
        this.clock = clock;
    }

    /** Asks unless the last question still waits, and returns. */
    void ask(List<String> words) {
        if (link.isUp() && asking.isDone()) {
            askedAt = System.nanoTime();
            asking = link.ask(words, said -> {}).handle(this::answered);
        }
    }

    private Void answered(FarAnswer answer, Throwable failure) {
        if (failure != null) {
            return null; // its link says why
        }
        try {
            T read = reader.read(answer.orThrow(link.name()));
            long size = answer.octets() + perRow * rows(read);
            if (!room.take(size - held)) {
                unreadable = Optional.of("it tells more than there is room for beside the other hosts: " + rows(read)
                        + " rows, " + (answer.octets() >> 10) + " KiB");
                return null;
            }
            held = size;
            told = read;
            seen = Optional.of(clock.instant());
            unreadable = Optional.empty();
        } catch (StrangeAnswerException | ContainerException e) {
            unreadable = Optional.of(String.valueOf(e.getMessage()));
        }
        return null;
    }

    private static long rows(Object read) {
        return read instanceof Collection<?> list ? list.size() : ((Map<?, ?>) read).size();
    }

    /** What was told last; waits a little for an answer that is on its way. */
    T told() {
        long patience = seen.isPresent() ? TOGETHER_NANOS : FIRST_NANOS;
        try {
            asking.get(isSlow() ? 0 : Math.max(0, askedAt + patience - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            return told; // what was told before will do
        }
        return told;
    }

    /** True while the last question is not answered in time. */
    boolean isSlow() {
        return !asking.isDone() && System.nanoTime() - askedAt > SLOW_NANOS;
    }

    /** When it was told; empty: never. */
    Optional<Instant> seen() {
        return seen;
    }

    /** Why the last answer was none. */
    Optional<String> unreadable() {
        return unreadable;
    }
}
