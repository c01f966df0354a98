package dev.cleat.engine.discovery;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.Runtime;
import dev.cleat.engine.procfs.ProcessCgroup;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A container that something else than Cleat runs on this host.
 *
 * @param name unique in one list; hostile text
 * @param runtime who started it
 * @param id its id at its runtime, for the runtime's own command; equals the name where names are ids
 * @param home where its runtime keeps it, as far as its commands must be told; else empty
 * @param pid host pid of its init
 * @param startTicks start time of its init, clock ticks after boot
 * @param namespaces inode of each namespace of init, those we may see
 * @param cgroup where init is in each hierarchy
 * @param ownCgroup the top of the container's own cgroup in each hierarchy in which it shares it with nobody
 */
public record FoundContainer(
        String name,
        Runtime runtime,
        String id,
        Optional<Path> home,
        long pid,
        long startTicks,
        Map<NamespaceType, Long> namespaces,
        ProcessCgroup cgroup,
        ProcessCgroup ownCgroup) {

    public FoundContainer {
        namespaces = Map.copyOf(namespaces);
    }

    /** Init's cgroup path for lists: the v2 one, but on a v1 or hybrid host the memory controller's. */
    public Optional<String> cgroupPath() {
        return cgroup.of("memory").or(cgroup::unified);
    }

    FoundContainer named(String newName) {
        return new FoundContainer(newName, runtime, id, home, pid, startTicks, namespaces, cgroup, ownCgroup);
    }
}
