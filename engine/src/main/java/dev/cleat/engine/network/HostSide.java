package dev.cleat.engine.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** What is done on the host for one interface, as commands of iproute2. Computes, does nothing. */
final class HostSide {

    private final PreparedInterface made;
    private final List<IpCommand> commands = new ArrayList<>();

    private HostSide(PreparedInterface made) {
        this.made = made;
    }

    /** Makes it. */
    static List<IpCommand> make(PreparedInterface made) {
        HostSide side = new HostSide(made);
        switch (made.wanted().kind()) {
            case VETH -> side.veth();
            case MACVLAN -> side.child(List.of("mode", made.wanted().mode().orElse("private")));
            case IPVLAN ->
                side.child(List.of(
                        "mode",
                        made.wanted().mode().orElse("l3"),
                        made.wanted().isolation().orElse("bridge")));
            case VLAN ->
                side.child(List.of("id", Integer.toString(made.wanted().vlanId().orElseThrow())));
            case PHYS, EMPTY -> {}
        }
        return side.commands;
    }

    /** What is entered into the host's tables once it is there and up. */
    static List<IpCommand> enter(PreparedInterface made) {
        HostSide side = new HostSide(made);
        for (String route : made.wanted().routes()) {
            side.add("route", "add", route, "dev", made.pair());
        }
        if (made.isRouter()) {
            made.bareAddresses()
                    .forEach(address -> side.add("route", "add", PreparedInterface.alone(address), "dev", made.pair()));
            made.gateways().stream()
                    .flatMap(Optional::stream)
                    .filter(gateway -> !gateway.equals("dev"))
                    .forEach(gateway -> side.add("neigh", "add", "proxy", gateway, "dev", made.pair()));
        }
        neighbours(made).forEach(entry -> side.add(with("add", entry)));
        return side.commands;
    }

    /** Removes what does not go with the interface itself. */
    static List<List<String>> removals(PreparedInterface made) {
        return neighbours(made).stream().map(entry -> with("del", entry)).toList();
    }

    private static List<String> with(String verb, List<String> entry) {
        List<String> words = new ArrayList<>(entry);
        words.add(1, verb);
        return words;
    }

    /** l2proxy: the host answers on the link for the container's addresses; for ipvlan it must not answer itself. */
    private static List<List<String>> neighbours(PreparedInterface made) {
        List<List<String>> entries = new ArrayList<>();
        if (made.wanted().l2proxy()) {
            String link = made.link().orElseThrow().name();
            for (String address : made.bareAddresses()) {
                entries.add(List.of("neigh", "proxy", address, "dev", link));
                if (!made.isRouter()) {
                    entries.add(List.of("route", PreparedInterface.alone(address), "dev", "lo"));
                }
            }
        }
        return entries;
    }

    private void veth() {
        List<String> words =
                new ArrayList<>(List.of("link", "add", "name", made.pair(), "address", made.pairAddress()));
        addSize(
                words,
                made.mtu(),
                made.wanted().txQueues(),
                made.wanted().rxQueues()); // each side's receive the other sends
        words.addAll(List.of("type", "veth", "peer", "name", made.hostName(), "address", made.address()));
        addSize(words, made.mtu(), made.wanted().rxQueues(), made.wanted().txQueues());
        add(words);
        if (made.isOnBridge()) {
            add(
                    "link",
                    "set",
                    "dev",
                    made.pair(),
                    "master",
                    made.link().orElseThrow().name());
        }
        add("link", "set", "dev", made.pair(), "up");
    }

    private static void addSize(List<String> words, int mtu, OptionalInt rxQueues, OptionalInt txQueues) {
        if (mtu > 0) {
            words.addAll(List.of("mtu", Integer.toString(mtu)));
        }
        rxQueues.ifPresent(count -> words.addAll(List.of("numrxqueues", Integer.toString(count))));
        txQueues.ifPresent(count -> words.addAll(List.of("numtxqueues", Integer.toString(count))));
    }

    /** An interface on top of another. */
    private void child(List<String> parameters) {
        List<String> words = new ArrayList<>(
                List.of("link", "add", "link", made.link().orElseThrow().name(), "name", made.hostName()));
        if (!made.address().isEmpty()) {
            words.addAll(List.of("address", made.address()));
        }
        words.addAll(List.of("type", made.wanted().kind().name().toLowerCase(Locale.ROOT)));
        words.addAll(parameters);
        add(words);
    }

    /** The VLANs of a bridge's port, instead of the one that the bridge gives to everybody (bridge(8)). */
    static List<IpCommand> vlans(PreparedInterface made) {
        HostSide side = new HostSide(made);
        if (!made.isOnBridge() || !made.hasVlans()) {
            return side.commands;
        }
        int given = made.link().orElseThrow().defaultVlan();
        if (given > 0 && made.wanted().vlanId().isPresent()) {
            side.add("vlan", "del", "vid", Integer.toString(given), "dev", made.pair());
        }
        made.wanted()
                .vlanId()
                .ifPresent(id ->
                        side.add("vlan", "add", "vid", Integer.toString(id), "dev", made.pair(), "pvid", "untagged"));
        made.wanted().taggedVlans().stream()
                .sorted()
                .forEach(id -> side.add("vlan", "add", "vid", Integer.toString(id), "dev", made.pair()));
        return side.commands;
    }

    /** Into the network namespace of process {@code pid}, under its name there. */
    static IpCommand move(PreparedInterface made, long pid) {
        return IpCommand.of(
                made.name(), "link", "set", "dev", made.hostName(), "netns", Long.toString(pid), "name", made.name());
    }

    private void add(String... words) {
        add(List.of(words));
    }

    private void add(List<String> words) {
        commands.add(new IpCommand(made.name(), words));
    }
}
