package dev.cleat.tui.render;

import dev.cleat.engine.api.ContainerDetail;
import dev.cleat.engine.api.Usage;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import dev.cleat.tui.model.TabContent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The recent past in graphs, limits, what they have cost, and pressure. */
final class CgroupTab {

    private static final int GRAPH_HEIGHT = 3;
    private static final int PRESSURE_HEIGHT = 2;
    private static final int GAP = 2;
    private static final int WIDE = 72;

    private CgroupTab() {}

    static List<Line> lines(Model model, ContainerDetail detail, Optional<TabContent.Cgroup> cgroup) {
        if (!detail.summary().state().isLive()) {
            return List.of(Line.of(" it does not run, so it has no cgroup", Role.DIM));
        }
        int width = model.size().columns();
        FactList facts = new FactList(width);
        indented(facts, graphs(model, detail, width));
        cgroup.ifPresent(read -> {
            indented(facts, pressure(model, read, width));
            CgroupFacts.add(facts, read.detail());
        });
        facts.heading("Where");
        new TreeMap<>(detail.cgroups()).forEach((controller, path) -> facts.add(controller, path.toString()));
        return facts.lines();
    }

    private static void indented(FactList facts, List<Line> lines) {
        lines.forEach(line -> facts.line(Line.of(" ", Role.BODY).joined(line)));
    }

    /** Two beside two where there is room, else one below the other. */
    private static List<Line> graphs(Model model, ContainerDetail detail, int width) {
        String name = detail.summary().name();
        Usage usage = detail.summary().usage();
        int each = width >= WIDE ? each(width, 2) : width - 2;
        List<Line> left = UsagePane.lines(model, name, usage, each, GRAPH_HEIGHT);
        List<Line> right = UsagePane.others(model, name, usage, each, GRAPH_HEIGHT);
        return arranged(List.of(left, right), each, width);
    }

    /** All beside each other where there is room, else one below the other. */
    private static List<Line> pressure(Model model, TabContent.Cgroup cgroup, int width) {
        int each = width >= WIDE ? each(width, 3) : width - 2;
        List<List<Line>> graphs = UsagePane.pressure(model, cgroup, each, PRESSURE_HEIGHT);
        if (graphs.isEmpty()) {
            return List.of();
        }
        List<Line> lines = new ArrayList<>(List.of(Line.EMPTY));
        lines.addAll(arranged(graphs, each, width));
        return lines;
    }

    /** Cells of each of {@code count} graphs beside each other. */
    private static int each(int width, int count) {
        return (width - 2 - GAP * (count - 1)) / count;
    }

    private static List<Line> arranged(List<List<Line>> graphs, int each, int width) {
        List<Line> lines = new ArrayList<>();
        if (width < WIDE) {
            for (List<Line> graph : graphs) {
                if (!lines.isEmpty()) {
                    lines.add(Line.EMPTY);
                }
                lines.addAll(graph);
            }
            return lines;
        }
        for (int row = 0; row < graphs.get(0).size(); row++) {
            Line line = Line.EMPTY;
            for (List<Line> graph : graphs) {
                line = line.joined(graph.get(row).fitted(each + GAP, Role.BODY));
            }
            lines.add(line);
        }
        return lines;
    }
}
