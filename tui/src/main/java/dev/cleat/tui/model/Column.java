package dev.cleat.tui.model;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.HostedName;
import java.time.Instant;
import java.util.Comparator;

/** The columns of the container list, from left to right, and how each sorts. Big figures and young containers come first. */
public enum Column {
    NAME("NAME", ContainerSummary.BY_NAME),
    STATE("STATE", Comparator.comparing(ContainerSummary::state).reversed()),
    PID("PID", Comparator.comparingLong(ContainerSummary::pid)),
    RUNTIME("RUNTIME", Comparator.comparing(ContainerSummary::runtime)),
    CPU("CPU%", descending(c -> c.usage().cpuPercent().orElse(-1))),
    MEMORY("MEM", descending(c -> c.usage().memoryBytes().orElse(-1))),
    MEMORY_LIMIT("MEM/LIM", descending(c -> c.usage().memoryLimitBytes().orElse(-1))),
    MEMORY_PERCENT("%MEM", descending(Column::memoryPercent)),
    PIDS("PIDS", descending(c -> c.usage().pids().orElse(-1))),
    AGE(
            "AGE",
            Comparator.comparing((ContainerSummary c) -> c.started().orElse(Instant.MIN))
                    .reversed()),
    NAMESPACES("NS", descending(c -> c.namespaces().size() - c.sharedWithHost())),
    ATTACHED("ATT", descending(ContainerSummary::sessions)),
    /** Only in a list of several hosts. */
    HOST("HOST", Comparator.comparing(Column::host));

    private final String title;
    private final Comparator<ContainerSummary> order;

    Column(String title, Comparator<ContainerSummary> order) {
        this.title = title;
        this.order = order;
    }

    public String title() {
        return title;
    }

    /** Equal ones by name. */
    public Comparator<ContainerSummary> order(boolean inverted) {
        return (inverted ? order.reversed() : order).thenComparing(ContainerSummary::name);
    }

    /** The column {@code by} places to the right, staying inside. */
    public Column neighbour(int by) {
        return values()[Math.max(0, Math.min(values().length - 1, ordinal() + by))];
    }

    /** The host of a container in a list of several. */
    public static String host(ContainerSummary container) {
        return HostedName.of(container.name()).map(HostedName::host).orElse("");
    }

    /** Memory in percent of its limit; -1 when it has none or is unknown. */
    public static double memoryPercent(ContainerSummary container) {
        if (container.usage().memoryBytes().isEmpty()
                || container.usage().memoryLimitBytes().isEmpty()) {
            return -1;
        }
        long limit = container.usage().memoryLimitBytes().getAsLong();
        return limit <= 0 ? -1 : 100.0 * container.usage().memoryBytes().getAsLong() / limit;
    }

    private static Comparator<ContainerSummary> descending(
            java.util.function.ToDoubleFunction<ContainerSummary> figure) {
        return Comparator.comparingDouble(figure).reversed();
    }
}
