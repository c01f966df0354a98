package dev.cleat.remote;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.HostAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The same question to this host and to every other one. Nobody waits for one that does not answer: what it told last is told,
 * and its row in the list says why.
 */
record Gathering(Engine here, Collection<FarEngine> others) {

    /** What this host's engine answers. */
    @FunctionalInterface
    interface Question<T> {
        List<T> ask(Engine engine) throws ContainerException;
    }

    /**
     * This host's, then those of the others.
     *
     * @param there asks another host, and gives what waits a little for its answer
     * @param named puts the host's name before the container's
     */
    <T> List<T> of(Question<T> question, Function<FarTold, Supplier<List<T>>> there, BiFunction<T, String, T> named)
            throws ContainerException {
        Map<String, Supplier<List<T>>> asked = new LinkedHashMap<>();
        others.forEach(other -> asked.put(other.name(), there.apply(other.told())));
        List<T> all = new ArrayList<>();
        question.ask(here).forEach(one -> all.add(named.apply(one, HostAddress.HERE)));
        asked.forEach((host, told) -> told.get().forEach(one -> all.add(named.apply(one, host))));
        return all;
    }
}
