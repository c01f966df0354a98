package dev.cleat.engine.discovery;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.host.Procfs;
import java.util.Map;
import java.util.Set;

/**
 * Decides whether a process is the init of a container: its namespaces differ from its parent's, in the pid namespace, or in the
 * mount namespace and one more.
 *
 * <p>A mount namespace alone makes a service with a private /tmp or an editor's sandbox, not a container. Who merely joined a
 * container (nsenter(1), every attach) differs from its parent, too; it is told from init by having started later.
 */
final class InitRule {
    private static final Set<NamespaceType> SECOND =
            Set.of(NamespaceType.USER, NamespaceType.NET, NamespaceType.UTS, NamespaceType.IPC, NamespaceType.CGROUP);

    /** What rootless podman and docker run beside their containers, in a user and a mount namespace of its own. */
    private static final Set<String> HELPERS = Set.of(
            "conmon", "podman", "catatonit", "slirp4netns", "pasta", "pasta.avx2", "rootlessport", "fuse-overlayfs");

    private final Procfs procfs;

    InitRule(Procfs procfs) {
        this.procfs = procfs;
    }

    /**
     * True for an init, and for a process that joined a container from outside of it.
     *
     * @param reference its parent, or PID 1 when the parent cannot be seen
     * @param includeServices a mount namespace alone is enough for a service
     */
    boolean isCandidate(ProcessEntry process, ProcessEntry reference, boolean includeServices) {
        if (!process.isVisible() || process.isTogetherWith(reference)) {
            return false;
        }
        if (process.pidNamespace != reference.pidNamespace) {
            // With the parent's mounts and not the first of its pid namespace: it has only joined that.
            return process.mountNamespace != reference.mountNamespace || isFirst(process);
        }
        if (HELPERS.contains(process.command) || isLauncher(process)) {
            return false;
        }
        return includeServices && reference.command.equals("systemd") || differsInMore(process, reference);
    }

    /** unshare(1) and the like: what runs in its new namespaces is its child, which gets the pid namespace, too. */
    private boolean isLauncher(ProcessEntry process) {
        return procfs.childPidNamespace(process.pid).orElse(0) != process.pidNamespace;
    }

    private boolean differsInMore(ProcessEntry process, ProcessEntry reference) {
        Map<NamespaceType, Long> own = procfs.namespaces(process.pid);
        Map<NamespaceType, Long> parents = procfs.namespaces(reference.pid);
        return SECOND.stream()
                .anyMatch(type -> own.containsKey(type)
                        && parents.containsKey(type)
                        && !own.get(type).equals(parents.get(type)));
    }

    /** True when it is PID 1 of its pid namespace. */
    boolean isFirst(ProcessEntry process) {
        return procfs.status(process.pid)
                .filter(status -> status.innermostPid(process.pid) == 1)
                .isPresent();
    }
}
