package dev.cleat.engine.plan;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.plan.ProgramPlan.CapabilitiesPlan;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * This process, as far as it shows in what it attaches.
 *
 * @param namespaces inode of each of its namespaces
 * @param label its LSM label, as {@link InitContext#label}
 * @param environment its variables
 * @param directory its working directory, absolute
 * @param users of the host; looked at only when the container's mount namespace is not joined
 */
public record CallerContext(
        Map<NamespaceType, Long> namespaces,
        long uid,
        long gid,
        List<Long> groups,
        CapabilitiesPlan capabilities,
        Optional<InitContext.Label> label,
        Map<String, String> environment,
        String directory,
        PasswdFile users) {

    public CallerContext {
        namespaces = Map.copyOf(namespaces);
        groups = List.copyOf(groups);
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }
}
