package dev.cleat.engine.plan;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.Runtime;
import dev.cleat.engine.plan.ProgramPlan.CapabilitiesPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A container's init as the host's /proc shows it: the ceiling of everything that is attached to it.
 *
 * @param namespaces inode of each of its namespaces
 * @param uid inside the container
 * @param gid inside the container
 * @param groups supplementary groups, inside the container
 * @param maySetGroups /proc/PID/setgroups says allow
 * @param label its LSM label and the file below /proc/self/attr that takes it; empty: no LSM
 * @param personality empty: that of this process
 * @param users of the container's own files, read by us; empty when it has none
 */
public record InitContext(
        Runtime runtime,
        Map<NamespaceType, Long> namespaces,
        long uid,
        long gid,
        List<Long> groups,
        boolean maySetGroups,
        CapabilitiesPlan capabilities,
        boolean noNewPrivileges,
        Optional<Label> label,
        OptionalInt personality,
        PasswdFile users) {

    public InitContext {
        namespaces = Map.copyOf(namespaces);
        groups = List.copyOf(groups);
    }

    /** {@code text} written into {@code file} before exec: {@code apparmor/exec} or {@code exec}. */
    public record Label(String file, String text) {}
}
