package dev.cleat.engine.discovery;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.Runtime;
import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.linux.Credentials;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Finds the containers of this host that something else than Cleat runs, from /proc alone.
 *
 * <p>Made to be asked once a second: what is known of a process is kept as long as it lives. Thread-safe.
 */
public final class Discovery {
    private static final long HOST_INIT = 1;

    private final Procfs procfs;
    private final ProcessTable table;
    private final InitRule rule;
    private final Recognition recognition;
    private final OwnCgroup ownCgroup;
    private final boolean includeServices;

    /**
     * @param procfs of this host
     * @param layout its cgroup hierarchies
     * @param includeServices find services of systemd that have namespaces of their own, too
     */
    public Discovery(Procfs procfs, CgroupLayout layout, boolean includeServices) {
        this(procfs, layout, includeServices, Path.of("/"));
    }

    Discovery(Procfs procfs, CgroupLayout layout, boolean includeServices, Path root) {
        this.procfs = procfs;
        this.includeServices = includeServices;
        this.table = new ProcessTable(procfs);
        this.rule = new InitRule(procfs);
        this.recognition = new Recognition(procfs, new RuntimeState(root));
        this.ownCgroup = new OwnCgroup(procfs, layout, table);
    }

    /** The two namespaces that make a container. */
    private record Place(long pidNamespace, long mountNamespace) {
        static Place of(ProcessEntry process) {
            return new Place(process.pidNamespace, process.mountNamespace);
        }

        /** Written out, as hashCode: what a record gets by itself takes a new JVM 5 ms when first used. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Place place
                    && pidNamespace == place.pidNamespace
                    && mountNamespace == place.mountNamespace;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(31 * pidNamespace + mountNamespace);
        }
    }

    /**
     * The containers that run now, by name. Two with one name: the later one is {@code NAME@RUNTIME}, and one that any user
     * could have made is later than one that only root can make. One inside another: {@code OUTER/INNER}. Errors: none;
     * what this user may not see is not found.
     *
     * @param ours inits of Cleat's containers, left out
     * @param taken names that none of these gets: those of Cleat's containers, whether they run or not
     */
    public synchronized List<FoundContainer> containers(Set<Long> ours, Set<String> taken) {
        table.refresh();
        recognition.refresh();
        Optional<ProcessEntry> host =
                table.find(HOST_INIT).filter(ProcessEntry::isVisible).or(() -> table.find(self()));
        if (host.isEmpty()) {
            return List.of();
        }
        var found = new HashMap<Place, FoundContainer>();
        var seen = new HashSet<Place>();
        seen.add(Place.of(host.get()));
        ours.forEach(pid -> table.find(pid).map(Place::of).ifPresent(seen::add));
        for (ProcessEntry process : candidates(host.get())) {
            if (seen.add(Place.of(process))) {
                container(process, host.get(), found).ifPresent(c -> found.put(Place.of(process), c));
            }
        }
        return named(found.values(), taken, procfs.namespace(host.get().pid, NamespaceType.USER));
    }

    private static long self() {
        return Credentials.processId();
    }

    /** The oldest first: of all in the same place the oldest is init, and an outer container is older than an inner one. */
    private List<ProcessEntry> candidates(ProcessEntry host) {
        var candidates = new ArrayList<ProcessEntry>();
        for (ProcessEntry process : table.all()) {
            boolean unknown = !process.isJudged();
            boolean candidate = unknown && rule.isCandidate(process, reference(process, host), includeServices);
            if (candidate || process.container().isPresent()) {
                candidates.add(process);
            } else if (unknown) {
                process.judge(Optional.empty());
            }
        }
        candidates.sort(Comparator.comparingLong((ProcessEntry process) -> process.startTicks)
                .thenComparingLong(process -> process.pid));
        return candidates;
    }

    private ProcessEntry reference(ProcessEntry process, ProcessEntry host) {
        return table.find(process.parentPid).filter(ProcessEntry::isVisible).orElse(host);
    }

    private Optional<FoundContainer> container(
            ProcessEntry process, ProcessEntry host, Map<Place, FoundContainer> found) {
        if (process.container().isPresent()) {
            return process.container();
        }
        ProcessEntry parent = reference(process, host);
        Optional<FoundContainer> outer = Optional.ofNullable(found.get(Place.of(parent)));
        Optional<FoundContainer> container = recognition
                .recognise(process, parent, outer)
                .filter(recognised -> isContainer(recognised, process, host, found))
                .map(recognised -> ownCgroup.narrow(recognised, process, parent));
        process.judge(container);
        return container;
    }

    /** A second mount namespace inside of a pid namespace is a container of its own only when a runtime says so. */
    private boolean isContainer(
            FoundContainer recognised, ProcessEntry process, ProcessEntry host, Map<Place, FoundContainer> found) {
        if (process.pidNamespace == host.pidNamespace || rule.isFirst(process)) {
            return true;
        }
        Optional<FoundContainer> owner = found.entrySet().stream()
                .filter(entry -> entry.getKey().pidNamespace() == process.pidNamespace)
                .map(Map.Entry::getValue)
                .findFirst();
        boolean named = recognised.runtime() != Runtime.UNKNOWN;
        return owner.isEmpty() || named && !recognised.id().equals(owner.get().id());
    }

    /** Names are claims: who needs a user namespace to make a container must not take the name of one of root's. */
    private List<FoundContainer> named(
            Collection<FoundContainer> containers, Set<String> taken, OptionalLong hostUsers) {
        var all = new ArrayList<>(containers);
        all.removeIf(container -> container.runtime() == Runtime.SYSTEMD && !includeServices);
        all.sort(Comparator.comparing((FoundContainer container) -> !isOfRoot(container, hostUsers))
                .thenComparingLong(FoundContainer::startTicks)
                .thenComparingLong(FoundContainer::pid));
        var names = new HashSet<>(taken);
        all.replaceAll(container -> container.named(unique(container, names)));
        all.sort(Comparator.comparing(FoundContainer::name));
        return List.copyOf(all);
    }

    private static boolean isOfRoot(FoundContainer container, OptionalLong hostUsers) {
        Long users = container.namespaces().get(NamespaceType.USER);
        return users != null && hostUsers.isPresent() && users == hostUsers.getAsLong();
    }

    private static String unique(FoundContainer container, Set<String> names) {
        String name = container.name();
        String withRuntime = name + "@" + container.runtime().jsonName();
        for (String candidate : List.of(name, withRuntime, withRuntime + "-" + container.pid())) {
            if (names.add(candidate)) {
                return candidate;
            }
        }
        return withRuntime;
    }
}
