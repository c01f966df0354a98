package dev.cleat.engine.runtime;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.Runtime;
import dev.cleat.engine.api.Usage;
import dev.cleat.engine.discovery.FoundContainer;
import dev.cleat.engine.discovery.NamespaceMembers;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.procfs.ProcessCgroup;
import dev.cleat.engine.procfs.ProcessStat;
import dev.cleat.engine.runtime.OurContainers.Ours;
import dev.cleat.engine.session.SessionRegistry;
import dev.cleat.engine.state.SavedContainer;
import dev.cleat.engine.storage.Definitions;
import dev.cleat.engine.usage.UsageReader;
import dev.cleat.engine.usage.UsageTarget;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The list of all containers, with one reading of their figures; what is stored and was not started yet is one, too. */
final class ContainerList {

    private static final long HOST_INIT = 1;

    private static final Comparator<ContainerSummary> OURS_FIRST = Comparator.comparing(
                    (ContainerSummary summary) -> !summary.isOurs())
            .thenComparing(ContainerSummary.BY_NAME);

    private final OurContainers ours;
    private final Definitions definitions;
    private final ForeignContainers foreign;
    private final SessionRegistry sessions;
    private final UsageReader usage;
    private final Procfs procfs;
    private final InitPlaces places;

    ContainerList(
            OurContainers ours,
            Definitions definitions,
            ForeignContainers foreign,
            SessionRegistry sessions,
            UsageReader usage,
            Procfs procfs) {
        this.ours = ours;
        this.definitions = definitions;
        this.foreign = foreign;
        this.sessions = sessions;
        this.usage = usage;
        this.procfs = procfs;
        this.places = new InitPlaces(procfs);
    }

    /** Ours first, each group by name. */
    List<ContainerSummary> read() throws ContainerException {
        List<Row> rows = new ArrayList<>();
        List<Ours> all = ours.all();
        places.begin();
        for (Ours own : all) {
            rows.add(row(own));
        }
        List<FoundContainer> others = foreign.all(all);
        Instant boot = others.isEmpty() ? Instant.EPOCH : procfs.bootTime();
        for (FoundContainer found : others) {
            rows.add(row(found, boot));
        }
        List<ContainerSummary> summaries = new ArrayList<>(summaries(rows));
        summaries.addAll(stored(all));
        summaries.sort(OURS_FIRST);
        return List.copyOf(summaries);
    }

    /** Those that are stored, and that none of {@code started} was started from or is called as. */
    private List<ContainerSummary> stored(List<Ours> started) {
        Set<Object> taken = new HashSet<>();
        for (Ours own : started) {
            taken.add(own.saved().name());
            taken.add(own.saved().definition());
        }
        List<ContainerSummary> stored = new ArrayList<>();
        definitions.stored().forEach((name, file) -> {
            if (!taken.contains(name) && !taken.contains(file)) {
                stored.add(ContainerSummary.stored(name, file));
            }
        });
        return stored;
    }

    /** What is known of a container before its figures are read. */
    private record Row(
            String name,
            ContainerState state,
            Runtime runtime,
            Optional<UsageTarget> target,
            Optional<Instant> started,
            Map<NamespaceType, Long> namespaces,
            Optional<String> cgroup,
            Optional<SavedContainer> saved) {}

    private Row row(Ours own) {
        SavedContainer saved = own.saved();
        InitPlaces.Place place = own.hasInit() ? places.of(saved) : InitPlaces.NOWHERE;
        Optional<ProcessCgroup> cgroup = place.cgroup();
        return new Row(
                saved.name(),
                own.state(),
                Runtime.CLEAT,
                place.target(),
                own.hasInit() ? Optional.of(saved.started()) : Optional.empty(),
                place.namespaces(),
                cgroup.flatMap(c -> c.of("memory").or(c::unified)),
                Optional.of(saved));
    }

    private Row row(FoundContainer found, Instant boot) {
        UsageTarget target = new UsageTarget(found.pid(), found.startTicks(), found.ownCgroup());
        return new Row(
                found.name(),
                usage.isFrozen(target) ? ContainerState.FROZEN : ContainerState.RUNNING,
                found.runtime(),
                Optional.of(target),
                Optional.of(boot.plusNanos(ProcessStat.nanosAfterBoot(found.startTicks()))),
                found.namespaces(),
                found.cgroupPath(),
                Optional.empty());
    }

    private List<ContainerSummary> summaries(List<Row> rows) throws HostLimitException {
        Map<UsageTarget, Usage> figures = usage.readAll(
                rows.stream().map(Row::target).flatMap(Optional::stream).toList());
        NamespaceMembers members = members(rows);
        Map<String, Integer> attached = attached();
        return rows.stream()
                .map(row -> new ContainerSummary(
                        row.name(),
                        row.state(),
                        row.target().map(UsageTarget::pid).orElse(0L),
                        row.runtime(),
                        row.started(),
                        row.target()
                                .map(t -> figures.getOrDefault(t, Usage.NONE))
                                .orElse(Usage.NONE),
                        row.namespaces(),
                        members.sharedWithHost(row.name()),
                        row.cgroup(),
                        row.saved().map(SavedContainer::definition),
                        attached.getOrDefault(row.name(), 0)))
                .toList();
    }

    private NamespaceMembers members(List<Row> rows) {
        Map<String, Map<NamespaceType, Long>> containers = new HashMap<>();
        rows.forEach(row -> containers.put(row.name(), row.namespaces()));
        return new NamespaceMembers(hostNamespaces(procfs), containers);
    }

    /** PID 1's; where even root may not look at PID 1 (ptrace(2), a capability it has and we lack), ours. */
    static Map<NamespaceType, Long> hostNamespaces(Procfs procfs) {
        Map<NamespaceType, Long> host = procfs.namespaces(HOST_INIT);
        return host.isEmpty() ? procfs.namespaces(Credentials.processId()) : host;
    }

    /** Who shares which namespace, for one container's detail. */
    static NamespaceMembers members(List<ContainerSummary> all, Procfs procfs) {
        Map<String, Map<NamespaceType, Long>> containers = new LinkedHashMap<>();
        all.forEach(summary -> containers.put(summary.name(), summary.namespaces()));
        return new NamespaceMembers(hostNamespaces(procfs), containers);
    }

    private Map<String, Integer> attached() throws HostLimitException {
        try {
            return sessions.countByContainer();
        } catch (IOException e) {
            throw new HostLimitException("cannot read the sessions: " + e.getMessage(), null, e);
        }
    }
}
