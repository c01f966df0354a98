package dev.cleat.engine.plan;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.CgroupPlace;
import dev.cleat.engine.definition.CgroupPlace.Manager;
import dev.cleat.engine.definition.Devices.Rule;
import dev.cleat.engine.plan.StartPlan.CgroupPlan;
import dev.cleat.engine.plan.StartPlan.Delegate;
import java.util.List;
import java.util.Optional;

/** Where the payload's cgroup is, whose it is, and its limits. */
final class CgroupPlanner {

    /** Names that would not stay below, or that the kernel's own files have. */
    private static final String PART = "(?!\\.{1,2}$)(?!cgroup\\.)[^/\\x00-\\x1f]+";

    private final Planning planning;
    private final CgroupPlace place;

    CgroupPlanner(Planning planning) {
        this.planning = planning;
        this.place = planning.definition().cgroup();
    }

    /** @param devices device policy, first to last */
    CgroupPlan plan(List<Rule> devices) {
        boolean isWritable = planning.host().layout().isWritable();
        if (!isWritable) {
            planning.reasons().note("it has no cgroup of its own: this user may not make one");
        }
        Optional<ScopePlan> scope =
                place.manager() == Manager.SYSTEMD ? Optional.of(new ScopePlanner(planning).plan()) : Optional.empty();
        return new CgroupPlan(
                isWritable ? Optional.of(shown(scope)) : Optional.empty(),
                CgroupPlan.KEEPERS,
                CgroupLimits.plan(planning),
                place.relative(),
                delegate(),
                devices,
                scope);
    }

    /** With a scope: where it is in the hierarchies in which systemd makes none. */
    private String shown(Optional<ScopePlan> scope) {
        String path = path();
        boolean isOwn = place.path().isPresent() || place.parent().isPresent() || place.relative();
        return scope.isEmpty() && (!isOwn || isPath(path))
                ? path
                : CgroupPlan.payloadOf(planning.definition().name());
    }

    private String path() {
        String name = planning.definition().name();
        String path = place.path()
                .or(() -> place.parent().map(parent -> parent + "/" + name))
                .orElse(CgroupPlan.payloadOf(name));
        return path.startsWith("/") ? path.substring(1) : path;
    }

    private boolean isPath(String path) {
        String key = place.path().isPresent() ? "cgroup.path" : "cgroup.parent";
        for (String part : path.split("/", -1)) {
            if (!part.matches(PART)) {
                planning.reasons().cannot(key + ": \"" + path + "\" is not the path of a cgroup");
                return false;
            }
        }
        String first = path.split("/", 2)[0];
        if (first.equals(CgroupPlan.KEEPERS)) {
            planning.reasons().cannot(key + ": " + first + " is where keepers are");
            return false;
        }
        return true;
    }

    /** cgroup-v2.rst, "Delegation": to whom the cgroup is chown'd; nobody where the container's root is who we are. */
    private Optional<Delegate> delegate() {
        boolean isOwnUsers = planning.isPrivate(NamespaceType.USER);
        if (!place.delegate().orElse(isOwnUsers)) {
            return Optional.empty();
        }
        long uid = planning.idMaps().hostUid(0);
        long gid = planning.idMaps().hostGid(0);
        boolean isWe = uid == Integer.toUnsignedLong(planning.host().uid());
        return uid < 0 || gid < 0 || isWe ? Optional.empty() : Optional.of(new Delegate(uid, gid));
    }
}
