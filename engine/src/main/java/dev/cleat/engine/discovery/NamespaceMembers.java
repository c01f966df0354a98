package dev.cleat.engine.discovery;

import dev.cleat.engine.api.NamespaceInfo;
import dev.cleat.engine.api.NamespaceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Which containers share a namespace. */
public final class NamespaceMembers {
    private final Map<NamespaceType, Long> host;
    private final Map<String, Map<NamespaceType, Long>> containers;

    /**
     * @param host {@link dev.cleat.engine.host.Procfs#hostNamespaces()}
     * @param containers namespaces of each container's init, by name
     */
    public NamespaceMembers(Map<NamespaceType, Long> host, Map<String, Map<NamespaceType, Long>> containers) {
        this.host = Map.copyOf(host);
        this.containers = Map.copyOf(containers);
    }

    /** The namespaces of one container in enum order; none for a container that is not known. Errors: none. */
    public List<NamespaceInfo> of(String name) {
        Map<NamespaceType, Long> own = containers.getOrDefault(name, Map.of());
        var infos = new ArrayList<NamespaceInfo>();
        for (NamespaceType type : NamespaceType.values()) {
            Long inode = own.get(type);
            if (inode != null) {
                infos.add(new NamespaceInfo(type, inode, inode.equals(host.get(type)), others(name, type, inode)));
            }
        }
        return infos;
    }

    /** How many of a container's namespaces are the host's own. */
    public int sharedWithHost(String name) {
        return (int) containers.getOrDefault(name, Map.of()).entrySet().stream()
                .filter(own -> own.getValue().equals(host.get(own.getKey())))
                .count();
    }

    private List<String> others(String name, NamespaceType type, Long inode) {
        return containers.entrySet().stream()
                .filter(other -> !other.getKey().equals(name))
                .filter(other -> inode.equals(other.getValue().get(type)))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
    }
}
