package dev.cleat.engine.host;

import dev.cleat.engine.api.HostReport.Finding;

/** Whether users other than root can make containers: three settings, each of which forbids it alone. */
final class UserNamespaceFinding {
    private static final String SUBJECT = "user namespaces for users";
    private static final String COST = "only root can start containers";

    private final HostFacts facts;
    private final Procfs procfs;

    UserNamespaceFinding(HostFacts facts, Procfs procfs) {
        this.facts = facts;
        this.procfs = procfs;
    }

    Finding finding() {
        // Debian's and Ubuntu's own switch; other kernels do not have it.
        if (is("kernel/unprivileged_userns_clone", "0")) {
            return off("kernel.unprivileged_userns_clone = 0", "sysctl kernel.unprivileged_userns_clone=1");
        }
        // namespaces(7), "The /proc/sys/user directory".
        if (is("user/max_user_namespaces", "0")) {
            return off("user.max_user_namespaces = 0", "sysctl user.max_user_namespaces=15000");
        }
        if (is("kernel/apparmor_restrict_unprivileged_userns", "1")) {
            return off(
                    "kernel.apparmor_restrict_unprivileged_userns = 1",
                    "an AppArmor profile with \"userns,\" for cleat-stage, or sysctl"
                            + " kernel.apparmor_restrict_unprivileged_userns=0");
        }
        String limit = procfs.setting("user/max_user_namespaces").orElse("no limit known");
        return Findings.ok(SUBJECT, "allowed, at most " + limit);
    }

    private boolean is(String setting, String value) {
        return procfs.setting(setting).filter(value::equals).isPresent();
    }

    private Finding off(String found, String advice) {
        String cost = facts.isRoot() ? COST + "; you are root" : COST;
        return Findings.missing(SUBJECT, found, cost, advice);
    }
}
