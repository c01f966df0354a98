package dev.cleat.tui.model;

import java.util.Comparator;
import java.util.List;

/**
 * How a list of the whole host is looked at.
 *
 * @param sort index of a column; {@link #AS_READ} for the order in which rows were read
 * @param flat no tree
 */
public record HostLook(int sort, boolean inverted, boolean flat, Filter filter) {

    /** No column. */
    public static final int AS_READ = -1;

    public static final HostLook START = new HostLook(AS_READ, false, false, Filter.NONE);

    /** True when rows are shown below their parents: a filter leaves parents out. */
    public boolean isTree(HostList list) {
        return list.isTree() && !flat && !filter.isActive();
    }

    /** What is shown of {@code all}, in order. */
    public List<HostRow> rows(HostList list, List<HostRow> all) {
        List<HostRow> shown = all.stream().filter(filter.of(list)).toList();
        if (sort == AS_READ) {
            return shown;
        }
        Comparator<HostRow> column = list.columns().get(sort).order();
        Comparator<HostRow> order = inverted ? column.reversed() : column;
        return isTree(list)
                ? CgroupTree.sorted(shown, order)
                : shown.stream().sorted(order).toList();
    }

    /** By the column {@code by} places to the right of the one that counts now; before the first is as read. */
    public HostLook sortedBy(int by, HostList list) {
        int next = Math.max(AS_READ, Math.min(list.columns().size() - 1, sort + by));
        return new HostLook(next, false, flat, filter);
    }

    /** By the column with that index. */
    public HostLook sortedAt(int index, boolean turned) {
        return new HostLook(index, turned, flat, filter);
    }

    public HostLook inverted(boolean next) {
        return new HostLook(Math.max(0, sort), next, flat, filter);
    }

    public HostLook flat(boolean next) {
        return new HostLook(sort, inverted, next, filter);
    }

    public HostLook withFilter(Filter next) {
        return new HostLook(sort, inverted, flat, next);
    }
}
