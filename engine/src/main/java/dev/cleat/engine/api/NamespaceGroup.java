package dev.cleat.engine.api;

import java.util.List;

/**
 * One namespace of this host and who is in it.
 *
 * @param inode identity of the namespace
 * @param host true when it is PID 1's
 * @param processes how many are in it, of those we may look at
 * @param leader host pid of init, where it is a container's own; else of the process that was started first
 * @param owner uid of the leader on the host
 * @param command what the leader calls itself (comm); hostile text
 * @param containers names of containers whose init is in it, sorted
 */
public record NamespaceGroup(
        NamespaceType type,
        long inode,
        boolean host,
        int processes,
        long leader,
        long owner,
        String command,
        List<String> containers) {

    public NamespaceGroup {
        containers = List.copyOf(containers);
    }

    /** Containers that should not know of each other see each other here. */
    public boolean isShared() {
        return containers.size() > 1 || host && !containers.isEmpty();
    }
}
