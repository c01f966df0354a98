package dev.cleat.tui.model;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Extra;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the container list is looked at. The selection sticks to a name, so it stays when rows come, go or change places.
 *
 * @param selected name of the selected container; empty in an empty list
 * @param ordering true after {@code o}, until the letter of a column comes
 * @param marked names of the containers that an action on several is about, shown or not
 */
public record ContainerTable(
        Column sort,
        boolean inverted,
        Filter filter,
        boolean hideStopped,
        Optional<String> selected,
        Cursor cursor,
        boolean ordering,
        Set<String> marked,
        ColumnChoice columns) {

    public static final ContainerTable START = new ContainerTable(
            Column.NAME,
            false,
            Filter.NONE,
            false,
            Optional.empty(),
            Cursor.START,
            false,
            Set.of(),
            ColumnChoice.USUAL);

    public ContainerTable {
        marked = Set.copyOf(marked);
    }

    /** What is shown, in order; {@code now} is for ages. */
    public List<ContainerSummary> rows(Inventory inventory, Instant now) {
        return LastRows.of(this, inventory, now);
    }

    List<ContainerSummary> sorted(Inventory inventory, Instant now) {
        Predicate<ContainerSummary> shown = filter.containers(now);
        return inventory.containers().stream()
                .filter(c -> !hideStopped || c.state().isLive())
                .filter(shown)
                .sorted(sort.order(inverted, inventory))
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
        return new ContainerTable(sort, inverted, filter, hideStopped, name, next, ordering, marked, columns);
    }

    public ContainerTable sortedBy(Column column, boolean invert) {
        return new ContainerTable(column, invert, filter, hideStopped, selected, cursor, false, marked, columns);
    }

    public ContainerTable withFilter(Filter next) {
        return new ContainerTable(sort, inverted, next, hideStopped, selected, cursor, ordering, marked, columns);
    }

    public ContainerTable withHideStopped(boolean hide) {
        return new ContainerTable(sort, inverted, filter, hide, selected, cursor, ordering, marked, columns);
    }

    public ContainerTable withOrdering(boolean wait) {
        return new ContainerTable(sort, inverted, filter, hideStopped, selected, cursor, wait, marked, columns);
    }

    public ContainerTable withMarked(Set<String> names) {
        return new ContainerTable(sort, inverted, filter, hideStopped, selected, cursor, ordering, names, columns);
    }

    /** What is read only because somebody looks at the column of it. */
    public Set<Extra.Part> onDemand() {
        return Stream.concat(columns.shown().stream(), Stream.of(sort))
                .flatMap(column -> column.readOnDemand().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    public ContainerTable withColumns(ColumnChoice next) {
        return new ContainerTable(sort, inverted, filter, hideStopped, selected, cursor, ordering, marked, next);
    }

    /** Without marks on what is gone. */
    public ContainerTable pruned(Inventory inventory) {
        Set<String> left = inventory.containers().stream()
                .map(ContainerSummary::name)
                .filter(marked::contains)
                .collect(Collectors.toUnmodifiableSet());
        return left.size() == marked.size() ? this : withMarked(left);
    }
}
