package dev.cleat.engine.definition;

import dev.cleat.engine.definition.Network.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What only one kind of interface has, in ip-link(8)'s words: {@code veth:}, {@code macvlan:}, {@code ipvlan:}, {@code vlan:}. */
final class LinkKindKeys {

    private static final int HIGHEST_VLAN = 4094;
    private static final int MOST_QUEUES = 4096;

    private static final Key<Optional<String>> PAIR =
            Key.maybe("pair", Names.networkInterface(), "name of the host's side");
    private static final Key<Optional<String>> VETH_MODE = mode("bridge", "router");
    private static final Key<OptionalInt> UNTAGGED =
            Key.of("vlan", number(1, HIGHEST_VLAN), OptionalInt.empty(), "untagged VLAN on the bridge");
    private static final Key<List<Integer>> TAGGED = Key.of(
            "taggedVlans",
            ListOf.of(Scalars.number(1, HIGHEST_VLAN).map(Long::intValue)),
            List.of(),
            "tagged VLANs on the bridge");
    private static final Key<List<String>> ROUTES = Key.of(
            "routes",
            ListOf.of(Scalars.matching("a network (as 10.9.0.0/24)", "", InternetAddress::isNetwork)),
            List.of(),
            "networks the host reaches through it");
    private static final Key<OptionalInt> RX_QUEUES =
            Key.of("rxQueues", number(1, MOST_QUEUES), OptionalInt.empty(), "queues for receiving");
    private static final Key<OptionalInt> TX_QUEUES =
            Key.of("txQueues", number(1, MOST_QUEUES), OptionalInt.empty(), "queues for sending");
    static final Key<Part> VETH = part(
            "veth",
            new Section<>(
                    List.of(PAIR, VETH_MODE, UNTAGGED, TAGGED, ROUTES, RX_QUEUES, TX_QUEUES),
                    Set.of(),
                    values -> new Part(
                            values.get(VETH_MODE),
                            Optional.empty(),
                            values.get(PAIR),
                            values.get(UNTAGGED),
                            Set.copyOf(values.get(TAGGED)),
                            values.get(ROUTES),
                            values.get(RX_QUEUES),
                            values.get(TX_QUEUES))));

    private static final Key<Optional<String>> MACVLAN_MODE = mode("private", "vepa", "bridge", "passthru");
    static final Key<Part> MACVLAN = part(
            "macvlan",
            new Section<>(
                    List.of(MACVLAN_MODE),
                    Set.of(),
                    values -> Part.of(values.get(MACVLAN_MODE), Optional.empty(), OptionalInt.empty())));

    private static final Key<Optional<String>> IPVLAN_MODE = mode("l2", "l3", "l3s");
    private static final Key<Optional<String>> ISOLATION = words("isolation", "bridge", "private", "vepa");
    static final Key<Part> IPVLAN = part(
            "ipvlan",
            new Section<>(
                    List.of(IPVLAN_MODE, ISOLATION),
                    Set.of(),
                    values -> Part.of(values.get(IPVLAN_MODE), values.get(ISOLATION), OptionalInt.empty())));

    private static final Key<OptionalInt> VLAN_ID =
            Key.required("id", number(1, HIGHEST_VLAN), OptionalInt.empty(), "1 to 4094");
    static final Key<Part> VLAN = part(
            "vlan",
            new Section<>(
                    List.of(VLAN_ID),
                    Set.of(),
                    values -> Part.of(Optional.empty(), Optional.empty(), values.get(VLAN_ID))));

    private static final Map<Kind, Key<Part>> PARTS =
            Map.of(Kind.VETH, VETH, Kind.MACVLAN, MACVLAN, Kind.IPVLAN, IPVLAN, Kind.VLAN, VLAN);

    private LinkKindKeys() {}

    /** What an interface has of its kind; its fields are those of {@link Network.Interface}. */
    record Part(
            Optional<String> mode,
            Optional<String> isolation,
            Optional<String> pair,
            OptionalInt vlanId,
            Set<Integer> taggedVlans,
            List<String> routes,
            OptionalInt rxQueues,
            OptionalInt txQueues) {

        static Part of(Optional<String> mode, Optional<String> isolation, OptionalInt vlanId) {
            return new Part(
                    mode,
                    isolation,
                    Optional.empty(),
                    vlanId,
                    Set.of(),
                    List.of(),
                    OptionalInt.empty(),
                    OptionalInt.empty());
        }
    }

    /** The part of {@code kind}; one of another kind is a contradiction. */
    static Part of(Values values, Kind kind) {
        PARTS.forEach((other, key) -> {
            if (other != kind && values.has(key)) {
                values.problem(key, values.path(key) + ": only with type: " + key.name());
            }
        });
        if (kind == Kind.VLAN && !values.has(VLAN)) {
            values.problem(VLAN, values.path(VLAN) + ": is missing (as vlan: {id: 7})");
        }
        Part none = Part.of(Optional.empty(), Optional.empty(), OptionalInt.empty());
        return PARTS.containsKey(kind) ? values.get(PARTS.get(kind)) : none;
    }

    private static Key<Part> part(String kind, Section<Part> section) {
        return Key.of(
                kind,
                section,
                Part.of(Optional.empty(), Optional.empty(), OptionalInt.empty()),
                "only with type: " + kind + "; ip-link(8)");
    }

    private static Key<Optional<String>> mode(String... words) {
        return words("mode", words);
    }

    private static Key<Optional<String>> words(String name, String... words) {
        Map<String, String> map = new java.util.LinkedHashMap<>();
        for (String word : words) {
            map.put(word, word);
        }
        return Key.maybe(name, Scalars.word(map), String.join(", ", words));
    }

    private static ScalarType<OptionalInt> number(int smallest, int largest) {
        return Scalars.number(smallest, largest).map(number -> OptionalInt.of(number.intValue()));
    }
}
