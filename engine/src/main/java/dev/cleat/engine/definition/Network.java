package dev.cleat.engine.definition;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The container's network, {@code network:}.
 *
 * @param interfaces made for it, in order
 * @param devices host interfaces moved in, by their host name
 */
public record Network(Mode mode, List<Interface> interfaces, Map<String, Moved> devices) {

    public static final Network PRIVATE = new Network(Mode.PRIVATE, List.of(), Map.of());

    public Network {
        interfaces = List.copyOf(interfaces);
        devices = Collections.unmodifiableMap(new LinkedHashMap<>(devices));
    }

    /** PRIVATE: its own, with loopback up. NONE: its own, with nothing up. HOST and JOIN follow namespaces.net. */
    public enum Mode {
        PRIVATE,
        NONE,
        HOST,
        JOIN
    }

    /** What kind of interface; EMPTY: loopback only. */
    public enum Kind {
        VETH,
        MACVLAN,
        IPVLAN,
        VLAN,
        PHYS,
        EMPTY
    }

    /** A host interface moved in; {@code name} inside, empty: unchanged. It goes back under its own name at the end. */
    public record Moved(Optional<String> name) {}

    /**
     * One interface.
     *
     * @param link host interface it hangs on: bridge, parent or the interface itself
     * @param name inside
     * @param hardwareAddress {@code x} stands for a random hex digit
     * @param mode in the words of ip-link(8): veth bridge, router; macvlan private, vepa, bridge, passthru; ipvlan l2, l3, l3s
     * @param isolation ipvlan: bridge, private, vepa
     * @param pair veth: name of the host side
     * @param vlanId vlan: its id; veth on a bridge: untagged VLAN
     * @param taggedVlans veth on a bridge
     * @param routes veth: added on the host towards the container
     * @param rxQueues veth
     */
    public record Interface(
            Kind kind,
            Optional<String> link,
            Optional<String> name,
            boolean up,
            Optional<String> hardwareAddress,
            OptionalInt mtu,
            Optional<String> mode,
            Optional<String> isolation,
            Optional<String> pair,
            OptionalInt vlanId,
            Set<Integer> taggedVlans,
            List<String> routes,
            OptionalInt rxQueues,
            OptionalInt txQueues,
            Addresses ipv4,
            Addresses ipv6,
            boolean l2proxy,
            Optional<Path> scriptUp,
            Optional<Path> scriptDown) {
        public Interface {
            taggedVlans = Set.copyOf(taggedVlans);
            routes = List.copyOf(routes);
        }
    }

    /**
     * Addresses of one family, each {@code ADDRESS/PREFIX[ BROADCAST]}.
     *
     * @param gateway an address, {@code auto} (the link's own) or {@code dev} (straight out of the interface)
     */
    public record Addresses(List<String> addresses, Optional<String> gateway) {
        public static final Addresses NONE = new Addresses(List.of(), Optional.empty());

        public Addresses {
            addresses = List.copyOf(addresses);
        }
    }
}
