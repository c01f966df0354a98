package dev.cleat.tui.model;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Extra;
import dev.cleat.engine.api.HostedName;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The columns of the container list, from left to right, and how each sorts. Big figures and young containers come first. */
public enum Column {
    NAME("NAME", ContainerSummary.BY_NAME),
    STATE("STATE", Comparator.comparing(ContainerSummary::state).reversed()),
    PID("PID", Comparator.comparingLong(ContainerSummary::pid)),
    RUNTIME("RUNTIME", Comparator.comparing(ContainerSummary::runtime)),
    CPU("CPU%", descending(c -> c.usage().cpuPercent().orElse(-1))),
    CPU_LIMIT("CPU/LIM", descending(c -> c.usage().cpuLimitPercent().orElse(-1))),
    MEMORY("MEM", descending(c -> c.usage().memoryBytes().orElse(-1))),
    MEMORY_LIMIT("MEM/LIM", descending(c -> c.usage().memoryLimitBytes().orElse(-1))),
    MEMORY_PERCENT("%MEM", descending(Column::memoryPercent)),
    PIDS("PIDS", descending(c -> c.usage().pids().orElse(-1))),
    IO(
            "IO R/W",
            descending(c -> c.usage().ioReadBytes().orElse(-1)
                    + c.usage().ioWriteBytes().orElse(0))),
    AGE(
            "AGE",
            Comparator.comparing((ContainerSummary c) -> c.started().orElse(Instant.MIN))
                    .reversed()),
    NAMESPACES("NS", descending(c -> c.namespaces().size() - c.sharedWithHost())),
    ATTACHED("ATT", descending(ContainerSummary::sessions)),
    TREND("CPU TREND", descending(c -> c.usage().cpuPercent().orElse(-1))),
    NET("NET RX/TX", Comparator.comparing(ContainerSummary::name)),
    OOM("OOM", descending(c -> c.usage().oomKills().orElse(-1))),
    EXIT("EXIT", Comparator.comparing(ContainerSummary::name)),
    ID("ID", Comparator.comparing(Column::id)),
    CGROUP("CGROUP", Comparator.comparing((ContainerSummary c) -> c.cgroup().orElse(""))),
    FILE(
            "DEFINITION",
            Comparator.comparing(
                    (ContainerSummary c) -> c.definition().map(Object::toString).orElse(""))),
    ROOTFS("ROOTFS", Comparator.comparing(ContainerSummary::name)),
    SHARES("NS SHARE", Comparator.comparing(ContainerSummary::name)),
    UID_MAP("UID MAP", Comparator.comparing(ContainerSummary::name)),
    /** Only in a list of several hosts, and there always: nobody chooses it. */
    HOST("HOST", Comparator.comparing(Column::host));

    /** Docker, podman and containerd end the path of a container's cgroup with its id. */
    private static final Pattern ID_IN_CGROUP = Pattern.compile("([0-9a-f]{64})(?:\\.scope)?/?$");

    private static final int SHORT_ID = 12;

    private static final Map<Column, Extra.Part> READ_ON_DEMAND = Map.of(
            NET, Extra.Part.TRAFFIC,
            EXIT, Extra.Part.END,
            ROOTFS, Extra.Part.ROOTFS,
            SHARES, Extra.Part.SHARES,
            UID_MAP, Extra.Part.UID_MAP);

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
    public Comparator<ContainerSummary> order(boolean inverted, Inventory inventory) {
        Comparator<ContainerSummary> own = switch (this) {
            case NET ->
                descending(c -> inventory.extra(c.name()).received().orElse(-1)
                        + inventory.extra(c.name()).sent().orElse(0));
            case EXIT -> text(c -> inventory.extra(c.name()).end());
            case ROOTFS -> text(c -> inventory.extra(c.name()).rootfs());
            case SHARES -> text(c -> inventory.extra(c.name()).shares());
            case UID_MAP -> text(c -> inventory.extra(c.name()).uidMap());
            default -> order;
        };
        return (inverted ? own.reversed() : own).thenComparing(ContainerSummary::name);
    }

    /** What is read only while it is shown. */
    public Optional<Extra.Part> readOnDemand() {
        return Optional.ofNullable(READ_ON_DEMAND.get(this));
    }

    /** True for those that are shown only when they are asked for. */
    public boolean isExtra() {
        return compareTo(TREND) > 0;
    }

    /** The first digits of the id that its runtime gave a container; empty text for those that have only a name. */
    public static String id(ContainerSummary container) {
        return wholeId(container).map(id -> id.substring(0, SHORT_ID)).orElse("");
    }

    /** All 64 digits of that id. */
    public static Optional<String> wholeId(ContainerSummary container) {
        return container
                .cgroup()
                .map(ID_IN_CGROUP::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1));
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

    private static Comparator<ContainerSummary> text(Function<ContainerSummary, Optional<String>> text) {
        return Comparator.comparing(container -> text.apply(container).orElse(""));
    }

    private static Comparator<ContainerSummary> descending(
            java.util.function.ToDoubleFunction<ContainerSummary> figure) {
        return Comparator.comparingDouble(figure).reversed();
    }
}
