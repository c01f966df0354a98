package dev.cleat.tui.model;

import dev.cleat.engine.api.HostAddress;
import dev.cleat.engine.api.HostStatus;
import dev.cleat.engine.api.HostedName;
import dev.cleat.engine.api.ShellWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The command line that does the same as a key, as a shell of this host reads it: what is on another host is done there.
 *
 * @param hosts those of the list; empty: it is of this host alone, and no name says its host
 */
public record CommandText(List<HostStatus> hosts) {

    /**
     * As {@code cleat stop web}, and for another host {@code ssh db cleat stop mail}; one behind the other for several.
     *
     * @param verb with its options
     * @param names of containers or sessions
     */
    public String of(List<String> verb, List<String> names) {
        return of(verb, names, List.of("ssh"));
    }

    /** The same for what wants a terminal there. */
    public String onTerminal(List<String> verb, String name) {
        return of(verb, List.of(name), List.of("ssh", "-t"));
    }

    private String of(List<String> verb, List<String> names, List<String> ssh) {
        Map<String, List<String>> byHost = names.stream()
                .map(this::hosted)
                .collect(Collectors.groupingBy(
                        HostedName::host,
                        LinkedHashMap::new,
                        Collectors.mapping(HostedName::name, Collectors.toList())));
        List<String> lines = new ArrayList<>();
        byHost.forEach((host, own) -> lines.add(line(host, verb, own, ssh)));
        return String.join("; ", lines);
    }

    private String line(String host, List<String> verb, List<String> names, List<String> ssh) {
        List<String> words = new ArrayList<>(verb);
        words.addAll(names);
        Optional<HostAddress> address = hosts.stream()
                .filter(one -> one.name().equals(host))
                .flatMap(one -> one.address().stream())
                .findFirst();
        if (address.isEmpty()) {
            words.add(0, HostAddress.PROGRAM);
            return ShellWords.line(words);
        }
        words.add(0, address.get().program());
        List<String> all = new ArrayList<>(ssh);
        all.add(address.get().destination());
        String there = ShellWords.loginLine(words);
        boolean plain = there.equals(String.join(" ", words));
        // The shell of the other side takes apart what the one of this side leaves whole.
        all.addAll(plain ? words : List.of(there));
        return ShellWords.line(all);
    }

    private HostedName hosted(String name) {
        return HostedName.of(name)
                .filter(hosted -> hosts.stream().anyMatch(host -> host.name().equals(hosted.host())))
                .orElse(new HostedName(HostAddress.HERE, name));
    }
}
