package dev.cleat.engine.api;

import java.time.Instant;
import java.util.Optional;

/**
 * How one of several hosts is reached.
 *
 * @param address empty: it is this host
 * @param seen when its figures were read; empty: never
 * @param problem why there are no newer ones, or what an operator should know although there are; hostile text
 */
public record HostStatus(Optional<HostAddress> address, State state, Optional<Instant> seen, Optional<String> problem) {

    /** What stands before the names of its containers. */
    public String name() {
        return address.map(HostAddress::name).orElse(HostAddress.HERE);
    }

    /** Whether it answers. */
    public enum State {
        /** Asked for the first time. */
        CONNECTING,
        UP,
        /** Connected, but the last question waits for its answer. */
        SLOW,
        DOWN
    }
}
