package dev.cleat.tui.effect;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.StateEvent;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.HostList;
import dev.cleat.tui.model.HostLists;
import dev.cleat.tui.model.HostRow;
import dev.cleat.tui.model.NamespaceMembers;
import dev.cleat.tui.model.TabContent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Reads what screens of the whole host show. */
final class HostReading {

    private static final int MOST_EVENTS = 1000;

    private final Engine engine;
    private final ActionLog actions;
    private final SessionReading sessions;

    HostReading(Engine engine, ActionLog actions) {
        this.engine = engine;
        this.actions = actions;
        this.sessions = new SessionReading(engine);
    }

    /** As of now. */
    Message read(HostList list) throws ContainerException {
        return list == HostLists.SESSIONS
                ? sessions.read()
                : new Message.HostRead(list, listed(list), Optional.empty());
    }

    /** What a tab of a container shows that is read for it only. */
    TabContent tab(Effect.ReadTab effect) throws ContainerException {
        String name = effect.container();
        return switch (effect.tab()) {
            case CGROUP -> TabContent.Cgroup.of(engine.insight().cgroupOf(name));
            case MOUNTS -> new TabContent.Mounts(engine.insight().mounts(name));
            case DEFINITION -> new TabContent.Definition(engine.insight().drift(name));
            case SESSIONS -> about(name, HostLists.SESSIONS, sessions.read().rows());
            case EVENTS -> about(name, HostLists.EVENTS, rows(HostLists.EVENTS));
            case SUMMARY, PROCESSES, NAMESPACES -> new TabContent.Rows(HostLists.SESSIONS, List.of());
        };
    }

    private static TabContent about(String name, HostList list, List<HostRow> rows) {
        return new TabContent.Rows(
                list,
                rows.stream()
                        .filter(row -> row.container().filter(name::equals).isPresent())
                        .toList());
    }

    private List<HostRow> listed(HostList list) throws ContainerException {
        return list instanceof NamespaceMembers members
                ? rows(engine.insight().members(members.of()), HostRow.Member::new)
                : rows((HostLists) list);
    }

    private List<HostRow> rows(HostLists list) throws ContainerException {
        return switch (list) {
            case NAMESPACES -> rows(engine.namespaces(), HostRow.Namespace::new);
            case CGROUPS -> rows(engine.cgroups(), HostRow.Cgroup::new);
            case DEFINITIONS -> rows(engine.definitions(), HostRow.Definition::new);
            case SESSIONS -> List.of(); // read with their recordings
            case EVENTS -> events();
        };
    }

    private static <T> List<HostRow> rows(List<T> things, Function<T, HostRow> row) {
        return things.stream().map(row).toList();
    }

    /** The latest first, also where this console's actions come between. */
    private List<HostRow> events() throws ContainerException {
        List<HostRow.Event> events = new ArrayList<>();
        actions.notes().forEach(note -> events.add(HostRow.Event.of(note)));
        latest(engine.events()).forEach(event -> events.add(HostRow.Event.of(event)));
        events.sort(Comparator.comparing(HostRow.Event::time).reversed());
        return List.copyOf(events);
    }

    private static List<StateEvent> latest(List<StateEvent> events) {
        List<StateEvent> latest =
                new ArrayList<>(events.subList(Math.max(0, events.size() - MOST_EVENTS), events.size()));
        Collections.reverse(latest);
        return latest;
    }
}
