package dev.cleat.remote;

import dev.cleat.engine.api.CgroupNode;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Extra;
import dev.cleat.engine.api.HostStatus.State;
import dev.cleat.engine.api.NamespaceGroup;
import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.engine.api.SessionInfo;
import dev.cleat.engine.api.StateEvent;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * What another host is asked again and again. Each call asks and returns at once; what it returns waits a little for the answer
 * and then gives the one before it. Of a host that is not reached there are only the containers that it told last.
 */
final class FarTold {

    /** Each is a row of a list; a host may have recorded for years. */
    static final int MOST_RECORDINGS = 2000;

    private final FarHost host;
    private final Latest<List<SessionInfo>> sessions;
    private final Latest<List<NamespaceGroup>> namespaces;
    private final Latest<List<CgroupNode>> cgroups;
    private final Latest<List<StateEvent>> events;
    private final Latest<List<RecordingInfo>> recordings;
    private final Latest<Map<String, Extra>> extras;

    FarTold(FarHost host) {
        this.host = host;
        sessions = host.latest(List.of(), FarLists::sessions);
        namespaces = host.latest(List.of(), FarLists::namespaces);
        cgroups = host.latest(List.of(), FarLists::cgroups);
        events = host.latest(List.of(), FarLists::events);
        recordings = host.latest(List.of(), FarExtras::recordings);
        extras = host.latest(Map.of(), FarExtras::extras);
    }

    Supplier<List<ContainerSummary>> containers() {
        host.containers().ask(List.of("ls", "-a", "--json"));
        return host.containers()::told;
    }

    Supplier<List<SessionInfo>> sessions() {
        return asked(sessions, List.of(), "sessions", "--json");
    }

    Supplier<List<NamespaceGroup>> namespaces() {
        return asked(namespaces, List.of(), "ns", "--json");
    }

    Supplier<List<CgroupNode>> cgroups() {
        return asked(cgroups, List.of(), "cg", "--json");
    }

    Supplier<List<StateEvent>> events() {
        return asked(events, List.of(), "monitor", "--past", "--json");
    }

    /** The latest ones. */
    Supplier<List<RecordingInfo>> recordings() {
        return host.answers(Protocol.LEVEL)
                ? asked(recordings, List.of(), Protocol.LOOK_VERB, Protocol.RECORDINGS, "" + MOST_RECORDINGS)
                : List::of;
    }

    Supplier<Map<String, Extra>> extras(Set<Extra.Part> wanted) {
        String parts = wanted.stream().sorted().map(Enum::name).collect(Collectors.joining(","));
        return host.answers(Protocol.LEVEL)
                ? asked(extras, Map.of(), Protocol.LOOK_VERB, Protocol.EXTRAS, parts)
                : Map::of;
    }

    private <T> Supplier<T> asked(Latest<T> what, T nothing, String... words) {
        if (host.status().state() != State.UP) {
            return () -> nothing;
        }
        what.ask(List.of(words));
        return what::told;
    }
}
