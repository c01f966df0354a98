package dev.cleat.cli.output;

import dev.cleat.cli.output.Table.Cell;
import dev.cleat.cli.output.Table.Column;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A column of the list of containers. */
public enum ContainerColumn {
    NAME("NAME", false),
    STATE("STATE", false),
    PID("PID", true),
    RUNTIME("RUNTIME", false),
    CPU("CPU", true),
    MEM("MEM", true),
    MEMORY_LIMIT("MEM/LIM", true),
    MEMORY_SHARE("%MEM", true),
    PIDS("PIDS", true),
    NS("NS", true),
    AGE("AGE", true),
    SESSIONS("SESSIONS", true),
    CGROUP("CGROUP", false),
    DEFINITION("DEFINITION", false);

    /** What the list shows when nobody chooses. */
    public static final List<ContainerColumn> DEFAULT =
            List.of(NAME, STATE, PID, RUNTIME, CPU, MEM, MEMORY_LIMIT, PIDS, NS, AGE);

    private final String header;
    private final boolean right;

    ContainerColumn(String header, boolean right) {
        this.header = header;
        this.right = right;
    }

    /** The column with that header, in upper or lower case. */
    public static Optional<ContainerColumn> named(String word) {
        for (ContainerColumn column : values()) {
            if (column.header.equalsIgnoreCase(word)) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }

    /** Every header. */
    public static List<String> headers() {
        List<String> headers = new ArrayList<>();
        for (ContainerColumn column : values()) {
            headers.add(column.header);
        }
        return headers;
    }

    /** The head of a table of {@code columns}. */
    public static List<Column> header(List<ContainerColumn> columns) {
        List<Column> header = new ArrayList<>();
        for (ContainerColumn column : columns) {
            header.add(new Column(column.header, column.right));
        }
        return header;
    }

    /** The row of one container at the time {@code now}. */
    public static List<Cell> row(List<ContainerColumn> columns, ContainerSummary container, Instant now) {
        List<Cell> row = new ArrayList<>();
        for (ContainerColumn column : columns) {
            String text = column.text(container, now);
            row.add(new Cell(text, column == STATE ? colour(container.state()) : Colour.PLAIN));
        }
        return row;
    }

    private String text(ContainerSummary container, Instant now) {
        Usage usage = container.usage();
        return switch (this) {
            case NAME -> container.name();
            case STATE -> container.state().name();
            case PID -> container.pid() > 0 ? Long.toString(container.pid()) : Figures.NONE;
            case RUNTIME -> container.runtime().jsonName();
            case CPU -> cpu(container, now);
            case MEM -> bytes(usage.memoryBytes());
            case MEMORY_LIMIT -> bytes(usage.memoryLimitBytes());
            case MEMORY_SHARE -> memoryShare(usage);
            case PIDS -> usage.pids().isPresent() ? Long.toString(usage.pids().getAsLong()) : Figures.NONE;
            case NS -> namespaces(container);
            case AGE -> age(container, now);
            case SESSIONS -> Integer.toString(container.sessions());
            case CGROUP -> container.cgroup().orElse(Figures.NONE);
            case DEFINITION -> container.definition().map(Path::toString).orElse(Figures.NONE);
        };
    }

    /** A single reading knows no share of the last second, so this is that of the container's life, as ps(1) shows it. */
    private static String cpu(ContainerSummary container, Instant now) {
        Usage usage = container.usage();
        if (usage.cpuPercent().isPresent()) {
            return Figures.percent(usage.cpuPercent().getAsDouble());
        }
        if (usage.cpuNanos().isEmpty() || container.started().isEmpty()) {
            return Figures.NONE;
        }
        long lifeNanos =
                Math.max(1, Duration.between(container.started().get(), now).toNanos());
        return Figures.percent(100.0 * usage.cpuNanos().getAsLong() / lifeNanos);
    }

    private static String bytes(OptionalLong bytes) {
        return bytes.isPresent() ? Figures.bytes(bytes.getAsLong()) : Figures.NONE;
    }

    private static String memoryShare(Usage usage) {
        if (usage.memoryBytes().isEmpty()
                || usage.memoryLimitBytes().isEmpty()
                || usage.memoryLimitBytes().getAsLong() <= 0) {
            return Figures.NONE;
        }
        return Figures.percent(100.0
                * usage.memoryBytes().getAsLong()
                / usage.memoryLimitBytes().getAsLong());
    }

    /** How many are not the host's. */
    private static String namespaces(ContainerSummary container) {
        int all = container.namespaces().size();
        return all == 0 ? Figures.NONE : Integer.toString(all - container.sharedWithHost());
    }

    private static String age(ContainerSummary container, Instant now) {
        return container.started().isPresent()
                ? Figures.age(Duration.between(container.started().get(), now))
                : Figures.NONE;
    }

    private static Colour colour(ContainerState state) {
        return switch (state) {
            case RUNNING -> Colour.GREEN;
            case FROZEN -> Colour.CYAN;
            case STARTING, STOPPING -> Colour.YELLOW;
            case ABORTING -> Colour.RED;
            case STOPPED -> Colour.DIM;
        };
    }
}
