package dev.cleat.engine.discovery;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.NamespaceGroup;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.procfs.ProcessStat;
import dev.cleat.engine.procfs.ProcessStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Every namespace of this host that a process is in. */
public final class NamespaceCensus {

    private final Procfs procfs;

    public NamespaceCensus(Procfs procfs) {
        this.procfs = procfs;
    }

    /** Who is in one namespace. */
    private static final class Members {
        private int processes;
        private Candidate leader = new Candidate(0, false, Long.MAX_VALUE);

        void add(Candidate one) {
            processes++;
            leader = processes == 1 || ORDER.compare(one, leader) < 0 ? one : leader;
        }
    }

    /**
     * Who may be the leader of a namespace. Pids start over when they have run out: the lowest can be any child's.
     *
     * @param init of a container whose own the namespace is
     * @param startTicks after boot
     */
    private record Candidate(long pid, boolean init, long startTicks) {}

    private static final Comparator<Candidate> ORDER = Comparator.comparing(Candidate::init)
            .reversed()
            .thenComparing(Candidate::startTicks)
            .thenComparing(Candidate::pid);

    /**
     * By type, the host's first, then by size.
     *
     * @param host the host's own
     */
    public List<NamespaceGroup> take(Map<NamespaceType, Long> host, List<ContainerSummary> containers) {
        Set<Long> inits = containers.stream().map(ContainerSummary::pid).collect(Collectors.toSet());
        Map<NamespaceType, Map<Long, Members>> found = new EnumMap<>(NamespaceType.class);
        for (long pid : procfs.pids()) {
            long startTicks = procfs.stat(pid).map(ProcessStat::startTicks).orElse(Long.MAX_VALUE);
            procfs.namespaces(pid)
                    .forEach((type, inode) -> found.computeIfAbsent(type, t -> new TreeMap<>())
                            .computeIfAbsent(inode, i -> new Members())
                            .add(new Candidate(pid, inits.contains(pid) && !inode.equals(host.get(type)), startTicks)));
        }
        List<NamespaceGroup> groups = new ArrayList<>();
        found.forEach((type, byInode) -> byInode.forEach((inode, members) -> groups.add(new NamespaceGroup(
                type,
                inode,
                inode.equals(host.get(type)),
                members.processes,
                members.leader.pid(),
                procfs.status(members.leader.pid())
                        .map(status -> status.uids().get(0))
                        .orElse(0L),
                procfs.status(members.leader.pid()).map(ProcessStatus::name).orElse(""),
                names(containers, type, inode)))));
        groups.sort(Comparator.comparing(NamespaceGroup::type)
                .thenComparing(group -> !group.host())
                .thenComparing(Comparator.comparing(NamespaceGroup::processes).reversed())
                .thenComparing(NamespaceGroup::inode));
        return groups;
    }

    private static List<String> names(List<ContainerSummary> containers, NamespaceType type, Long inode) {
        return containers.stream()
                .filter(container -> inode.equals(container.namespaces().get(type)))
                .map(ContainerSummary::name)
                .sorted()
                .distinct()
                .toList();
    }
}
