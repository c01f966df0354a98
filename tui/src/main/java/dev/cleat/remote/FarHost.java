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
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Another host: how it is reached, and what can be asked of it. */
final class FarHost implements AutoCloseable {

    /** Octets: a container has a history, and cells that are drawn again and again. */
    private static final long PER_CONTAINER = 1000;

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
    private final Room room;
    private final Latest<List<ContainerSummary>> containers;

    /** @param room for what it tells */
    FarHost(HostAddress address, HostLink link, Clock clock, Room room) {
        this.room = room;
        this.address = address;
        this.link = link;
        this.clock = clock;
        this.containers = new Latest<>(link, List.of(), FarLists::containers, clock, room, PER_CONTAINER);
    }

    HostAddress address() {
        return address;
    }

    /** Something that it is asked again and again. */
    <T> Latest<T> latest(T nothing, Reader<T> reader) {
        return new Latest<>(link, nothing, reader, clock, room, 0);
    }

    /** Its containers, also of one that is not reached any more. */
    Latest<List<ContainerSummary>> containers() {
        return containers;
    }

    /** True when the Cleat there answers what belongs to {@code level} of {@link Protocol#LEVEL}. */
    boolean answers(int level) {
        return link.level() >= level;
    }

    HostStatus status() {
        State state = link.isUp()
                ? (containers.isSlow() ? State.SLOW : State.UP)
                : link.isTried() ? State.DOWN : State.CONNECTING;
        Optional<String> problem = state == State.SLOW
                ? Optional.of("does not answer")
                : containers.unreadable().or(link::problem);
        return new HostStatus(Optional.of(address), state, containers.seen(), problem);
    }

    /** What {@code words} print there. One that does not answer the list is not waited for a second time. */
    <T> T read(List<String> words, Reader<T> reader) throws ContainerException {
        if (containers.isSlow()) {
            throw silent();
        }
        try {
            return reader.read(
                    answered(() -> link.ask(words, said -> {}, READING)).orThrow(address.name()));
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

    /** Has {@code words} done there; an interrupt calls it back. */
    FarAnswer change(List<String> words, Consumer<String> said) throws ContainerException {
        return answered(() -> link.change(words, said, CHANGING)).orThrow(address.name());
    }

    /** One question over the link. */
    private interface Question {
        FarAnswer ask() throws IOException, TimeoutException, InterruptedException;
    }

    private FarAnswer answered(Question question) throws ContainerException {
        boolean wasUp = link.isUp();
        try {
            return question.ask();
        } catch (TimeoutException e) {
            throw silent();
        } catch (IOException e) {
            String how = wasUp ? " went away before it answered: " : " is not reached: ";
            throw new HostLimitException(address.name() + how + e.getMessage(), null, e);
        } catch (InterruptedException e) {
            throw new HostLimitException(
                    address.name() + " goes on with it: it answers nothing to a call back", null, e);
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
