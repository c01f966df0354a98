package dev.cleat.tui.render;

import dev.cleat.engine.api.ContainerDetail;
import dev.cleat.engine.api.Usage;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Limits, what they have cost, pressure, and the recent past in graphs. */
final class CgroupTab {

    private static final int GRAPH_HEIGHT = 3;

    private CgroupTab() {}

    static List<Line> lines(Model model, ContainerDetail detail) {
        if (!detail.summary().state().isLive()) {
            return List.of(Line.of(" it does not run, so it has no cgroup", Role.DIM));
        }
        int width = model.size().columns();
        Usage usage = detail.summary().usage();
        FactList facts = new FactList(width);
        for (Line line :
                UsagePane.lines(model, detail.summary().name(), usage, Math.min(width - 2, 120), GRAPH_HEIGHT)) {
            facts.line(Line.of(" ", Role.BODY).joined(line));
        }
        limits(facts, usage);
        pressure(facts, detail.pressure());
        facts.heading("Where");
        new TreeMap<>(detail.cgroups()).forEach((controller, path) -> facts.add(controller, path.toString()));
        return facts.lines();
    }

    private static void limits(FactList facts, Usage usage) {
        facts.heading("Limits");
        facts.add(
                "CPU",
                usage.cpuLimitPercent().isPresent()
                        ? Figures.percent(usage.cpuLimitPercent().getAsDouble()) + "% of one CPU"
                        : "none");
        facts.add(
                "CPU used",
                usage.cpuNanos().isPresent() ? Figures.cpuTime(usage.cpuNanos().getAsLong()) : "unknown");
        facts.add("Throttled", alarming(usage.throttledNanos(), Figures::cpuTime, Role.USAGE_WARN));
        facts.add(
                "Memory",
                usage.memoryLimitBytes().isPresent() ? ContainerCells.bytes(usage.memoryLimitBytes()) : "none");
        facts.add("OOM kills", alarming(usage.oomKills(), Long::toString, Role.USAGE_CRITICAL));
        facts.add("Tasks", usage.pidsLimit().isPresent() ? ContainerCells.number(usage.pidsLimit()) : "none");
    }

    private static Span alarming(OptionalLong figure, java.util.function.LongFunction<String> text, Role role) {
        if (figure.isEmpty()) {
            return Span.of("unknown", Role.DIM);
        }
        return Span.of(text.apply(figure.getAsLong()), figure.getAsLong() > 0 ? role : Role.BODY);
    }

    private static void pressure(FactList facts, Map<String, String> pressure) {
        facts.heading("Pressure");
        if (pressure.isEmpty()) {
            facts.add("", Span.of("this kernel or cgroup layout keeps none", Role.DIM));
        }
        for (String resource : List.of("cpu", "memory", "io")) {
            String lines = pressure.getOrDefault(resource, "");
            if (!lines.isBlank()) {
                String name = resource;
                for (String line : lines.strip().split("\n")) {
                    facts.add(name, line);
                    name = "";
                }
            }
        }
    }
}
