package dev.cleat.engine.plan;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.Runtime;
import dev.cleat.engine.plan.ProgramPlan.CapabilitiesPlan;
import java.util.Collections;
import java.util.LinkedHashMap;
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
 * @param environment what its definition gives attached commands
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
        Map<String, String> environment,
        PasswdFile users) {

    public InitContext {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
        namespaces = Map.copyOf(namespaces);
        groups = List.copyOf(groups);
    }

    /** The same with other users. */
    public InitContext withUsers(PasswdFile other) {
        return new InitContext(
                runtime,
                namespaces,
                uid,
                gid,
                groups,
                maySetGroups,
                capabilities,
                noNewPrivileges,
                label,
                personality,
                environment,
                other);
    }

    /** {@code text} written into {@code file} before exec: {@code apparmor/exec} or {@code exec}. */
    public record Label(String file, String text) {}
}
