package dev.cleat.engine.plan;

import dev.cleat.engine.definition.Security;
import dev.cleat.engine.definition.Security.Seccomp;
import dev.cleat.engine.definition.Security.SeccompProfile;
import dev.cleat.engine.host.SecurityFacts;
import dev.cleat.engine.plan.StartPlan.FilterPlan;
import java.util.Optional;

/** What the kernel holds init to beside capabilities: a system call filter and a security label. */
final class Confinement {

    private final Planning planning;
    private final Security security;
    private final SecurityFacts host;

    Confinement(Planning planning) {
        this.planning = planning;
        this.security = planning.definition().security();
        this.host = planning.host().security();
    }

    /**
     * The filter; empty when none is asked for or the default cannot be had.
     *
     * @param bounding init's bounding set, which profiles depend on
     */
    Optional<FilterPlan> filter(long bounding) {
        Seccomp seccomp = security.seccomp();
        boolean isDefault = seccomp.profile() instanceof SeccompProfile.Default;
        if (seccomp.profile() instanceof SeccompProfile.Unconfined || isDefault && security.privileged()) {
            return Optional.empty();
        }
        if (!host.filters()) {
            return without(isDefault, "this kernel has no system call filters (CONFIG_SECCOMP_FILTER)", null);
        }
        if (host.isFiltered() && !seccomp.allowNesting()) {
            return without(
                    isDefault,
                    "this process is under a system call filter already, which holds the container too",
                    "security.seccomp.allowNesting: true adds another");
        }
        return Optional.of(new FilterPlan(seccomp, bounding));
    }

    private Optional<FilterPlan> without(boolean isDefault, String why, String advice) {
        if (isDefault) {
            planning.reasons().note("no system call filter of its own: " + why);
        } else if (advice == null) {
            planning.reasons().cannot("security.seccomp.profile: " + why);
        } else {
            planning.reasons().cannot("security.seccomp.profile: " + why, advice);
        }
        return Optional.empty();
    }
}
