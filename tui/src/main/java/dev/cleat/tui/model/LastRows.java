package dev.cleat.tui.model;

import dev.cleat.engine.api.ContainerSummary;
import java.time.Instant;
import java.util.List;

/**
 * The rows that were asked for last: a key and the frame after it ask several times, and sorting 2,000 of them takes
 * milliseconds.
 *
 * @param inventory the very containers and extras that they are of
 */
record LastRows(ContainerTable table, Inventory inventory, Instant now, List<ContainerSummary> rows) {

    private static final ThreadLocal<LastRows> LAST = new ThreadLocal<>();

    static List<ContainerSummary> of(ContainerTable table, Inventory inventory, Instant now) {
        LastRows last = LAST.get();
        if (last == null || !last.isOf(table, inventory, now)) {
            last = new LastRows(table, inventory, now, table.sorted(inventory, now));
            LAST.set(last);
        }
        return last.rows();
    }

    private boolean isOf(ContainerTable other, Inventory others, Instant then) {
        return inventory.containers() == others.containers()
                && inventory.extras() == others.extras()
                && (now.equals(then) || table.filter().text().isEmpty()) // ages are compared with by filters only
                && table.sort() == other.sort()
                && table.inverted() == other.inverted()
                && table.hideStopped() == other.hideStopped()
                && table.filter().equals(other.filter());
    }
}
