package dev.cleat.engine.api;

import java.util.ArrayList;
import java.util.List;

/**
 * How a container is reached over the network.
 *
 * @param interfaces names, the loopback among them
 * @param ipv4 its own addresses, without those of the loopback
 * @param ipv6 those that reach beyond the link, as RFC 5952 writes them
 */
public record NetAddresses(List<String> interfaces, List<String> ipv4, List<String> ipv6) {

    public static final NetAddresses NONE = new NetAddresses(List.of(), List.of(), List.of());

    public NetAddresses {
        interfaces = List.copyOf(interfaces);
        ipv4 = List.copyOf(ipv4);
        ipv6 = List.copyOf(ipv6);
    }

    /** IPv4 first. */
    public List<String> all() {
        List<String> all = new ArrayList<>(ipv4);
        all.addAll(ipv6);
        return all;
    }
}
