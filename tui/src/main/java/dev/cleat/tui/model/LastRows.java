package dev.cleat.tui.model;

import dev.cleat.engine.api.ContainerSummary;
import java.time.Instant;
import java.util.List;

/**
 * The rows that were asked for last: a key and the frame after it ask several times, and sorting 2,000 of them takes
 * milliseconds.
 *
 * @param containers the very list that they are of
 */
record LastRows(ContainerTable table, List<ContainerSummary> containers, Instant now, List<ContainerSummary> rows) {

    private static final ThreadLocal<LastRows> LAST = new ThreadLocal<>();

    static List<ContainerSummary> of(ContainerTable table, List<ContainerSummary> containers, Instant now) {
        LastRows last = LAST.get();
        if (last == null || !last.isOf(table, containers, now)) {
            last = new LastRows(table, containers, now, table.sorted(containers, now));
            LAST.set(last);
        }
        return last.rows();
    }

    private boolean isOf(ContainerTable other, List<ContainerSummary> others, Instant then) {
        return containers == others
                && now.equals(then)
                && table.sort() == other.sort()
                && table.inverted() == other.inverted()
                && table.hideStopped() == other.hideStopped()
                && table.filter().equals(other.filter());
    }
}
