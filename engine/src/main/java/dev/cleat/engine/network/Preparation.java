package dev.cleat.engine.network;

import dev.cleat.engine.definition.Network.Addresses;
import dev.cleat.engine.definition.Network.Interface;
import dev.cleat.engine.definition.Network.Kind;
import dev.cleat.engine.plan.NetworkPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Decides what planning left open, by the interfaces that the host has now. Changes nothing. */
final class Preparation {

    private static final List<String> FAMILIES = List.of("inet", "inet6");
    private static final List<String> FAMILY_KEYS = List.of("ipv4", "ipv6");

    private final InterfaceTable host;

    Preparation(InterfaceTable host) {
        this.host = host;
    }

    List<PreparedInterface> prepare(NetworkPlan plan) throws NetworkException {
        List<PreparedInterface> prepared = new ArrayList<>();
        for (Interface wanted : plan.interfaces()) {
            prepared.add(prepare(wanted));
        }
        return prepared;
    }

    private PreparedInterface prepare(Interface wanted) throws NetworkException {
        Optional<HostInterface> link = link(wanted);
        boolean isVeth = wanted.kind() == Kind.VETH;
        return new PreparedInterface(
                wanted,
                link,
                wanted.kind() == Kind.PHYS ? link.orElseThrow().name() : host.takeFree(prefix(wanted.kind())),
                address(wanted),
                isVeth ? pair(wanted) : "",
                isVeth ? HardwareAddress.high() : "",
                mtu(wanted, link),
                gateways(wanted, link));
    }

    private Optional<HostInterface> link(Interface wanted) throws NetworkException {
        String name = wanted.name().orElseThrow();
        boolean wantsBridge = wanted.kind() == Kind.VETH && !wanted.mode().equals(Optional.of("router"));
        if (wanted.link().isEmpty()) {
            return Optional.empty();
        }
        Optional<HostInterface> link = host.named(wanted.link().get());
        if (link.isEmpty()) {
            throw NetworkAdvice.noLink(name, wanted.link().get(), wantsBridge);
        }
        if (wantsBridge && !link.get().kind().equals("bridge")) {
            throw NetworkAdvice.noBridge(name, link.get());
        }
        boolean hasVlans = wanted.vlanId().isPresent() || !wanted.taggedVlans().isEmpty();
        if (wantsBridge && hasVlans && !link.get().vlanFiltering()) {
            throw NetworkAdvice.filtersNoVlans(name, link.get().name());
        }
        return link;
    }

    private String pair(Interface wanted) throws NetworkException {
        if (wanted.pair().isEmpty()) {
            return host.takeFree("veth");
        }
        if (!host.take(wanted.pair().get())) {
            throw NetworkAdvice.isThere(
                    wanted.name().orElseThrow(), wanted.pair().get());
        }
        return wanted.pair().get();
    }

    private static String prefix(Kind kind) {
        return switch (kind) {
            case VETH -> "veth";
            case MACVLAN -> "mc";
            case IPVLAN -> "ipv";
            case VLAN -> "vlan";
            case PHYS, EMPTY -> throw new IllegalArgumentException(kind + " is not made");
        };
    }

    /** An interface that is its parent's only one (passthru) and one that shares its address (ipvlan) get none. */
    private static String address(Interface wanted) {
        boolean needsOne = switch (wanted.kind()) {
            case VETH -> true;
            case MACVLAN -> !wanted.mode().equals(Optional.of("passthru"));
            case IPVLAN, VLAN, PHYS, EMPTY -> false;
        };
        return wanted.hardwareAddress()
                .map(HardwareAddress::fill)
                .orElseGet(() -> needsOne ? HardwareAddress.random() : "");
    }

    /** The port of a bridge is as its bridge is, else large packets are lost on the way. */
    private static int mtu(Interface wanted, Optional<HostInterface> link) {
        if (wanted.mtu().isPresent()) {
            return wanted.mtu().getAsInt();
        }
        boolean isPort = wanted.kind() == Kind.VETH && !wanted.mode().equals(Optional.of("router"));
        return isPort ? link.map(HostInterface::mtu).orElse(0) : 0;
    }

    private static List<Optional<String>> gateways(Interface wanted, Optional<HostInterface> link)
            throws NetworkException {
        List<Optional<String>> gateways = new ArrayList<>();
        for (int family = 0; family < FAMILIES.size(); family++) {
            Addresses addresses = PreparedInterface.families(wanted).get(family);
            if (addresses.gateway().equals(Optional.of("auto"))) {
                gateways.add(Optional.of(own(wanted, link.orElseThrow(), family)));
            } else {
                gateways.add(addresses.gateway());
            }
        }
        return gateways;
    }

    /** The first address of the link that reaches further than the link, else any. */
    private static String own(Interface wanted, HostInterface link, int family) throws NetworkException {
        List<HostInterface.Address> own = link.addresses().stream()
                .filter(address -> address.family().equals(FAMILIES.get(family)))
                .toList();
        return own.stream()
                .filter(address -> address.scope().equals("global"))
                .findFirst()
                .or(() -> own.stream().findFirst())
                .map(HostInterface.Address::text)
                .orElseThrow(() ->
                        NetworkAdvice.noAddress(wanted.name().orElseThrow(), link.name(), FAMILY_KEYS.get(family)));
    }
}
