package dev.cleat.engine.definition;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Network.Interface;
import dev.cleat.engine.definition.Network.Mode;
import dev.cleat.engine.definition.Network.Moved;
import dev.cleat.engine.definition.Placed.At;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys of {@code network:}. */
final class NetworkKeys {

    private static final Key<Optional<Mode>> MODE = Key.maybe(
            "mode",
            Scalars.word(Map.of("private", Mode.PRIVATE, "none", Mode.NONE, "host", Mode.HOST, "join", Mode.JOIN)),
            "private (its own, loopback up), none (its own, nothing up), host, or join (whose namespaces.net says)");
    private static final Key<List<At<Interface>>> INTERFACES = Key.of(
            "interfaces",
            ListOf.of(new Placed<>(InterfaceKeys.SECTION)),
            List.of(),
            "made for the container, in order");
    private static final Key<Optional<String>> NAME =
            Key.maybe("name", Names.networkInterface(), "inside; default: as on the host");
    private static final Key<Map<String, Moved>> DEVICES = Key.of(
            "devices",
            new MapOf<>(
                    Names.networkInterface(),
                    new Section<>(List.of(NAME), Set.of(), values -> new Moved(values.get(NAME)))),
            Map.of(),
            "the host's interfaces moved in while it runs, as eth3: {name: lan0}");
    static final Section<Network> SECTION =
            new Section<>(List.of(MODE, INTERFACES, DEVICES), Set.of("ports", "dns", "hosts"), NetworkKeys::network);

    private NetworkKeys() {}

    private static Network network(Values values) {
        Mode mode = values.get(MODE).orElse(Mode.PRIVATE);
        reportNamespace(values, mode);
        for (Key<?> key : List.of(INTERFACES, DEVICES)) {
            values.contradiction(
                    key,
                    definition -> definition.namespaces().get(NamespaceType.NET).equals(NamespaceSource.HOST),
                    definition -> values.path(key) + ": needs a net namespace of its own, but "
                            + (mode == Mode.HOST ? "network.mode" : "namespaces.net") + " is host");
            if (mode == Mode.NONE && values.has(key)) {
                values.problem(key, values.path(key) + ": network.mode is none");
            }
        }
        reportTwice(values);
        return new Network(mode, Placed.values(values.get(INTERFACES)), values.get(DEVICES));
    }

    private static void reportNamespace(Values values, Mode mode) {
        values.contradiction(
                MODE,
                definition -> !fits(mode, definition.namespaces().get(NamespaceType.NET)),
                definition -> "network.mode: is " + mode.name().toLowerCase(Locale.ROOT) + ", but namespaces.net is "
                        + definition.namespaces().get(NamespaceType.NET).text());
    }

    private static boolean fits(Mode mode, NamespaceSource source) {
        return switch (mode) {
            case PRIVATE, NONE -> source.equals(NamespaceSource.PRIVATE);
            case HOST -> source.equals(NamespaceSource.HOST);
            case JOIN -> !source.equals(NamespaceSource.PRIVATE) && !source.equals(NamespaceSource.HOST);
        };
    }

    private static void reportTwice(Values values) {
        Set<String> names = new HashSet<>();
        List<At<Interface>> interfaces = values.get(INTERFACES);
        for (int i = 0; i < interfaces.size(); i++) {
            Optional<String> name = interfaces.get(i).value().name();
            if (name.isPresent() && !names.add(name.get())) {
                String message = values.path(INTERFACES) + "[" + i + "]: another one is called " + name.get() + " too";
                values.reading().problems().add(interfaces.get(i).place(), message);
            }
        }
        values.get(DEVICES).forEach((host, moved) -> {
            String name = moved.name().orElse(host);
            if (!names.add(name)) {
                values.problem(DEVICES, values.path(DEVICES) + "." + host + ": another one is called " + name + " too");
            }
        });
    }
}
