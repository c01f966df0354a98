package dev.cleat.engine.discovery;

import dev.cleat.engine.api.NamespaceMember;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.host.Procfs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Who is in one namespace. */
public final class NamespaceProcesses {

    private final Procfs procfs;
    private final ProcessDescriptions descriptions;

    public NamespaceProcesses(Procfs procfs) {
        this.procfs = procfs;
        this.descriptions = new ProcessDescriptions(procfs);
    }

    /**
     * By pid. Errors: none; what we may not look at is left out.
     *
     * @param containers namespaces of each container's init, by name
     */
    public List<NamespaceMember> of(NamespaceType type, long inode, Map<String, Map<NamespaceType, Long>> containers) {
        Map<NamespaceType, Long> host = procfs.hostNamespaces();
        List<NamespaceMember> members = new ArrayList<>();
        for (long pid : procfs.pids()) {
            if (procfs.namespace(pid, type).orElse(0) == inode) {
                descriptions
                        .of(pid)
                        .ifPresent(
                                process -> members.add(new NamespaceMember(process, container(pid, host, containers))));
            }
        }
        return members;
    }

    private Optional<String> container(
            long pid, Map<NamespaceType, Long> host, Map<String, Map<NamespaceType, Long>> containers) {
        for (NamespaceType type : List.of(NamespaceType.MNT, NamespaceType.PID)) {
            long own = procfs.namespace(pid, type).orElse(0);
            if (own != 0 && own != host.getOrDefault(type, 0L)) {
                return containers.entrySet().stream()
                        .filter(container -> container.getValue().getOrDefault(type, -1L) == own)
                        .map(Map.Entry::getKey)
                        .sorted()
                        .findFirst();
            }
        }
        return Optional.empty();
    }
}
