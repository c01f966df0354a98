package dev.cleat.engine.plan;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Definition;
import dev.cleat.engine.host.HostFacts;
import dev.cleat.engine.host.HostFacts.IdRange;
import dev.cleat.engine.plan.StartPlan.IdMap;
import dev.cleat.engine.plan.StartPlan.IdMaps;
import java.util.ArrayList;
import java.util.List;

/** Which host ids a container's ids are (user_namespaces(7)). */
final class IdMapping {

    /** All ids but 4294967295, which means "no change" to chown(2) and setresuid(2). */
    private static final long ALL_IDS = 4294967295L;

    /** The kernel's limit of lines in a map (UID_GID_MAP_MAX_EXTENTS, include/linux/user_namespace.h). */
    private static final int MOST_LINES = 340;

    private IdMapping() {}

    /** Nothing without a user namespace; identity for root; the user's own and subordinate ids for others. */
    static IdMaps plan(Definition definition, HostFacts host, Reasons reasons) {
        if (!definition.isPrivate(NamespaceType.USER)) {
            if (!host.isRoot()) {
                reasons.cannot(
                        "only root can make namespaces without a user namespace",
                        "run as root, or set namespaces.user: private in the definition");
            }
            return IdMaps.NONE;
        }
        if (host.isRoot()) {
            List<IdMap> identity = List.of(new IdMap(0, 0, ALL_IDS));
            return new IdMaps(identity, identity, false);
        }
        boolean hasRanges = !host.subUids().isEmpty() && !host.subGids().isEmpty();
        if (host.hasNewIdMap() && hasRanges) {
            return new IdMaps(lines(host.uid(), host.subUids()), lines(host.gid(), host.subGids()), true);
        }
        String missing = hasRanges
                ? "newuidmap and newgidmap are not installed (Debian: uidmap)"
                : "this user has no ranges in /etc/subuid and /etc/subgid";
        reasons.note("only root exists in the container, as you: " + missing);
        return new IdMaps(lines(host.uid(), List.of()), lines(host.gid(), List.of()), false);
    }

    /** Container root is the user, the ids above are the ranges, one after the other. */
    private static List<IdMap> lines(int own, List<IdRange> ranges) {
        List<IdMap> lines = new ArrayList<>();
        lines.add(new IdMap(0, Integer.toUnsignedLong(own), 1));
        long next = 1;
        for (IdRange range : ranges.subList(0, Math.min(ranges.size(), MOST_LINES - 1))) {
            lines.add(new IdMap(next, range.first(), range.count()));
            next += range.count();
        }
        return lines;
    }
}
