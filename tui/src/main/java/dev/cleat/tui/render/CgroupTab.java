package dev.cleat.tui.render;

import dev.cleat.engine.api.CgroupDetail;
import dev.cleat.engine.api.ContainerDetail;
import dev.cleat.engine.api.Usage;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The recent past in graphs, limits, what they have cost, and pressure. */
final class CgroupTab {

    private static final int GRAPH_HEIGHT = 3;
    private static final int WIDE = 100;

    private CgroupTab() {}

    static List<Line> lines(Model model, ContainerDetail detail, Optional<CgroupDetail> cgroup) {
        if (!detail.summary().state().isLive()) {
            return List.of(Line.of(" it does not run, so it has no cgroup", Role.DIM));
        }
        int width = model.size().columns();
        FactList facts = new FactList(width);
        graphs(model, detail, width)
                .forEach(line -> facts.line(Line.of(" ", Role.BODY).joined(line)));
        cgroup.ifPresent(read -> CgroupFacts.add(facts, read));
        facts.heading("Where");
        new TreeMap<>(detail.cgroups()).forEach((controller, path) -> facts.add(controller, path.toString()));
        return facts.lines();
    }

    /** Two beside two where there is room, else one below the other. */
    private static List<Line> graphs(Model model, ContainerDetail detail, int width) {
        String name = detail.summary().name();
        Usage usage = detail.summary().usage();
        int each = width >= WIDE ? (width - 4) / 2 : width - 2;
        List<Line> left = UsagePane.lines(model, name, usage, each, GRAPH_HEIGHT);
        List<Line> right = UsagePane.others(model, name, usage, each, GRAPH_HEIGHT);
        List<Line> lines = new java.util.ArrayList<>();
        for (int i = 0; i < left.size() && width >= WIDE; i++) {
            lines.add(left.get(i).fitted(each + 2, Role.BODY).joined(right.get(i)));
        }
        if (lines.isEmpty()) {
            lines.addAll(left);
            lines.add(Line.EMPTY);
            lines.addAll(right);
        }
        return lines;
    }
}
