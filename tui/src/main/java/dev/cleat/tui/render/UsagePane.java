package dev.cleat.tui.render;

import dev.cleat.engine.api.CgroupDetail;
import dev.cleat.engine.api.Usage;
import dev.cleat.tui.model.History;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import dev.cleat.tui.model.Series;
import dev.cleat.tui.model.TabContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Figures of one container over the last two minutes. */
final class UsagePane {

    private static final Map<String, String> WAITED_FOR = Map.of("cpu", "CPU", "memory", "Memory", "io", "I/O");

    private static final double UNLIMITED = Double.POSITIVE_INFINITY;

    private UsagePane() {}

    /**
     * A figure and its recent past.
     *
     * @param now as text; empty when it is not known
     * @param limit a clause about it; left out where there is no room
     * @param full what the graph is high
     * @param allowed what it may be; infinite when nothing limits it
     */
    private record Gauge(String name, String now, String limit, Series past, double full, double allowed) {

        List<Line> lines(Model model, int width, int height) {
            Glyphs glyphs = Glyphs.of(model.facts().ascii());
            Line title = Line.of(
                    Span.of(name, Role.TABLE_HEADER), Span.plain(now.isEmpty() ? "" : " "), Span.of(now, Role.TITLE));
            Line whole = title.joined(Line.of(" " + limit, Role.DIM));
            List<Line> lines = new ArrayList<>();
            lines.add(whole.width() <= width ? whole : title);
            lines.addAll(Graph.area(past, width, height, full, allowed, glyphs));
            lines.add(Line.of(glyphs.horizontal(width), Role.BORDER));
            return lines;
        }
    }

    /** CPU and memory. */
    static List<Line> lines(Model model, String container, Usage usage, int width, int height) {
        History history = model.inventory().history(container);
        double allowed = ContainerCells.allowedCpu(usage, model);
        String cpu = usage.cpuPercent().isPresent()
                ? Figures.percent(usage.cpuPercent().getAsDouble()) + "%"
                : Figures.UNKNOWN;
        double cpuFull = Math.min(allowed, Math.max(25, 1.2 * history.cpu().max()));
        String most = "of " + Figures.percent(allowed) + "%";
        List<Line> lines = new ArrayList<>(
                new Gauge("CPU", cpu, most, history.cpu(), cpuFull, allowed).lines(model, width, height));
        lines.add(Line.EMPTY);
        OptionalLong limit = usage.memoryLimitBytes();
        double full =
                limit.isPresent() ? limit.getAsLong() : 1.2 * history.memory().max();
        lines.addAll(new Gauge(
                        "Memory",
                        ContainerCells.bytes(usage.memoryBytes()),
                        limit.isPresent() ? "of " + Figures.bytes(limit.getAsLong()) : "no limit",
                        history.memory(),
                        full,
                        limit.isPresent() ? full : UNLIMITED)
                .lines(model, width, height));
        return lines;
    }

    /** What it transfers, and how many tasks it has. */
    static List<Line> others(Model model, String container, Usage usage, int width, int height) {
        History history = model.inventory().history(container);
        Series transfer = history.transfer();
        String total = "read " + ContainerCells.bytes(usage.ioReadBytes()) + ", written "
                + ContainerCells.bytes(usage.ioWriteBytes());
        String rate = transfer.size() == 0 ? "" : Figures.bytes((long) transfer.latest()) + "/s";
        double full = Math.max(1 << 20, 1.2 * transfer.max());
        List<Line> lines =
                new ArrayList<>(new Gauge("I/O", rate, total, transfer, full, UNLIMITED).lines(model, width, height));
        lines.add(Line.EMPTY);
        OptionalLong limit = usage.pidsLimit();
        lines.addAll(new Gauge(
                        "Tasks",
                        ContainerCells.number(usage.pids()),
                        limit.isPresent() ? "of " + limit.getAsLong() : "no limit",
                        history.pids(),
                        Math.max(8, 1.2 * history.pids().max()),
                        limit.isPresent() ? limit.getAsLong() : UNLIMITED)
                .lines(model, width, height));
        return lines;
    }

    /** How long it waited for CPU, memory and block devices; nothing where the kernel does not tell. */
    static List<List<Line>> pressure(Model model, TabContent.Cgroup cgroup, int width, int height) {
        List<List<Line>> graphs = new ArrayList<>();
        for (CgroupDetail.Pressure pressure : cgroup.detail().pressure()) {
            Series some = cgroup.pressure().of(pressure.resource());
            String name = WAITED_FOR.getOrDefault(pressure.resource(), pressure.resource()) + " pressure";
            double full = Math.min(100, Math.max(10, 1.2 * some.max()));
            String now = Figures.percent(pressure.some().last10()) + "%";
            String all = pressure.full()
                    .map(share -> "all tasks " + Figures.percent(share.last10()) + "%")
                    .orElse("");
            graphs.add(new Gauge(name, now, all, some, full, 100).lines(model, width, height));
        }
        return graphs;
    }
}
