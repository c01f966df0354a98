package dev.cleat.tui.model;

import dev.cleat.engine.api.HostAddress;
import dev.cleat.engine.api.HostedName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The command line that does the same as a key: for containers of other hosts it is run there. */
public final class CommandText {

    private CommandText() {}

    /**
     * As {@code cleat stop web}, and where the list is of several hosts {@code ssh db cleat stop mail}.
     *
     * @param manyHosts every name is {@code HOST:NAME}
     */
    public static String of(String verb, List<String> containers, boolean manyHosts) {
        if (!manyHosts) {
            return "cleat " + verb + " " + String.join(" ", containers);
        }
        Map<String, List<String>> byHost = containers.stream()
                .map(name -> HostedName.of(name).orElse(new HostedName(HostAddress.HERE, name)))
                .collect(Collectors.groupingBy(
                        HostedName::host,
                        LinkedHashMap::new,
                        Collectors.mapping(HostedName::name, Collectors.toList())));
        return byHost.entrySet().stream()
                .map(host -> (host.getKey().equals(HostAddress.HERE) ? "" : "ssh " + host.getKey() + " ")
                        + of(verb, host.getValue(), false))
                .collect(Collectors.joining("; "));
    }
}
