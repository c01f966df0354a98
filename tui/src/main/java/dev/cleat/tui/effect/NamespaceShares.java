package dev.cleat.tui.effect;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.HostAddress;
import dev.cleat.engine.api.NamespaceType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** With whom each container shares namespaces (namespaces(7)): {@code host:user,time web:net}. Of this host's containers only. */
final class NamespaceShares {

    private static final String HOST = "host";

    /** Others that are named; the rest is counted. */
    private static final int MOST_NAMED = 3;

    private final Map<NamespaceType, Long> own;
    private final Map<NamespaceType, Map<Long, List<String>>> members = new EnumMap<>(NamespaceType.class);

    /**
     * @param containers of this host: inodes of another one say nothing here
     * @param own inode of each namespace of the host
     */
    NamespaceShares(List<ContainerSummary> containers, Map<NamespaceType, Long> own) {
        this.own = own;
        for (ContainerSummary container : containers) {
            container
                    .namespaces()
                    .forEach((type, inode) -> members.computeIfAbsent(type, t -> new HashMap<>())
                            .computeIfAbsent(inode, i -> new ArrayList<>())
                            .add(container.name()));
        }
    }

    /** The host's own, as far as they can be seen: those of process 1, else those of this process. */
    static Map<NamespaceType, Long> ofHost() {
        Map<NamespaceType, Long> inodes = new EnumMap<>(NamespaceType.class);
        for (NamespaceType type : NamespaceType.values()) {
            inode("1", type).or(() -> inode("self", type)).ifPresent(inode -> inodes.put(type, inode));
        }
        return inodes;
    }

    private static Optional<Long> inode(String process, NamespaceType type) {
        try {
            Path link = Path.of("/proc", process, "ns", type.procName());
            return Optional.of(
                    Long.parseLong(Files.readSymbolicLink(link).toString().replaceAll("\\D", "")));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty(); // another user's process, or a kernel without this kind
        }
    }

    /** Empty for one that does not run; {@code none} for one that shares nothing. */
    Optional<String> of(ContainerSummary container) {
        if (container.namespaces().isEmpty()) {
            return Optional.empty();
        }
        List<String> withHost = new ArrayList<>();
        Map<String, List<String>> withOthers = new TreeMap<>();
        for (NamespaceType type : NamespaceType.values()) {
            Long inode = container.namespaces().get(type);
            if (inode != null && inode.equals(own.get(type))) {
                withHost.add(type.definitionKey());
            } else if (inode != null) {
                others(container, type, inode)
                        .forEach(name -> withOthers
                                .computeIfAbsent(name, n -> new ArrayList<>())
                                .add(type.definitionKey()));
            }
        }
        return Optional.of(text(withHost, withOthers));
    }

    private List<String> others(ContainerSummary container, NamespaceType type, Long inode) {
        return members.getOrDefault(type, Map.of()).getOrDefault(inode, List.of()).stream()
                .filter(name -> !name.equals(container.name()))
                .toList();
    }

    private static String text(List<String> withHost, Map<String, List<String>> withOthers) {
        List<String> words = new ArrayList<>();
        if (!withHost.isEmpty()) {
            words.add(HOST + ":" + String.join(",", withHost));
        }
        withOthers.entrySet().stream()
                .limit(MOST_NAMED)
                .forEach(other -> words.add(bare(other.getKey()) + ":" + String.join(",", other.getValue())));
        if (withOthers.size() > MOST_NAMED) {
            words.add("+" + (withOthers.size() - MOST_NAMED));
        }
        return words.isEmpty() ? "none" : String.join(" ", words);
    }

    private static String bare(String name) {
        String here = HostAddress.HERE + ":";
        return name.startsWith(here) ? name.substring(here.length()) : name;
    }
}
