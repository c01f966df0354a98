package dev.cleat.tui.model;

import dev.cleat.engine.api.ContainerSummary;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * How the container list is looked at. The selection sticks to a name, so it stays when rows come, go or change places.
 *
 * @param selected name of the selected container; empty in an empty list
 * @param ordering true after {@code o}, until the letter of a column comes
 */
public record ContainerTable(
        Column sort,
        boolean inverted,
        Filter filter,
        boolean hideStopped,
        Optional<String> selected,
        Cursor cursor,
        boolean ordering) {

    public static final ContainerTable START =
            new ContainerTable(Column.NAME, false, Filter.NONE, false, Optional.empty(), Cursor.START, false);

    /** What is shown, in order. */
    public List<ContainerSummary> rows(Inventory inventory) {
        Predicate<ContainerSummary> shown = filter.containers();
        return inventory.containers().stream()
                .filter(c -> !hideStopped || c.state().isLive())
                .filter(shown)
                .sorted(sort.order(inverted))
                .toList();
    }

    /** After the rows changed: the same container selected, or the one that took its place. */
    public ContainerTable settled(List<ContainerSummary> rows, int height) {
        int index = cursor.index();
        for (int i = 0; i < rows.size(); i++) {
            if (selected.isPresent() && rows.get(i).name().equals(selected.get())) {
                index = i;
            }
        }
        return select(index, rows, height);
    }

    /** Selects row {@code index}, or the nearest there is. */
    public ContainerTable select(int index, List<ContainerSummary> rows, int height) {
        Cursor next = cursor.to(index, rows.size(), height);
        Optional<String> name =
                rows.isEmpty() ? selected : Optional.of(rows.get(next.index()).name());
        return new ContainerTable(sort, inverted, filter, hideStopped, name, next, ordering);
    }

    public ContainerTable sortedBy(Column column, boolean invert) {
        return new ContainerTable(column, invert, filter, hideStopped, selected, cursor, false);
    }

    public ContainerTable withFilter(Filter next) {
        return new ContainerTable(sort, inverted, next, hideStopped, selected, cursor, ordering);
    }

    public ContainerTable withHideStopped(boolean hide) {
        return new ContainerTable(sort, inverted, filter, hide, selected, cursor, ordering);
    }

    public ContainerTable withOrdering(boolean wait) {
        return new ContainerTable(sort, inverted, filter, hideStopped, selected, cursor, wait);
    }
}
