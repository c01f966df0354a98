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

    /** A label of SELinux when one is asked for, else AppArmor's profile; as /proc/self/attr takes it. */
    Optional<Labelling> label(long bounding) {
        Optional<String> context = security.selinux().process();
        boolean isAsked = context.isPresent()
                || security.selinux().mount().isPresent()
                || security.selinux().keyring().isPresent();
        if (isAsked && !host.selinux()) {
            planning.reasons().cannot("security.selinux: SELinux is not in use on this host", "boot with selinux=1");
            return Optional.empty();
        }
        if (context.isPresent()) {
            return Optional.of(new Labelling(context.get(), Optional.empty()));
        }
        return new AppArmorPlanner(planning)
                .plan(bounding)
                .map(confining -> new Labelling(confining.command(), confining.load()));
    }

    /** {@code load}: what must be loaded for it first. */
    record Labelling(String text, Optional<ProfilePlan> load) {}

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
