package dev.cleat.engine.api;

import java.util.Optional;

/**
 * A container's name where several hosts are one list: {@code HOST:NAME}. No name of a host has a colon, so that the first
 * one ends it, whatever stands behind.
 */
public record HostedName(String host, String name) {

    /** Takes apart what {@link #toString} made; empty: it has no host. */
    public static Optional<HostedName> of(String text) {
        int colon = text.indexOf(':');
        return colon <= 0
                ? Optional.empty()
                : Optional.of(new HostedName(text.substring(0, colon), text.substring(colon + 1)));
    }

    /** True when {@code text} names a container of another host than this one. */
    public static boolean isElsewhere(String text) {
        return of(text).filter(name -> !name.host().equals(HostAddress.HERE)).isPresent();
    }

    @Override
    public String toString() {
        return host + ":" + name;
    }
}
