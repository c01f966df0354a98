package dev.cleat.engine.plan;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Network;
import dev.cleat.engine.definition.Network.Addresses;
import dev.cleat.engine.definition.Network.Interface;
import dev.cleat.engine.definition.Network.Kind;
import dev.cleat.engine.definition.Network.Mode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Which interfaces a container gets, each with a name of its own inside, or why not. */
final class NetworkPlanner {

    private final Planning planning;
    private final Network network;

    NetworkPlanner(Planning planning) {
        this.planning = planning;
        this.network = planning.definition().network();
    }

    NetworkPlan plan() {
        List<Interface> wanted = wanted();
        if (!planning.isPrivate(NamespaceType.NET)) {
            // As LXC does: whose network it is, his interfaces it has (behaviours.md, S5).
            if (!wanted.isEmpty()) {
                planning.reasons().note("no interface is made: its network namespace is not its own");
            }
            return new NetworkPlan(false, List.of());
        }
        for (int i = 0; i < network.interfaces().size(); i++) {
            new InterfaceChecks(network.interfaces().get(i), "network.interfaces[" + i + "]", planning.reasons())
                    .check();
        }
        network.devices()
                .forEach((name, moved) ->
                        new InterfaceChecks(lent(name, moved), "network.devices", planning.reasons()).check());
        if (!wanted.isEmpty()) {
            checkHost();
        }
        boolean asksForLoopback = network.interfaces().stream().anyMatch(i -> i.kind() == Kind.EMPTY);
        return new NetworkPlan(network.mode() != Mode.NONE || asksForLoopback, named(wanted));
    }

    /** Those that are more than loopback, which is the stage's. */
    private List<Interface> wanted() {
        List<Interface> wanted = new ArrayList<>();
        network.interfaces().stream().filter(i -> i.kind() != Kind.EMPTY).forEach(wanted::add);
        network.devices().forEach((name, moved) -> wanted.add(lent(name, moved)));
        return wanted;
    }

    private static Interface lent(String host, Network.Moved moved) {
        return new Interface(
                Kind.PHYS,
                Optional.of(host),
                Optional.of(moved.name().orElse(host)),
                true,
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                Set.of(),
                List.of(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                Addresses.NONE,
                Addresses.NONE,
                false,
                Optional.empty(),
                Optional.empty());
    }

    private void checkHost() {
        if (!planning.host().isRoot()) {
            planning.reasons()
                    .cannot(
                            "network: this user may not make or move interfaces of the host, and a setuid program that"
                                    + " would do it is not part of Cleat",
                            "start it as root, or leave network.interfaces away: it then has loopback");
        }
        Set<String> missing = new TreeSet<>(Set.of("ip", "nsenter"));
        if (network.interfaces().stream().anyMatch(i -> i.kind() == Kind.VETH && hasVlans(i))) {
            missing.add("bridge");
        }
        missing.removeAll(planning.host().programs());
        missing.forEach(program -> planning.reasons()
                .cannot(
                        "network: the program " + program + " is not installed",
                        program.equals("nsenter") ? "install util-linux" : "install iproute2"));
    }

    private static boolean hasVlans(Interface wanted) {
        return wanted.vlanId().isPresent() || !wanted.taggedVlans().isEmpty();
    }

    /** Names that were asked for first, then eth0, eth1 and so on for the others. */
    private List<Interface> named(List<Interface> wanted) {
        Set<String> taken = new HashSet<>();
        for (Interface each : wanted) {
            each.name()
                    .filter(name -> !taken.add(name))
                    .ifPresent(name ->
                            planning.reasons().cannot("network: two interfaces are called " + name + " inside"));
        }
        List<Interface> named = new ArrayList<>();
        for (Interface each : wanted) {
            named.add(each.name().isPresent() ? each : withName(each, free(taken)));
        }
        return named;
    }

    private static String free(Set<String> taken) {
        int number = 0;
        while (!taken.add("eth" + number)) {
            number++;
        }
        return "eth" + number;
    }

    private static Interface withName(Interface wanted, String name) {
        return new Interface(
                wanted.kind(),
                wanted.link(),
                Optional.of(name),
                wanted.up(),
                wanted.hardwareAddress(),
                wanted.mtu(),
                wanted.mode(),
                wanted.isolation(),
                wanted.pair(),
                wanted.vlanId(),
                wanted.taggedVlans(),
                wanted.routes(),
                wanted.rxQueues(),
                wanted.txQueues(),
                wanted.ipv4(),
                wanted.ipv6(),
                wanted.l2proxy(),
                wanted.scriptUp(),
                wanted.scriptDown());
    }

    /** Its lines of the plan for people. */
    static List<String> lines(NetworkPlan plan) {
        return plan.interfaces().stream().map(NetworkPlanner::line).toList();
    }

    private static String line(Interface made) {
        StringBuilder line = new StringBuilder(made.name().orElseThrow())
                .append(": ")
                .append(made.kind().name().toLowerCase(Locale.ROOT));
        made.mode().ifPresent(mode -> line.append(' ').append(mode));
        made.link()
                .ifPresent(link -> line.append(made.kind() == Kind.PHYS ? ", the host's " : " on ")
                        .append(link));
        made.pair().ifPresent(pair -> line.append(", on the host ").append(pair));
        made.vlanId().ifPresent(id -> line.append(", VLAN ").append(id));
        if (!made.taggedVlans().isEmpty()) {
            line.append(", tagged ").append(new TreeSet<>(made.taggedVlans()));
        }
        made.hardwareAddress().ifPresent(address -> line.append(", ").append(address));
        made.mtu().ifPresent(mtu -> line.append(", MTU ").append(mtu));
        for (Addresses addresses : List.of(made.ipv4(), made.ipv6())) {
            addresses.addresses().forEach(address -> line.append(", ").append(address));
            addresses.gateway().ifPresent(gateway -> line.append(", gateway ").append(gateway));
        }
        return line.append(made.up() ? ", up" : ", down").toString();
    }
}
