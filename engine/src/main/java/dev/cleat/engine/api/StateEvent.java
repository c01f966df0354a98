package dev.cleat.engine.api;

import java.time.Instant;
import java.util.Optional;

/**
 * One change of a container's state. Each is told once.
 *
 * @param sequence grows by one with each event of this host; starts again when the host boots
 * @param by who asked for it, as {@code cleat sessions} names people; empty: it happened by itself
 * @param reason failed step, signal, policy; one line, may hold hostile text
 */
public record StateEvent(
        long sequence,
        Instant time,
        String container,
        ContainerState state,
        Optional<String> by,
        Optional<String> reason) {}
