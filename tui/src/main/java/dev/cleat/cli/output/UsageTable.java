package dev.cleat.cli.output;

import dev.cleat.cli.output.Table.Cell;
import dev.cleat.cli.output.Table.Column;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Usage;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** The figures of containers, each beside its limit. */
public final class UsageTable {

    private static final List<Column> COLUMNS = List.of(
            Column.left("NAME"),
            Column.right("CPU"),
            Column.right("CPU/LIM"),
            Column.right("MEM"),
            Column.right("MEM/LIM"),
            Column.right("PIDS"),
            Column.right("PIDS/LIM"),
            Column.right("READ"),
            Column.right("WRITE"),
            Column.right("THROTTLED"),
            Column.right("OOM"));

    private UsageTable() {}

    /** What such a table is sorted by: the largest first, equal ones by name. */
    public enum Order {
        CPU(container -> container.usage().cpuPercent().orElse(-1)),
        MEMORY(container -> container.usage().memoryBytes().orElse(-1)),
        PIDS(container -> container.usage().pids().orElse(-1)),
        IO(container -> container.usage().ioReadBytes().orElse(-1)
                + container.usage().ioWriteBytes().orElse(0)),
        NAME(container -> 0);

        private final Comparator<ContainerSummary> comparator;

        Order(java.util.function.ToDoubleFunction<ContainerSummary> figure) {
            comparator = Comparator.comparingDouble(figure).reversed().thenComparing(ContainerSummary.BY_NAME);
        }

        public Comparator<ContainerSummary> comparator() {
            return comparator;
        }

        /** What people call it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The table, with a line feed behind each line. */
    public static String render(List<ContainerSummary> containers, boolean coloured) {
        Table table = new Table(COLUMNS, coloured);
        for (ContainerSummary container : containers) {
            table.add(row(container));
        }
        return table.render();
    }

    private static List<Cell> row(ContainerSummary container) {
        Usage usage = container.usage();
        return List.of(
                Cell.of(container.name()),
                Cell.of(percent(usage.cpuPercent())),
                Cell.of(percent(usage.cpuLimitPercent())),
                Cell.of(bytes(usage.memoryBytes())),
                Cell.of(bytes(usage.memoryLimitBytes())),
                Cell.of(number(usage.pids())),
                Cell.of(number(usage.pidsLimit())),
                Cell.of(bytes(usage.ioReadBytes())),
                Cell.of(bytes(usage.ioWriteBytes())),
                Cell.of(
                        usage.throttledNanos().isPresent()
                                ? Figures.processorTime(usage.throttledNanos().getAsLong())
                                : Figures.NONE),
                new Cell(number(usage.oomKills()), usage.oomKills().orElse(0) > 0 ? Colour.RED : Colour.PLAIN));
    }

    private static String percent(OptionalDouble percent) {
        return percent.isPresent() ? Figures.percent(percent.getAsDouble()) : Figures.NONE;
    }

    private static String bytes(OptionalLong bytes) {
        return bytes.isPresent() ? Figures.bytes(bytes.getAsLong()) : Figures.NONE;
    }

    private static String number(OptionalLong number) {
        return number.isPresent() ? Long.toString(number.getAsLong()) : Figures.NONE;
    }
}
