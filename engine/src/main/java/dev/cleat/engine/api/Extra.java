package dev.cleat.engine.api;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is read of a container only where somebody asks for it. Whatever was not asked for, or nobody knows, is empty.
 *
 * @param received bytes, by all interfaces of its own network namespace but the loopback
 * @param sent bytes
 * @param end how it ended last, when it does not run: {@code 3}, {@code signal 9}
 * @param rootfs what it has as its root directory
 * @param shares with whom it shares which namespaces: {@code host:user,time web:net}
 * @param uidMap which ids of the host its ids are: {@code 0 100000 65536}
 */
public record Extra(
        OptionalLong received,
        OptionalLong sent,
        Optional<String> end,
        Optional<String> rootfs,
        Optional<String> shares,
        Optional<String> uidMap) {

    public static final Extra NONE = new Extra(
            OptionalLong.empty(),
            OptionalLong.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());

    /** What can be asked for. */
    public enum Part {
        /** {@link Extra#received} and {@link Extra#sent}. */
        TRAFFIC,
        END,
        ROOTFS,
        SHARES,
        UID_MAP
    }
}
