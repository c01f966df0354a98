package dev.cleat.engine.plan;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.CgroupPlace;
import dev.cleat.engine.definition.Definition.Access;
import dev.cleat.engine.definition.Definition.AutoMounts;
import dev.cleat.engine.host.CgroupLayout.Kind;
import dev.cleat.engine.host.HostFacts;

/** What systemd is asked for where the definition says {@code cgroup.manager: systemd}, or why it cannot be. */
final class ScopePlanner {

    private static final String KEY = "cgroup.manager: ";
    private static final String ADVICE = "set cgroup.manager: auto";

    private final Planning planning;
    private final CgroupPlace place;
    private final HostFacts host;

    ScopePlanner(Planning planning) {
        this.planning = planning;
        this.place = planning.definition().cgroup();
        this.host = planning.host();
    }

    ScopePlan plan() {
        checkHost();
        checkDefinition();
        String usual = host.isRoot() ? ScopePlan.SYSTEM_SLICE : ScopePlan.USER_SLICE;
        ScopePlan scope = new ScopePlan(
                planning.definition().name(),
                place.parent().orElse(usual),
                !host.isRoot(),
                host.layout().kind() == Kind.V2);
        if (!scope.isShort()) {
            planning.reasons().cannot(KEY + "systemd takes no unit with a name as long as " + scope.unit());
        }
        return scope;
    }

    private void checkHost() {
        if (!host.hasSystemd()) {
            planning.reasons()
                    .cannot(
                            KEY
                                    + (host.isRoot()
                                            ? "systemd is not the init of this host"
                                            : "no systemd of this user runs"),
                            ADVICE);
        }
        if (!host.programs().contains("systemd-run")) {
            planning.reasons().cannot(KEY + "systemd is asked with systemd-run, which is not installed", ADVICE);
        }
        if (!host.isRoot() && !mayMoveProcesses()) {
            planning.reasons()
                    .cannot(
                            KEY + "this user may not move processes into a scope from where this one is",
                            "start it with: systemd-run --user --scope -p Delegate=yes cleat ...");
        }
    }

    /**
     * Into a scope of the user's systemd from anywhere else that was given to this user, but not from the session of a
     * login, which is root's (cgroup-v2.rst, "Delegation Containment"). On v1 a user is given no controllers.
     */
    private boolean mayMoveProcesses() {
        return host.layout().kind() == Kind.V2 && host.layout().isWritable();
    }

    private void checkDefinition() {
        if (place.path().isPresent()) {
            planning.reasons().cannot("cgroup.path: systemd says where the cgroup is; cgroup.parent names a slice");
        }
        if (place.relative()) {
            planning.reasons().cannot("cgroup.relative: systemd says where the cgroup is");
        }
        if (place.parent().filter(parent -> !ScopePlan.isSlice(parent)).isPresent()) {
            planning.reasons()
                    .cannot("cgroup.parent: \"" + place.parent().get() + "\" is not the name of a slice of systemd");
        }
        if (bindsItsOwn(planning.definition().autoMounts())) {
            planning.reasons()
                    .cannot("autoMounts.cgroup: the part of a container below a scope of systemd's cannot be bound; use"
                            + " a cgroup namespace of its own");
        }
    }

    /** Where it is in each hierarchy is known when systemd has made it, after the plan. */
    private boolean bindsItsOwn(AutoMounts wanted) {
        boolean isBound =
                wanted.cgroupFull() ? wanted.cgroup() == Access.MIXED : !planning.isPrivate(NamespaceType.CGROUP);
        return wanted.sys() != Access.OFF && wanted.cgroup() != Access.OFF && isBound;
    }
}
