package dev.cleat.engine.plan;

import dev.cleat.engine.definition.Idmap;
import dev.cleat.engine.host.HostFacts.IdRange;
import dev.cleat.engine.plan.StartPlan.IdMap;
import java.util.ArrayList;
import java.util.List;

/** Lines of id maps, made of ranges. */
final class IdLines {

    /** The kernel's limit of lines in a map (UID_GID_MAP_MAX_EXTENTS, include/linux/user_namespace.h). */
    static final int MOST = 340;

    private static final long END = 4294967295L;

    private IdLines() {}

    static List<IdMap> of(List<Idmap.Line> lines) {
        return lines.stream()
                .map(line -> new IdMap(line.container(), line.host(), line.size()))
                .toList();
    }

    /** {@code first}, and the ids after them from the ranges, one after the other. */
    static List<IdMap> after(List<IdMap> first, List<IdRange> ranges) {
        List<IdMap> lines = new ArrayList<>(first);
        long next = first.stream()
                .mapToLong(line -> line.container() + line.size())
                .max()
                .orElse(0);
        append(lines, next, END, ranges);
        return lines;
    }

    /** {@code own} is itself; the ids below it, then those above, come from the ranges. */
    static List<IdMap> around(long own, List<IdRange> ranges) {
        List<IdMap> lines = new ArrayList<>();
        List<IdRange> left = append(lines, 0, own, ranges);
        lines.add(new IdMap(own, own, 1));
        append(lines, own + 1, END, left);
        return lines;
    }

    /** Gives {@code first} up to {@code end} to the ranges; returns what is left of them. */
    private static List<IdRange> append(List<IdMap> lines, long first, long end, List<IdRange> ranges) {
        List<IdRange> left = new ArrayList<>();
        long next = first;
        for (IdRange range : ranges) {
            long taken = Math.min(range.count(), Math.max(0, end - next));
            if (taken > 0 && lines.size() < MOST - 1) {
                lines.add(new IdMap(next, range.first(), taken));
                next += taken;
            }
            if (taken < range.count()) {
                left.add(new IdRange(range.first() + taken, range.count() - taken));
            }
        }
        return left;
    }

    /** True when every host id of {@code line} is {@code own} or in one of the ranges, as newuidmap(1) demands. */
    static boolean isGranted(IdMap line, long own, List<IdRange> ranges) {
        boolean isOwn = line.size() == 1 && line.host() == own;
        return isOwn
                || ranges.stream()
                        .anyMatch(range -> line.host() >= range.first()
                                && line.host() + line.size() <= range.first() + range.count());
    }
}
