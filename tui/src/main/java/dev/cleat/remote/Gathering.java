package dev.cleat.remote;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.HostAddress;
import dev.cleat.engine.api.HostStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;

/** The same question to every host that is up. One that does not answer is left out: its row in the list says why. */
record Gathering(Collection<FarHost> hosts) {

    /**
     * This host's, then those of the others.
     *
     * @param named puts the host's name before the container's
     */
    <T> List<T> of(List<String> words, FarHost.Reader<List<T>> reader, List<T> here, BiFunction<T, String, T> named) {
        List<T> all = new ArrayList<>();
        here.forEach(one -> all.add(named.apply(one, HostAddress.HERE)));
        for (FarHost host : hosts) {
            if (host.status().state() == HostStatus.State.UP) {
                for (T one : answer(host, words, reader)) {
                    all.add(named.apply(one, host.address().name()));
                }
            }
        }
        return all;
    }

    private static <T> List<T> answer(FarHost host, List<String> words, FarHost.Reader<List<T>> reader) {
        try {
            return host.read(words, reader);
        } catch (ContainerException e) {
            return List.of();
        }
    }
}
