package dev.cleat.engine.runtime;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.NamespaceType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** With whom each container shares namespaces (namespaces(7)): {@code host:user,time web:net}. */
final class NamespaceShares {

    private static final String HOST = "host";

    /** Others that are named; the rest is counted. */
    private static final int MOST_NAMED = 3;

    private final Map<NamespaceType, Long> own;
    private final Map<NamespaceType, Map<Long, List<String>>> members = new EnumMap<>(NamespaceType.class);

    /**
     * @param containers of one host
     * @param own inode of each namespace of that host
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
                .forEach(other -> words.add(other.getKey() + ":" + String.join(",", other.getValue())));
        if (withOthers.size() > MOST_NAMED) {
            words.add("+" + (withOthers.size() - MOST_NAMED));
        }
        return words.isEmpty() ? "none" : String.join(" ", words);
    }
}
