package dev.cleat.engine.network;

import dev.cleat.engine.definition.Network.Addresses;
import dev.cleat.engine.definition.Network.Kind;
import java.util.ArrayList;
import java.util.List;

/** What is done in the container's network namespace for one interface, as commands of ip(8). Computes, does nothing. */
final class ContainerSide {

    private final PreparedInterface made;
    private final List<IpCommand> commands = new ArrayList<>();

    private ContainerSide(PreparedInterface made) {
        this.made = made;
    }

    static List<IpCommand> configure(PreparedInterface made) {
        ContainerSide side = new ContainerSide(made);
        side.link();
        PreparedInterface.families(made.wanted()).forEach(side::addresses);
        if (made.wanted().up()) {
            side.add("link", "set", "dev", made.name(), "up");
        }
        // They need the interface up.
        made.gateways()
                .get(0)
                .ifPresent(gateway -> side.gateway(gateway, made.wanted().ipv4(), "0.0.0.0/0"));
        made.gateways()
                .get(1)
                .ifPresent(gateway -> side.gateway(gateway, made.wanted().ipv6(), "::/0"));
        return side.commands;
    }

    private void link() {
        if (made.mtu() > 0 && made.wanted().kind() != Kind.VETH) {
            add("link", "set", "dev", made.name(), "mtu", Integer.toString(made.mtu()));
        }
        if (made.wanted().kind() == Kind.PHYS && !made.address().isEmpty()) {
            add("link", "set", "dev", made.name(), "address", made.address());
        }
    }

    private void addresses(Addresses addresses) {
        for (String text : addresses.addresses()) {
            String[] words = text.strip().split("\\s+");
            if (words.length > 1) {
                add("address", "add", words[0], "broadcast", words[1], "dev", made.name());
            } else if (PreparedInterface.isIpv6(words[0])) {
                add("address", "add", words[0], "dev", made.name());
            } else {
                add("address", "add", words[0], "broadcast", "+", "dev", made.name());
            }
        }
    }

    /** A gateway that is in no network of the interface is sought on it all the same. */
    private void gateway(String gateway, Addresses addresses, String everything) {
        if (gateway.equals("dev")) {
            add("route", "add", everything, "dev", made.name());
            return;
        }
        boolean isNear = addresses.addresses().stream()
                .anyMatch(network -> Subnet.of(network).contains(gateway));
        List<String> words = new ArrayList<>(List.of("route", "add", everything, "via", gateway, "dev", made.name()));
        if (!isNear) {
            words.add("onlink");
        }
        commands.add(new IpCommand(made.name(), words));
    }

    private void add(String... words) {
        commands.add(new IpCommand(made.name(), List.of(words)));
    }
}
