package dev.cleat.engine.importing;

import dev.cleat.engine.importing.Tree.Items;
import dev.cleat.engine.importing.Tree.Keys;
import dev.cleat.engine.importing.Tree.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** {@code lxc.net.N.*}: the lines of each interface. */
final class LxcNetwork {

    private static final String NET = "lxc.net.";

    /** Keys that keep their value and where they go, the path below an interface. */
    private static final Map<String, List<String>> TEXTS = Map.ofEntries(
            Map.entry("link", List.of("link")),
            Map.entry("name", List.of("name")),
            Map.entry("hwaddr", List.of("hwaddr")),
            Map.entry("mtu", List.of("mtu")),
            Map.entry("veth.pair", List.of("veth", "pair")),
            Map.entry("veth.mode", List.of("veth", "mode")),
            Map.entry("veth.vlan.id", List.of("veth", "vlan")),
            Map.entry("veth.n_rxqueues", List.of("veth", "rxQueues")),
            Map.entry("veth.n_txqueues", List.of("veth", "txQueues")),
            Map.entry("vlan.id", List.of("vlan", "id")),
            Map.entry("macvlan.mode", List.of("macvlan", "mode")),
            Map.entry("ipvlan.mode", List.of("ipvlan", "mode")),
            Map.entry("ipvlan.isolation", List.of("ipvlan", "isolation")),
            Map.entry("ipv4.gateway", List.of("ipv4", "gateway")),
            Map.entry("ipv6.gateway", List.of("ipv6", "gateway")),
            Map.entry("script.up", List.of("scripts", "up")),
            Map.entry("script.down", List.of("scripts", "down")));

    /** Keys of which every line counts. */
    private static final Map<String, List<String>> LISTS = Map.of(
            "veth.vlan.tagged.id", List.of("veth", "taggedVlans"),
            "veth.ipv4.route", List.of("veth", "routes"),
            "veth.ipv6.route", List.of("veth", "routes"),
            "ipv4.address", List.of("ipv4", "addresses"),
            "ipv6.address", List.of("ipv6", "addresses"));

    private final LxcConfig config;
    private final Keys definition;
    private final Items interfaces = new Items();
    private boolean hasInterfaces;
    private Optional<LxcLine> host = Optional.empty();

    private LxcNetwork(LxcConfig config, Keys definition) {
        this.config = config;
        this.definition = definition;
    }

    static boolean owns(String key) {
        return key.equals("lxc.net") || key.startsWith(NET);
    }

    static void convert(LxcConfig config, Keys definition) {
        LxcNetwork network = new LxcNetwork(config, definition);
        network.byNumber().values().forEach(network::block);
        network.write();
    }

    private void write() {
        boolean isUp = config.below(NET).stream().anyMatch(line -> line.key().endsWith(".flags"));
        if (interfaces.items().isEmpty()
                && host.isEmpty()
                && !isUp) { // LXC sets lo up with the first interface that is
            definition.map("network").entries().put("mode", new Value("none", Optional.empty()));
        }
        if (!interfaces.items().isEmpty()) {
            definition.map("network").entries().put("interfaces", interfaces);
        }
        if (host.isPresent() && hasInterfaces) {
            config.left(host.get(), "a network of its own and the host's exclude each other; it gets its own");
        } else if (host.isPresent()
                && config.last("lxc.namespace.clone").isEmpty()
                && config.last("lxc.namespace.keep").isEmpty()) {
            definition.map("namespaces").put("net", "host", host.get());
        }
    }

    private Map<Long, List<LxcLine>> byNumber() {
        Map<Long, List<LxcLine>> blocks = new TreeMap<>();
        for (LxcLine line : config.below(NET)) {
            String rest = line.keyAfter(NET);
            int dot = rest.indexOf('.');
            String number = dot < 0 ? rest : rest.substring(0, dot);
            if (!LxcText.isNumber(number) || dot < 0) {
                config.left(line, "is no key of an interface, as lxc.net.0.link");
                continue;
            }
            blocks.computeIfAbsent(Long.parseLong(number), n -> new ArrayList<>())
                    .add(line.as(rest.substring(dot + 1)));
        }
        config.lines("lxc.net").forEach(line -> config.left(line, "takes no value"));
        return blocks;
    }

    private void block(List<LxcLine> lines) {
        Optional<LxcLine> type = type(lines);
        if (type.isEmpty()) {
            lines.forEach(line -> config.left(line, "its interface has no type"));
            return;
        }
        switch (type.get().value()) {
            case "none" -> host = type;
            case "empty" -> hasInterfaces = true;
            default -> {
                hasInterfaces = true;
                interfaces.items().add(anInterface(type.get(), lines));
                return;
            }
        }
        lines.stream()
                .filter(line -> !line.key().equals("type") && !line.key().equals("flags"))
                .forEach(line ->
                        config.left(line, "an interface of type " + type.get().value() + " has no such property"));
    }

    /** The last one, as in LXC; the ones before it are told, because their author meant several interfaces. */
    private Optional<LxcLine> type(List<LxcLine> lines) {
        List<LxcLine> types =
                lines.stream().filter(line -> line.key().equals("type")).toList();
        for (int i = 0; i + 1 < types.size(); i++) {
            config.left(
                    types.get(i),
                    "the same number is used again in " + types.get(i + 1).place()
                            + " and LXC makes one interface of both; give each its own");
        }
        return types.isEmpty() ? Optional.empty() : Optional.of(types.get(types.size() - 1));
    }

    private Keys anInterface(LxcLine type, List<LxcLine> lines) {
        Keys made = new Keys().put("type", type.value(), type);
        made.entries().put("up", new Value("false", Optional.empty()));
        for (LxcLine line : lines) {
            try {
                property(line, made);
            } catch (NotCarried e) {
                config.left(line, String.valueOf(e.getMessage()));
            }
        }
        return new Keys(ordered(made.entries()));
    }

    private void property(LxcLine line, Keys made) throws NotCarried {
        String key = line.key();
        if (TEXTS.containsKey(key)) {
            List<String> path = TEXTS.get(key);
            (path.size() == 1 ? made : made.map(path.get(0))).put(path.get(path.size() - 1), text(line), line);
        } else if (LISTS.containsKey(key)) {
            List<String> path = LISTS.get(key);
            LxcKeys.add(made.map(path.get(0)).list(path.get(1)), listed(line), line);
        } else if (key.equals("flags")) {
            made.put("up", "true", line);
            if (!line.value().equals("up")) {
                made.put("up", "false", line);
                throw new NotCarried("\"" + line.value() + "\" is no flag; the only one is up");
            }
        } else if (key.equals("l2proxy")) {
            made.put("l2proxy", Boolean.toString(LxcKeys.flag(line)), line);
        } else if (!key.equals("type")) {
            throw new NotCarried("is no key of an interface");
        }
    }

    private static String text(LxcLine line) throws NotCarried {
        if (line.key().startsWith("script.") && LxcText.words(line.value()).size() > 1) {
            throw new NotCarried("a script with arguments; put them into a script of one word");
        }
        return line.value();
    }

    /** LXC adds a prefix length where there is none: by class for IPv4, 64 for IPv6 (inet_pton_and_prefix, confile.c). */
    private static String listed(LxcLine line) {
        List<String> words = LxcText.words(line.value());
        if (!line.key().endsWith(".address") || words.isEmpty() || words.get(0).contains("/")) {
            return String.join(" ", words);
        }
        String prefix = line.key().startsWith("ipv6") ? "64" : classPrefix(words.get(0));
        List<String> completed = new ArrayList<>(words);
        completed.set(0, words.get(0) + "/" + prefix);
        return String.join(" ", completed);
    }

    private static String classPrefix(String address) {
        int dot = address.indexOf('.');
        String first = dot < 0 ? "" : address.substring(0, dot);
        long number = LxcText.isNumber(first) ? Long.parseLong(first) : 255;
        if (number < 128) {
            return "8";
        }
        if (number < 192) {
            return "16";
        }
        return number < 224 ? "24" : "32";
    }

    private static Map<String, Tree> ordered(Map<String, Tree> entries) {
        Map<String, Tree> ordered = new LinkedHashMap<>();
        for (String key : List.of("type", "link", "name", "up", "hwaddr", "mtu")) {
            if (entries.containsKey(key)) {
                ordered.put(key, entries.get(key));
            }
        }
        entries.forEach(ordered::putIfAbsent);
        return ordered;
    }
}
