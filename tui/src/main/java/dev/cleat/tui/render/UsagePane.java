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

/** Figures of one container over the last two minutes. */
final class UsagePane {

    private static final Map<String, String> WAITED_FOR = Map.of("cpu", "CPU", "memory", "Memory", "io", "I/O");

    private UsagePane() {}

    static List<Line> lines(Model model, String container, Usage usage, int width, int height) {
        History history = model.inventory().history(container);
        double allowed = ContainerCells.allowedCpu(usage, model);
        List<Line> lines = new ArrayList<>();
        String cpu = usage.cpuPercent().isPresent()
                ? Figures.percent(usage.cpuPercent().getAsDouble()) + "%"
                : Figures.UNKNOWN;
        double cpuFull = Math.min(allowed, Math.max(25, 1.2 * history.cpu().max()));
        lines.addAll(graph(
                model, "CPU", cpu, "of " + Figures.percent(allowed) + "%", history.cpu(), cpuFull, width, height));
        lines.add(Line.EMPTY);
        double memoryFull =
                usage.memoryLimitBytes().orElse((long) (1.2 * history.memory().max()));
        String limit = usage.memoryLimitBytes().isPresent()
                ? "of " + Figures.bytes(usage.memoryLimitBytes().getAsLong())
                : "no limit";
        lines.addAll(graph(
                model,
                "Memory",
                ContainerCells.bytes(usage.memoryBytes()),
                limit,
                history.memory(),
                memoryFull,
                width,
                height));
        return lines;
    }

    /** What it transfers, and how many tasks it has. */
    static List<Line> others(Model model, String container, Usage usage, int width, int height) {
        History history = model.inventory().history(container);
        Series transfer = history.transfer();
        List<Line> lines = new ArrayList<>();
        String total = "read " + ContainerCells.bytes(usage.ioReadBytes()) + ", written "
                + ContainerCells.bytes(usage.ioWriteBytes());
        String rate = transfer.size() == 0 ? Figures.UNKNOWN : Figures.bytes((long) transfer.latest()) + "/s";
        double full = Math.max(1 << 20, 1.2 * transfer.max());
        lines.addAll(graph(model, "I/O", rate, total, transfer, full, width, height));
        lines.add(Line.EMPTY);
        String limit = usage.pidsLimit().isPresent() ? "of " + usage.pidsLimit().getAsLong() : "no limit";
        double most = Math.max(8, 1.2 * history.pids().max());
        lines.addAll(
                graph(model, "Tasks", ContainerCells.number(usage.pids()), limit, history.pids(), most, width, height));
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
            graphs.add(graph(model, name, now, all, some, full, width, height));
        }
        return graphs;
    }

    private static List<Line> graph(
            Model model, String name, String now, String limit, Series series, double full, int width, int height) {
        Glyphs glyphs = Glyphs.of(model.facts().ascii());
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of(
                Span.of(name, Role.TABLE_HEADER),
                Span.plain(" "),
                Span.of(now, Role.TITLE),
                Span.of(" " + limit, Role.DIM)));
        lines.addAll(Graph.area(series, width, height, full, glyphs));
        lines.add(Line.of(glyphs.horizontal(width), Role.BORDER));
        return lines;
    }
}
