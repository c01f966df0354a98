package dev.cleat.tui.model;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.DefinitionSummary;
import dev.cleat.engine.api.Extra;
import dev.cleat.engine.api.HostStatus;
import dev.cleat.engine.api.HostedName;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What this host has, as last read.
 *
 * @param known false until the first list came
 * @param histories by container name; of listed containers only
 * @param problem why the last list could not be read
 * @param extras by container name; empty while no column shows them
 * @param hosts how the hosts are reached that the list is of; empty: it is of this one alone
 */
public record Inventory(
        boolean known,
        List<ContainerSummary> containers,
        List<DefinitionSummary> definitions,
        Map<String, History> histories,
        Optional<Failure> problem,
        List<HostStatus> hosts,
        Map<String, Extra> extras) {

    public static final Inventory EMPTY =
            new Inventory(false, List.of(), List.of(), Map.of(), Optional.empty(), List.of(), Map.of());

    /** With a fresh list; each figure is added to its container's history. */
    public Inventory withContainers(List<ContainerSummary> fresh, Instant now) {
        Map<String, History> next = new HashMap<>();
        for (ContainerSummary container : fresh) {
            next.put(container.name(), history(container.name()).plus(container.usage(), now));
        }
        return new Inventory(true, List.copyOf(fresh), definitions, next, Optional.empty(), hosts, extras);
    }

    public Inventory withDefinitions(List<DefinitionSummary> fresh) {
        return new Inventory(known, containers, List.copyOf(fresh), histories, problem, hosts, extras);
    }

    public Inventory withProblem(Failure failure) {
        return new Inventory(true, containers, definitions, histories, Optional.of(failure), hosts, extras);
    }

    public Inventory withHosts(List<HostStatus> fresh) {
        return new Inventory(known, containers, definitions, histories, problem, List.copyOf(fresh), extras);
    }

    public Inventory withExtras(Map<String, Extra> fresh) {
        return new Inventory(known, containers, definitions, histories, problem, hosts, Map.copyOf(fresh));
    }

    /** Of a container nobody looked at: nothing. */
    public Extra extra(String name) {
        return extras.getOrDefault(name, Extra.NONE);
    }

    /** True when the list is of more hosts than this one: then every name in it is {@code HOST:NAME}. */
    public boolean ofManyHosts() {
        return !hosts.isEmpty();
    }

    /** The host of a container; empty: this one, the only one. */
    public Optional<HostStatus> hostOf(String container) {
        return ofManyHosts()
                ? HostedName.of(container)
                        .flatMap(name -> hosts.stream()
                                .filter(host -> host.name().equals(name.host()))
                                .findFirst())
                : Optional.empty();
    }

    /** True for a container of another host than this one. */
    public boolean isElsewhere(String container) {
        return ofManyHosts() && HostedName.isElsewhere(container);
    }

    /** Hosts of which the list does not tell what is now. */
    public List<HostStatus> hostsAway() {
        return hosts.stream()
                .filter(host ->
                        host.state() != HostStatus.State.UP || host.problem().isPresent())
                .toList();
    }

    public Optional<ContainerSummary> find(String name) {
        return containers.stream().filter(c -> c.name().equals(name)).findFirst();
    }

    public History history(String name) {
        return histories.getOrDefault(name, History.EMPTY);
    }

    public boolean anythingRuns() {
        return containers.stream().anyMatch(c -> c.state().isLive());
    }

    /** The sample a newcomer starts first. */
    public Optional<DefinitionSummary> hello() {
        return definitions.stream()
                .filter(d -> d.sample() && d.problems().isEmpty() && d.name().equals("hello"))
                .findFirst();
    }
}
