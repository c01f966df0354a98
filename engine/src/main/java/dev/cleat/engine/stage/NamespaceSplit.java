package dev.cleat.engine.stage;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.plan.StartPlan;
import java.util.EnumSet;
import java.util.Set;

/** Which namespaces clone3(2) makes and which init makes itself later. */
final class NamespaceSplit {

    private NamespaceSplit() {}

    static long atClone(StartPlan plan) {
        Set<NamespaceType> now = EnumSet.noneOf(NamespaceType.class);
        now.addAll(plan.namespaces().own());
        now.removeAll(later(plan));
        return flags(now);
    }

    static long afterMaps(StartPlan plan) {
        return flags(later(plan));
    }

    /**
     * A cgroup namespace is rooted in the cgroup its maker is in, so init must be in its cgroup first, else
     * /proc/self/cgroup shows {@code /..} (cgroup_namespaces(7)). A network namespace takes the owner of its files from
     * the id map, so with a user namespace the map must be there first (as LXC does). The offsets of a time namespace are written
     * before the first process is in it (time_namespaces(7)).
     */
    private static Set<NamespaceType> later(StartPlan plan) {
        Set<NamespaceType> later = EnumSet.noneOf(NamespaceType.class);
        if (plan.isPrivate(NamespaceType.CGROUP)) {
            later.add(NamespaceType.CGROUP);
        }
        if (plan.isPrivate(NamespaceType.TIME)) {
            later.add(NamespaceType.TIME);
        }
        if (plan.isPrivate(NamespaceType.NET) && plan.isPrivate(NamespaceType.USER)) {
            later.add(NamespaceType.NET);
        }
        return later;
    }

    private static long flags(Set<NamespaceType> types) {
        return types.stream().mapToLong(NamespaceType::cloneFlag).reduce(0, (a, b) -> a | b);
    }
}
