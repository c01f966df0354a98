package dev.cleat.remote;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.CgroupNode;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerDetail;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerLog;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.DefinitionSummary;
import dev.cleat.engine.api.EndReport;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.HostAddress;
import dev.cleat.engine.api.HostStatus;
import dev.cleat.engine.api.HostedName;
import dev.cleat.engine.api.Insight;
import dev.cleat.engine.api.NamespaceGroup;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.PaneViewer;
import dev.cleat.engine.api.PlanDescription;
import dev.cleat.engine.api.Recordings;
import dev.cleat.engine.api.Removal;
import dev.cleat.engine.api.SessionInfo;
import dev.cleat.engine.api.SessionPane;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.Started;
import dev.cleat.engine.api.StateEvent;
import dev.cleat.engine.api.StepListener;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.api.UnknownContainerException;
import dev.cleat.engine.api.Watch;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Several hosts as one engine: each of them is an engine of its own, and each call goes to the one that the name says.
 * Containers are called {@code HOST:NAME}, also those of this host, {@code localhost:NAME}; so are sessions of other hosts.
 * Lists are those that were told last: no call waits for a host that is slow.
 */
public final class HostsEngine extends LocalCalls {

    private final Map<String, FarEngine> others = new LinkedHashMap<>();
    private final ControlDirectory directory;
    private final Gathering gathering;
    private final Clock clock;

    /** What a name means: an engine, and what is called so there. */
    record Place(Engine engine, String host, String name) {}

    private HostsEngine(Engine local, ControlDirectory directory, Clock clock) {
        super(local);
        this.directory = directory;
        this.clock = clock;
        this.gathering = new Gathering(local, others.values());
    }

    /**
     * Begins to connect to {@code hosts} and returns.
     *
     * @param local the engine of this host; closed with this one
     * @param version of this Cleat
     *     <p><b>Errors.</b> {@link dev.cleat.engine.api.HostLimitException} when there is no place for ssh's sockets.
     */
    public static HostsEngine of(Engine local, List<HostAddress> hosts, String version, Clock clock)
            throws ContainerException {
        HostsEngine engine = new HostsEngine(local, ControlDirectory.make(), clock);
        // A hang-up may come before anybody listens to signals.
        Runtime.getRuntime().addShutdownHook(new Thread(engine::leave, "leaving other hosts"));
        Room room = new Room();
        for (HostAddress host : hosts) {
            SshCommand ssh = new SshCommand(host, engine.directory.socket(engine.others.size()));
            HostLink link = new HostLink(ssh, version);
            FarTerminals terminals = new FarTerminals(local, ssh);
            engine.others.put(
                    host.name(),
                    new FarEngine(new FarHost(host, link, clock, room), terminals, engine.directory::newFile));
            link.start();
        }
        return engine;
    }

    /** Where {@code name} is, which begins with its host unless it is of this one. */
    Place place(String name) throws ContainerException {
        return place(HostedName.of(name).orElse(new HostedName(HostAddress.HERE, name)));
    }

    Place place(HostedName name) throws ContainerException {
        if (name.host().equals(HostAddress.HERE)) {
            return new Place(local, HostAddress.HERE, name.name());
        }
        FarEngine there = others.get(name.host());
        if (there == null) {
            throw new UnknownContainerException("no host " + name.host(), "it is in neither hosts: nor --host");
        }
        return new Place(there, name.host(), name.name());
    }

    @Override
    public List<HostStatus> hosts() {
        List<HostStatus> all = new ArrayList<>();
        all.add(new HostStatus(Optional.empty(), HostStatus.State.UP, Optional.of(clock.instant()), Optional.empty()));
        others.values().forEach(other -> all.add(other.status()));
        return all;
    }

    @Override
    public List<ContainerSummary> list() throws ContainerException {
        return gathering.of(Engine::list, FarTold::containers, FarNames::hosted);
    }

    @Override
    public ContainerDetail inspect(String name) throws ContainerException {
        Place place = place(name);
        return FarNames.hosted(place.engine().inspect(place.name()), place.host());
    }

    @Override
    public EndReport why(String name) throws ContainerException {
        Place place = place(name);
        return FarNames.hosted(place.engine().why(place.name()), place.host());
    }

    @Override
    public Insight insight() {
        return new HostsInsight(this, others);
    }

    @Override
    public Recordings recordings() throws ContainerException {
        return new HostsRecordings(local.recordings(), others);
    }

    /** Those of this host; stored ones of others are in the list, stopped. */
    @Override
    public List<DefinitionSummary> definitions() throws ContainerException {
        return local.definitions().stream()
                .map(definition -> FarNames.hosted(definition, HostAddress.HERE))
                .toList();
    }

    @Override
    public PlanDescription plan(StartRequest request) throws ContainerException {
        if (request.name().isEmpty()) {
            return local.plan(request);
        }
        Place place = place(request.name().get());
        return place.engine().plan(request.named(place.name()));
    }

    @Override
    public void create(String name, Path file, List<String> overrides) throws ContainerException {
        Place place = place(name);
        place.engine().create(place.name(), file, overrides);
    }

    @Override
    public Started start(StartRequest request, StepListener listener) throws ContainerException {
        Place place = place(request.name().orElse(""));
        return hosted(place.engine().start(request.named(place.name()), listener), place);
    }

    @Override
    public Started restart(StopRequest request, StepListener listener) throws ContainerException {
        Place place = place(request.name());
        return hosted(place.engine().restart(request.named(place.name()), listener), place);
    }

    private static Started hosted(Started started, Place place) {
        return new Started(FarNames.hosted(started.name(), place.host()), started.pid());
    }

    @Override
    public void stop(StopRequest request) throws ContainerException {
        Place place = place(request.name());
        place.engine().stop(request.named(place.name()));
    }

    /** Of other hosts only the end is told. */
    @Override
    public void stop(StopRequest request, StepListener listener) throws ContainerException {
        Place place = place(request.name());
        place.engine().stop(request.named(place.name()), listener);
    }

    @Override
    public void kill(String name, int signal, boolean all) throws ContainerException {
        Place place = place(name);
        place.engine().kill(place.name(), signal, all);
    }

    @Override
    public void freeze(String name) throws ContainerException {
        Place place = place(name);
        place.engine().freeze(place.name());
    }

    @Override
    public void thaw(String name) throws ContainerException {
        Place place = place(name);
        place.engine().thaw(place.name());
    }

    @Override
    public void destroy(String name, boolean stopFirst) throws ContainerException {
        Place place = place(name);
        place.engine().destroy(place.name(), stopFirst);
    }

    @Override
    public Removal removal(String name) throws ContainerException {
        Place place = place(name);
        return place.engine().removal(place.name());
    }

    @Override
    public ContainerLog consoleLog(String name) throws ContainerException {
        Place place = place(name);
        return place.engine().consoleLog(place.name());
    }

    @Override
    public boolean awaitEnd(String name, Duration atMost) throws ContainerException {
        Place place = place(name);
        return place.engine().awaitEnd(place.name(), atMost);
    }

    @Override
    public boolean awaitState(String name, Set<ContainerState> states, Duration atMost) throws ContainerException {
        Place place = place(name);
        return place.engine().awaitState(place.name(), states, atMost);
    }

    @Override
    public CommandOutcome attach(AttachRequest request, Optional<OperatorTerminal> terminal) throws ContainerException {
        Place place = place(request.container());
        return place.engine().attach(request.toBuilder().container(place.name()).build(), terminal);
    }

    @Override
    public CommandOutcome console(
            String name, int tty, boolean readOnly, boolean history, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        Place place = place(name);
        return place.engine().console(place.name(), tty, readOnly, history, terminal);
    }

    @Override
    public CommandOutcome attachSession(String id, String detachKeys, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        Place place = place(id);
        return place.engine().attachSession(place.name(), detachKeys, terminal);
    }

    @Override
    public CommandOutcome watchSession(String id, String detachKeys, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        Place place = place(id);
        return place.engine().watchSession(place.name(), detachKeys, terminal);
    }

    @Override
    public void killSession(String id, Duration grace) throws ContainerException {
        Place place = place(id);
        place.engine().killSession(place.name(), grace);
    }

    @Override
    public SessionPane openPane(AttachRequest request, TerminalSize size, PaneViewer viewer) throws ContainerException {
        Place place = place(request.container());
        return place.engine()
                .openPane(request.toBuilder().container(place.name()).build(), size, viewer);
    }

    @Override
    public SessionPane openPane(String id, boolean watches, TerminalSize size, PaneViewer viewer)
            throws ContainerException {
        Place place = place(id);
        return place.engine().openPane(place.name(), watches, size, viewer);
    }

    /** Those of this host. */
    @Override
    public Watch watch(Consumer<StateEvent> listener) throws ContainerException {
        return local.watch(event -> listener.accept(FarNames.hosted(event, HostAddress.HERE)));
    }

    @Override
    public List<StateEvent> events() throws ContainerException {
        List<StateEvent> all = gathering.of(Engine::events, FarTold::events, FarNames::hosted);
        all.sort(Comparator.comparing(StateEvent::time));
        return all;
    }

    @Override
    public List<SessionInfo> sessions() throws ContainerException {
        return gathering.of(Engine::sessions, FarTold::sessions, FarNames::hosted);
    }

    @Override
    public List<NamespaceGroup> namespaces() throws ContainerException {
        return gathering.of(Engine::namespaces, FarTold::namespaces, FarNames::hosted);
    }

    @Override
    public List<CgroupNode> cgroups() throws ContainerException {
        return gathering.of(Engine::cgroups, FarTold::cgroups, FarNames::hosted);
    }

    @Override
    public void close() {
        leave();
        local.close();
    }

    /** Ends every ssh and what it left on disk; a second time does nothing. */
    private void leave() {
        others.values().forEach(FarEngine::close);
        directory.close();
    }
}
