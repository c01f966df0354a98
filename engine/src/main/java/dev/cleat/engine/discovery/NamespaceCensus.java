package dev.cleat.engine.discovery;

import dev.cleat.engine.api.NamespaceGroup;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.procfs.ProcessStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every namespace of this host that a process is in. */
public final class NamespaceCensus {

    private final Procfs procfs;

    public NamespaceCensus(Procfs procfs) {
        this.procfs = procfs;
    }

    /** Who is in one namespace. */
    private static final class Members {
        private int processes;
        private long leader = Long.MAX_VALUE;

        void add(long pid) {
            processes++;
            leader = Math.min(leader, pid);
        }
    }

    /**
     * By type, the host's first, then by size.
     *
     * @param host the host's own
     * @param containers namespaces of each container's init, by name
     */
    public List<NamespaceGroup> take(Map<NamespaceType, Long> host, Map<String, Map<NamespaceType, Long>> containers) {
        Map<NamespaceType, Map<Long, Members>> found = new EnumMap<>(NamespaceType.class);
        for (long pid : procfs.pids()) {
            procfs.namespaces(pid)
                    .forEach((type, inode) -> found.computeIfAbsent(type, t -> new TreeMap<>())
                            .computeIfAbsent(inode, i -> new Members())
                            .add(pid));
        }
        List<NamespaceGroup> groups = new ArrayList<>();
        found.forEach((type, byInode) -> byInode.forEach((inode, members) -> groups.add(new NamespaceGroup(
                type,
                inode,
                inode.equals(host.get(type)),
                members.processes,
                members.leader,
                procfs.status(members.leader)
                        .map(status -> status.uids().get(0))
                        .orElse(0L),
                procfs.status(members.leader).map(ProcessStatus::name).orElse(""),
                names(containers, type, inode)))));
        groups.sort(Comparator.comparing(NamespaceGroup::type)
                .thenComparing(group -> !group.host())
                .thenComparing(Comparator.comparing(NamespaceGroup::processes).reversed())
                .thenComparing(NamespaceGroup::inode));
        return groups;
    }

    private static List<String> names(
            Map<String, Map<NamespaceType, Long>> containers, NamespaceType type, Long inode) {
        return containers.entrySet().stream()
                .filter(container -> inode.equals(container.getValue().get(type)))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
