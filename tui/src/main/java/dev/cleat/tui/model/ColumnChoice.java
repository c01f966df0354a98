package dev.cleat.tui.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which columns the container list has, from left to right.
 *
 * @param all every column in its place, the name first; without the host, which nobody chooses
 * @param hidden never the name
 * @param wide true to show the hidden ones, too
 */
public record ColumnChoice(List<Column> all, Set<Column> hidden, boolean wide) {

    /** All but the extra ones. */
    public static final ColumnChoice USUAL = of(
            Arrays.stream(Column.values()).filter(column -> !column.isExtra()).toList());

    public ColumnChoice {
        List<Column> ordered = new ArrayList<>(all);
        ordered.remove(Column.NAME);
        ordered.add(0, Column.NAME);
        all = List.copyOf(ordered);
        hidden = Set.copyOf(hidden);
    }

    /** These, and the name if it is not among them; the others are hidden behind them. */
    public static ColumnChoice of(List<Column> chosen) {
        List<Column> all = new ArrayList<>(chosen.stream()
                .filter(column -> column != Column.HOST)
                .distinct()
                .toList());
        Set<Column> hidden = EnumSet.allOf(Column.class);
        hidden.removeAll(all);
        hidden.removeAll(Set.of(Column.NAME, Column.HOST));
        Arrays.stream(Column.values()).filter(hidden::contains).forEach(all::add);
        return new ColumnChoice(all, hidden, false);
    }

    /** What is shown when it is not wide. */
    public List<Column> chosen() {
        return all.stream().filter(column -> !hidden.contains(column)).toList();
    }

    /** What is shown where there is room. */
    public List<Column> shown() {
        return wide ? all : chosen();
    }

    /** The shown column {@code by} places to the right of {@code column}, staying inside. */
    public Column neighbour(Column column, int by) {
        List<Column> shown = shown();
        int next = Math.max(0, shown.indexOf(column)) + by;
        return shown.get(Math.max(0, Math.min(shown.size() - 1, next)));
    }

    /** Shows or hides it, in its place; the name stays. */
    public ColumnChoice toggled(Column column) {
        Set<Column> next = EnumSet.noneOf(Column.class);
        next.addAll(hidden);
        if (!next.remove(column) && column != Column.NAME) {
            next.add(column);
        }
        return new ColumnChoice(all, next, wide);
    }

    /** Puts it {@code by} places further to the right, never before the name. */
    public ColumnChoice moved(Column column, int by) {
        int from = all.indexOf(column);
        int to = from + by;
        if (from < 1 || to < 1 || to >= all.size()) {
            return this;
        }
        List<Column> next = new ArrayList<>(all);
        next.remove(column);
        next.add(to, column);
        return new ColumnChoice(next, hidden, wide);
    }

    public ColumnChoice widened(boolean next) {
        return new ColumnChoice(all, hidden, next);
    }
}
