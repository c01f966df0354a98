package dev.cleat.engine.network;

import dev.cleat.engine.definition.Network.Addresses;
import dev.cleat.engine.definition.Network.Interface;
import dev.cleat.engine.definition.Network.Kind;
import dev.cleat.engine.network.SavedNetwork.Lent;
import dev.cleat.engine.network.SavedNetwork.Made;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One interface with everything decided.
 *
 * @param wanted as planned, mode filled in
 * @param link what it hangs on, as the host has it
 * @param hostName what it is called on the host until it is moved
 * @param address hardware address it is made with; empty: its parent's
 * @param pair veth: the host's side
 * @param pairAddress veth: the hardware address of the host's side
 * @param mtu 0: the kernel's choice
 * @param gateways each an address, or {@code dev}; in the order of {@link #families}
 */
record PreparedInterface(
        Interface wanted,
        Optional<HostInterface> link,
        String hostName,
        String address,
        String pair,
        String pairAddress,
        int mtu,
        List<Optional<String>> gateways) {

    String name() {
        return wanted.name().orElseThrow();
    }

    String kind() {
        return wanted.kind().name().toLowerCase(Locale.ROOT);
    }

    boolean isRouter() {
        return wanted.kind() == Kind.VETH && wanted.mode().equals(Optional.of("router"));
    }

    boolean isOnBridge() {
        return wanted.kind() == Kind.VETH && link.isPresent() && !isRouter();
    }

    boolean hasVlans() {
        return wanted.vlanId().isPresent() || !wanted.taggedVlans().isEmpty();
    }

    static List<Addresses> families(Interface wanted) {
        return List.of(wanted.ipv4(), wanted.ipv6());
    }

    /** Its addresses without prefix, both families. */
    List<String> bareAddresses() {
        List<String> bare = new ArrayList<>();
        families(wanted)
                .forEach(family ->
                        family.addresses().forEach(text -> bare.add(text.strip().split("[/\\s]")[0])));
        return bare;
    }

    /** {@code ADDRESS/PREFIX} with the prefix that stands for one host. */
    static String alone(String address) {
        return address + (isIpv6(address) ? "/128" : "/32");
    }

    static boolean isIpv6(String address) {
        return address.indexOf(':') >= 0;
    }

    Optional<Made> made() {
        return switch (wanted.kind()) {
            case VETH -> Optional.of(new Made(pair, kind(), pairAddress));
            case MACVLAN, IPVLAN, VLAN -> Optional.of(new Made(hostName, kind(), address));
            case PHYS, EMPTY -> Optional.empty();
        };
    }

    Optional<Lent> lent() {
        return wanted.kind() == Kind.PHYS
                ? link.map(host ->
                        new Lent(host.name(), host.index(), host.address(), host.mtu(), host.permanent(), name(), 0))
                : Optional.empty();
    }
}
