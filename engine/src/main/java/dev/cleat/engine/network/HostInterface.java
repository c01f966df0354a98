package dev.cleat.engine.network;

import java.util.List;

/**
 * One interface as ip(8) lists it.
 *
 * @param kind as {@code ip link add type} has it; empty: hardware
 * @param address hardware address
 * @param permanent the one it was built with; empty: it was not built
 * @param vlanFiltering a bridge that tells VLANs apart
 * @param defaultVlan what a bridge gives to its ports
 */
record HostInterface(
        int index,
        String name,
        String kind,
        String address,
        String permanent,
        int mtu,
        boolean vlanFiltering,
        int defaultVlan,
        List<Address> addresses) {

    HostInterface {
        addresses = List.copyOf(addresses);
    }

    /** @param family inet or inet6 */
    record Address(String family, String text, String scope) {}
}
