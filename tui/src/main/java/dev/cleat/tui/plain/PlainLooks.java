package dev.cleat.tui.plain;

import dev.cleat.cli.output.DetailText;
import dev.cleat.cli.output.EndText;
import dev.cleat.engine.api.CgroupNode;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.DefinitionSummary;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.HostStatus;
import dev.cleat.engine.api.NamespaceGroup;
import dev.cleat.engine.api.PlanDescription;
import dev.cleat.engine.api.ProcessInfo;
import dev.cleat.engine.api.StateEvent;
import dev.cleat.tui.effect.StartRequests;
import java.nio.file.Path;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What there is to know of containers and of their host, in sentences. */
record PlainLooks(Engine engine, PlainLines lines, Clock clock) {

    private static final int MOST_EVENTS = 20;

    void info(String name) throws ContainerException {
        text(DetailText.of(engine.inspect(name), clock.instant()));
    }

    void why(String name) throws ContainerException {
        text(EndText.of(engine.why(name), clock.instant()));
    }

    private void text(String text) {
        text.lines().forEach(lines::say);
    }

    void processes(String name) throws ContainerException {
        List<ProcessInfo> all = engine.inspect(name).processes();
        lines.say(all.size() + (all.size() == 1 ? " process" : " processes"));
        all.forEach(process -> lines.say(PlainText.process(process)));
    }

    /** What a start would do. */
    void plan(String name) throws ContainerException {
        Optional<Path> file = engine.definitions().stream()
                .filter(definition -> definition.name().equals(name))
                .map(DefinitionSummary::file)
                .findFirst();
        PlanDescription plan = engine.plan(StartRequests.of(name, file));
        for (PlanDescription.Section section : plan.sections()) {
            lines.say(section.title() + ":");
            section.lines().forEach(lines::say);
        }
        plan.notes().forEach(note -> lines.say("note: " + note));
    }

    void definitions() throws ContainerException {
        List<DefinitionSummary> all = engine.definitions();
        lines.say(all.size() + (all.size() == 1 ? " definition" : " definitions"));
        all.forEach(definition -> lines.say(PlainText.definition(definition)));
    }

    /** Those that containers share; what each has is told by {@link #info}. */
    void namespaces() throws ContainerException {
        List<NamespaceGroup> all = engine.namespaces();
        List<NamespaceGroup> shared = all.stream()
                .filter(group -> !group.host() && group.containers().size() > 1)
                .toList();
        lines.say(all.size() + " namespaces, " + shared.size() + " shared by containers");
        shared.forEach(group -> lines.say(PlainText.namespace(group)));
    }

    /** The host's and the containers' own. */
    void cgroups() throws ContainerException {
        List<CgroupNode> all = engine.cgroups();
        List<CgroupNode> told = all.stream()
                .filter(node -> node.depth() == 0 || node.container().isPresent())
                .toList();
        lines.say(all.size() + " cgroups");
        told.forEach(node -> lines.say(PlainText.cgroup(node)));
    }

    void hosts() {
        List<HostStatus> all = engine.hosts();
        lines.say(all.isEmpty() ? "this host only" : all.size() + " hosts");
        all.forEach(host -> lines.say(PlainText.host(host)));
    }

    void events() throws ContainerException {
        List<StateEvent> events = engine.events();
        int from = Math.max(0, events.size() - MOST_EVENTS);
        lines.say(events.isEmpty() ? "no events" : "the last " + (events.size() - from) + " events, the latest last");
        events.subList(from, events.size())
                .forEach(event ->
                        lines.say(event.time().truncatedTo(ChronoUnit.SECONDS) + " " + PlainText.event(event)));
    }
}
