package dev.cleat.cli;

import dev.cleat.cli.option.UsageException;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.HostAddress;
import dev.cleat.remote.HostsEngine;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which other hosts the console shows: those that the command line names, else those of the configuration. */
final class HostChoice {

    private HostChoice() {}

    /** {@code local} alone when there are no others; closed when this fails. */
    static Engine engine(Call call, Engine local) throws UsageException, ContainerException {
        try {
            List<HostAddress> hosts = hosts(call.arguments().values("--host"), local.otherHosts());
            return hosts.isEmpty()
                    ? local
                    : HostsEngine.of(
                            local, hosts, CommandLine.VERSION, call.here().clock());
        } catch (UsageException | ContainerException | RuntimeException e) {
            local.close();
            throw e;
        }
    }

    private static List<HostAddress> hosts(List<String> named, List<HostAddress> configured) throws UsageException {
        if (named.isEmpty()) {
            return configured;
        }
        List<HostAddress> hosts = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String word : named) {
            HostAddress host = host(word, configured);
            if (!names.add(host.name())) {
                throw new UsageException("ui", "--host " + host.name() + " is given twice");
            }
            hosts.add(host);
        }
        return hosts;
    }

    /** A host of the configuration by its name, else what ssh takes: {@code [USER@]HOST}. */
    private static HostAddress host(String word, List<HostAddress> configured) throws UsageException {
        Optional<HostAddress> known =
                configured.stream().filter(host -> host.name().equals(word)).findFirst();
        if (known.isPresent()) {
            return known.get();
        }
        String name = word.substring(word.indexOf('@') + 1);
        if (!HostAddress.isDestination(word) || !HostAddress.isName(name)) {
            throw new UsageException("ui", "--host \"" + word + "\" is no [USER@]HOST");
        }
        return new HostAddress(name, word, HostAddress.PROGRAM);
    }
}
