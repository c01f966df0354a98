package dev.cleat.engine.api;

import java.util.List;

/**
 * One namespace of a container and who else is in it.
 *
 * @param inode identity of the namespace
 * @param host true when it is PID 1's
 * @param members names of other containers in the same namespace, sorted
 */
public record NamespaceInfo(NamespaceType type, long inode, boolean host, List<String> members) {
    public NamespaceInfo {
        members = List.copyOf(members);
    }
}
