package dev.cleat.tui.render;

import dev.cleat.engine.api.ContainerDetail;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.EndReport;
import dev.cleat.engine.api.Usage;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a container is and how it does; beside it, where there is room, its recent usage. */
final class SummaryTab {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
    private static final int GRAPH_HEIGHT = 4;

    private SummaryTab() {}

    static List<Line> lines(Model model, ContainerDetail detail, Optional<EndReport> end) {
        int columns = model.size().columns();
        if (!model.layout().sidePane() || !detail.summary().state().isLive()) {
            FactList facts = facts(model, detail, columns);
            end.ifPresentOrElse(
                    report -> EndFacts.add(facts, model, report),
                    () -> detail.lastEnd().ifPresent(how -> facts.add("Ended last", how)));
            return facts.lines();
        }
        int pane = Math.min(60, columns * 2 / 5);
        int left = columns - pane - 2;
        FactList known = facts(model, detail, left);
        detail.lastEnd().ifPresent(how -> known.add("Ended last", how));
        List<Line> facts = known.lines();
        List<Line> graphs =
                UsagePane.lines(model, detail.summary().name(), detail.summary().usage(), pane - 1, GRAPH_HEIGHT);
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < Math.max(facts.size(), graphs.size()); i++) {
            Line fact = i < facts.size() ? facts.get(i) : Line.EMPTY;
            lines.add(fact.fitted(left + 1, Role.BODY).joined(i < graphs.size() ? graphs.get(i) : Line.EMPTY));
        }
        return lines;
    }

    private static FactList facts(Model model, ContainerDetail detail, int width) {
        ContainerSummary summary = detail.summary();
        Glyphs glyphs = Glyphs.of(model.facts().ascii());
        FactList facts = new FactList(width);
        facts.add("State", StateText.of(summary.state(), false, glyphs));
        facts.add("Runtime", summary.runtime().jsonName() + (summary.isOurs() ? "" : "  (not started by Cleat)"));
        if (summary.state().isLive()) {
            facts.add("Pid", Long.toString(summary.pid()));
        }
        summary.started()
                .ifPresent(started -> facts.add(
                        "Started",
                        ZonedDateTime.ofInstant(started, model.facts().zone()).format(TIME) + "  ("
                                + Figures.age(Duration.between(started, model.now())) + " ago)"));
        detail.hostname().ifPresent(name -> facts.add("Host name", name));
        detail.rootfs().ifPresent(rootfs -> facts.add("Root", rootfs));
        if (!detail.command().isEmpty()) {
            facts.add("Command", ProcessesTab.oneLine(String.join(" ", detail.command())));
        }
        figures(facts, detail);
        summary.definition().ifPresent(file -> facts.add("Definition", file.toString()));
        detail.consoleLog().ifPresent(file -> facts.add("Console log", file.toString()));
        return facts;
    }

    private static void figures(FactList facts, ContainerDetail detail) {
        ContainerSummary summary = detail.summary();
        Usage usage = summary.usage();
        if (!summary.state().isLive()) {
            return;
        }
        int own = summary.namespaces().size() - summary.sharedWithHost();
        facts.add("Namespaces", own + " of its own, " + summary.sharedWithHost() + " of the host");
        facts.add("Processes", ContainerCells.number(usage.pids()) + limit(ContainerCells.number(usage.pidsLimit())));
        facts.add("Attached", Integer.toString(summary.sessions()));
        facts.add(
                "Disk",
                "read " + ContainerCells.bytes(usage.ioReadBytes()) + ", written "
                        + ContainerCells.bytes(usage.ioWriteBytes()));
        summary.cgroup().ifPresent(path -> facts.add("Cgroup", path));
    }

    private static String limit(String limit) {
        return limit.equals(Figures.UNKNOWN) ? "" : " of at most " + limit;
    }
}
