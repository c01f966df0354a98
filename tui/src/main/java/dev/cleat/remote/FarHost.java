package dev.cleat.remote;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.HostAddress;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.HostStatus;
import dev.cleat.engine.api.HostStatus.State;
import dev.cleat.engine.api.TimedOutException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Another host: its containers as last told, and what can be asked of it. */
final class FarHost implements AutoCloseable {

    /** A list that takes longer is waited for by nobody. */
    private static final Duration SLOW = Duration.ofSeconds(3);

    private static final Duration READING = Duration.ofSeconds(5);
    private static final Duration CHANGING = Duration.ofMinutes(10);

    /** Turns an answer into what was asked for. */
    @FunctionalInterface
    interface Reader<T> {
        T read(FarAnswer answer) throws StrangeAnswerException;
    }

    private final HostAddress address;
    private final HostLink link;
    private final Clock clock;
    private volatile List<ContainerSummary> containers = List.of();
    private volatile Optional<Instant> seen = Optional.empty();
    private volatile Optional<String> unreadable = Optional.empty();
    private volatile CompletableFuture<Void> listing = CompletableFuture.completedFuture(null);
    private volatile long askedAt;

    FarHost(HostAddress address, HostLink link, Clock clock) {
        this.address = address;
        this.link = link;
        this.clock = clock;
    }

    HostAddress address() {
        return address;
    }

    /** Its containers as last told. */
    List<ContainerSummary> containers() {
        return containers;
    }

    HostStatus status() {
        State state = link.isUp() ? (isSlow() ? State.SLOW : State.UP) : link.isTried() ? State.DOWN : State.CONNECTING;
        Optional<String> problem = state == State.SLOW ? Optional.of("does not answer") : unreadable.or(link::problem);
        return new HostStatus(Optional.of(address), state, seen, problem);
    }

    private boolean isSlow() {
        return !listing.isDone() && System.nanoTime() - askedAt > SLOW.toNanos();
    }

    /** Asks for its containers unless the last question still waits. One at a time: a slow host is not asked twice. */
    void refresh() {
        if (link.isUp() && listing.isDone()) {
            askedAt = System.nanoTime();
            listing = link.ask(List.of("ls", "-a", "--json"), said -> {}).handle(this::listed);
        }
    }

    private Void listed(FarAnswer answer, Throwable failure) {
        if (failure != null) {
            return null; // its link says why
        }
        try {
            containers = FarLists.containers(answer.orThrow(address.name()));
            seen = Optional.of(clock.instant());
            unreadable = Optional.empty();
        } catch (StrangeAnswerException | ContainerException e) {
            unreadable = Optional.of(String.valueOf(e.getMessage()));
        }
        return null;
    }

    /** Until the last question is answered, but not longer than {@code nanos}. */
    void await(long nanos) {
        try {
            listing.get(Math.max(0, nanos), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
            return; // what was told before will do
        }
    }

    /** What {@code words} print there. One that does not answer the list is not waited for a second time. */
    <T> T read(List<String> words, Reader<T> reader) throws ContainerException {
        if (isSlow()) {
            throw silent();
        }
        try {
            return reader.read(ask(words, READING, said -> {}).orThrow(address.name()));
        } catch (StrangeAnswerException e) {
            throw new HostLimitException(address.name() + ": " + e.getMessage(), null, e);
        }
    }

    /** A terminal is handed over only to a host that is there. */
    void requireUp() throws HostLimitException {
        if (!link.isUp()) {
            throw new HostLimitException(
                    address.name() + " is not reached: " + link.problem().orElse("not connected yet"), null);
        }
    }

    /** Has {@code words} done there. */
    FarAnswer change(List<String> words, Consumer<String> said) throws ContainerException {
        return ask(words, CHANGING, said).orThrow(address.name());
    }

    private FarAnswer ask(List<String> words, Duration atMost, Consumer<String> said) throws ContainerException {
        boolean wasUp = link.isUp();
        try {
            return link.ask(words, said, atMost);
        } catch (TimeoutException e) {
            throw silent();
        } catch (IOException e) {
            String how = wasUp ? " went away before it answered: " : " is not reached: ";
            throw new HostLimitException(address.name() + how + e.getMessage(), null, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HostLimitException("interrupted while " + address.name() + " was asked", null, e);
        }
    }

    private TimedOutException silent() {
        return new TimedOutException(address.name() + " does not answer", null);
    }

    @Override
    public void close() {
        link.close();
    }
}
