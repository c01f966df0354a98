package dev.cleat.remote;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.HostAddress;
import dev.cleat.engine.api.HostStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The same question to this host and to every other one that is up. One that does not answer is left out: its row in the
 * list says why.
 */
record Gathering(Engine here, Collection<FarEngine> others) {

    /** What one engine answers. */
    @FunctionalInterface
    interface Question<T> {
        List<T> ask(Engine engine) throws ContainerException;
    }

    /**
     * This host's, then those of the others.
     *
     * @param named puts the host's name before the container's
     */
    <T> List<T> of(Question<T> question, BiFunction<T, String, T> named) throws ContainerException {
        List<T> all = new ArrayList<>();
        question.ask(here).forEach(one -> all.add(named.apply(one, HostAddress.HERE)));
        for (FarEngine other : others) {
            HostStatus status = other.status();
            if (status.state() == HostStatus.State.UP) {
                answer(other, question).forEach(one -> all.add(named.apply(one, status.name())));
            }
        }
        return all;
    }

    private static <T> List<T> answer(FarEngine other, Question<T> question) {
        try {
            return question.ask(other);
        } catch (ContainerException e) {
            return List.of();
        }
    }
}
