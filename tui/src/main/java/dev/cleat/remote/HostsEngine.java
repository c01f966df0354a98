package dev.cleat.remote;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.CgroupNode;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerDetail;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.DefinitionSummary;
import dev.cleat.engine.api.EndReport;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.HostAddress;
import dev.cleat.engine.api.HostStatus;
import dev.cleat.engine.api.HostedName;
import dev.cleat.engine.api.NamespaceGroup;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.PlanDescription;
import dev.cleat.engine.api.RefusedException;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Several hosts as one engine. Containers are called {@code HOST:NAME}, also those of this host, {@code localhost:NAME};
 * each call goes to the host that the name says. Lists are those that were told last: no call waits for a host that is slow.
 */
public final class HostsEngine extends ThisHost {

    /** So long a list waits for hosts that are about to answer: what is shown is then of one moment. */
    private static final long TOGETHER_NANOS = Duration.ofMillis(150).toNanos();

    private final Map<String, FarHost> far = new LinkedHashMap<>();
    private final Map<String, SshCommand> ssh = new LinkedHashMap<>();
    private final Map<String, LogMirror> logs = new LinkedHashMap<>();
    private final ControlDirectory directory;
    private final Gathering gathering;
    private final Clock clock;

    private HostsEngine(Engine local, ControlDirectory directory, Clock clock) {
        super(local);
        this.directory = directory;
        this.clock = clock;
        this.gathering = new Gathering(far.values());
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
        for (HostAddress host : hosts) {
            SshCommand ssh = new SshCommand(host, engine.directory.socket(engine.ssh.size()));
            HostLink link = new HostLink(ssh, version);
            engine.ssh.put(host.name(), ssh);
            engine.far.put(host.name(), new FarHost(host, link, clock));
            link.start();
        }
        return engine;
    }

    @Override
    public List<HostStatus> hosts() {
        List<HostStatus> all = new ArrayList<>();
        all.add(new HostStatus(Optional.empty(), HostStatus.State.UP, Optional.of(clock.instant()), Optional.empty()));
        far.values().forEach(host -> all.add(host.status()));
        return all;
    }

    @Override
    public List<ContainerSummary> list() throws ContainerException {
        far.values().forEach(FarHost::refresh);
        List<ContainerSummary> all = new ArrayList<>();
        for (ContainerSummary container : local.list()) {
            all.add(FarNames.hosted(container, HostAddress.HERE));
        }
        long deadline = System.nanoTime() + TOGETHER_NANOS;
        for (FarHost host : far.values()) {
            host.await(deadline - System.nanoTime());
            all.addAll(host.containers());
        }
        return all;
    }

    /** Empty: the container is one of this host. */
    private Optional<FarHost> hostOf(HostedName name) throws ContainerException {
        if (name.host().equals(HostAddress.HERE)) {
            return Optional.empty();
        }
        FarHost host = far.get(name.host());
        if (host == null) {
            throw new UnknownContainerException("no host " + name.host(), "it is in neither hosts: nor --host");
        }
        return Optional.of(host);
    }

    private static HostedName hosted(String name) {
        return HostedName.of(name).orElseGet(() -> new HostedName(HostAddress.HERE, name));
    }

    private FarContainer there(FarHost host, HostedName name) {
        return new FarContainer(host, ssh.get(name.host()), name.name());
    }

    @Override
    public ContainerDetail inspect(String name) throws ContainerException {
        HostedName hosted = hosted(name);
        Optional<FarHost> host = hostOf(hosted);
        ContainerDetail detail = host.isPresent()
                ? host.get().read(List.of("info", "--json", "--name=" + hosted.name()), FarDetails::detail)
                : local.inspect(hosted.name());
        return FarNames.hosted(detail, hosted.host());
    }

    @Override
    public EndReport why(String name) throws ContainerException {
        HostedName hosted = hosted(name);
        Optional<FarHost> host = hostOf(hosted);
        EndReport end = host.isPresent()
                ? host.get().read(List.of("why", "--json", "--name=" + hosted.name()), FarDetails::end)
                : local.why(hosted.name());
        return FarNames.hosted(end, hosted.host());
    }

    /** Those of this host; stored ones of others are in the list, stopped. */
    @Override
    public List<DefinitionSummary> definitions() throws ContainerException {
        return local.definitions().stream()
                .map(definition -> FarNames.hosted(definition, HostAddress.HERE))
                .toList();
    }

    @Override
    public Started start(StartRequest request, StepListener listener) throws ContainerException {
        HostedName name = hosted(request.name().orElse(HostAddress.HERE + ":"));
        Optional<FarHost> host = hostOf(name);
        if (host.isPresent()) {
            return there(host.get(), name).start(request, listener);
        }
        Started started = local.start(request.named(name.name()), listener);
        return new Started(FarNames.hosted(started.name(), name.host()), started.pid());
    }

    @Override
    public Started restart(StopRequest request, StepListener listener) throws ContainerException {
        HostedName name = hosted(request.name());
        Optional<FarHost> host = hostOf(name);
        return host.isPresent()
                ? there(host.get(), name).restart(request, listener)
                : local.restart(request.named(name.name()), listener);
    }

    @Override
    public void stop(StopRequest request) throws ContainerException {
        HostedName name = hosted(request.name());
        Optional<FarHost> host = hostOf(name);
        if (host.isPresent()) {
            there(host.get(), name).stop(request);
        } else {
            local.stop(request.named(name.name()));
        }
    }

    /** Of other hosts only the end is told. */
    @Override
    public void stop(StopRequest request, StepListener listener) throws ContainerException {
        HostedName name = hosted(request.name());
        if (hostOf(name).isPresent()) {
            stop(request);
        } else {
            local.stop(request.named(name.name()), listener);
        }
    }

    private void change(String name, Own here, String verb, String... words) throws ContainerException {
        HostedName hosted = hosted(name);
        Optional<FarHost> host = hostOf(hosted);
        if (host.isPresent()) {
            there(host.get(), hosted).change(verb, words);
        } else {
            here.apply(hosted.name());
        }
    }

    @Override
    public void kill(String name, int signal, boolean all) throws ContainerException {
        String number = Integer.toString(signal);
        String[] words = all ? new String[] {number, "--all"} : new String[] {number};
        change(name, own -> local.kill(own, signal, all), "kill", words);
    }

    @Override
    public void freeze(String name) throws ContainerException {
        change(name, local::freeze, "freeze");
    }

    @Override
    public void thaw(String name) throws ContainerException {
        change(name, local::thaw, "thaw");
    }

    @Override
    public void destroy(String name, boolean stopFirst) throws ContainerException {
        String[] words = stopFirst ? new String[] {"-f"} : new String[0];
        change(name, own -> local.destroy(own, stopFirst), "destroy", words);
    }

    @Override
    public CommandOutcome attach(AttachRequest request, Optional<OperatorTerminal> terminal) throws ContainerException {
        HostedName name = hosted(request.container());
        Optional<FarHost> host = hostOf(name);
        return host.isPresent()
                ? there(host.get(), name).attach(local, request, terminal)
                : local.attach(request.toBuilder().container(name.name()).build(), terminal);
    }

    @Override
    public CommandOutcome console(
            String name, int tty, boolean readOnly, boolean history, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        HostedName hosted = hosted(name);
        Optional<FarHost> host = hostOf(hosted);
        if (host.isEmpty()) {
            return local.console(hosted.name(), tty, readOnly, history, terminal);
        }
        List<String> words = new ArrayList<>(List.of("tty", "--name=" + hosted.name(), "-t", Integer.toString(tty)));
        if (readOnly) {
            words.add("--read-only");
        }
        if (history) {
            words.add("--history");
        }
        return there(host.get(), hosted)
                .onTerminal(local, AttachRequest.to(name).detachKeys("none"), words, "", terminal);
    }

    @Override
    public Path consoleLog(String name) throws ContainerException {
        HostedName hosted = hosted(name);
        Optional<FarHost> host = hostOf(hosted);
        if (host.isEmpty()) {
            return local.consoleLog(hosted.name());
        }
        LogMirror mirror;
        synchronized (logs) {
            mirror = logs.computeIfAbsent(
                    name,
                    absent -> new LogMirror(
                            offset -> host.get()
                                    .read(
                                            List.of(
                                                    Protocol.LOG_VERB,
                                                    "--name=" + hosted.name(),
                                                    "--from=" + offset,
                                                    "--most=" + LogMirror.PIECE),
                                            LogMirror.Piece::of),
                            directory.log(logs.size())));
        }
        return mirror.fetched();
    }

    @Override
    public boolean awaitEnd(String name, Duration atMost) throws ContainerException {
        HostedName hosted = hosted(name);
        requireHere(hosted, "waited for");
        return local.awaitEnd(hosted.name(), atMost);
    }

    @Override
    public boolean awaitState(String name, Set<ContainerState> states, Duration atMost) throws ContainerException {
        HostedName hosted = hosted(name);
        requireHere(hosted, "waited for");
        return local.awaitState(hosted.name(), states, atMost);
    }

    private void requireHere(HostedName name, String what) throws ContainerException {
        if (hostOf(name).isPresent()) {
            throw new RefusedException(
                    name + " cannot be " + what + " from here", "ssh " + name.host() + " and do it there");
        }
    }

    /** Those of this host. */
    @Override
    public Watch watch(Consumer<StateEvent> listener) throws ContainerException {
        return local.watch(event -> listener.accept(FarNames.hosted(event, HostAddress.HERE)));
    }

    @Override
    public List<StateEvent> events() throws ContainerException {
        List<StateEvent> all = gathering.of(
                List.of("monitor", "--past", "--json"), FarLists::events, local.events(), FarNames::hosted);
        all.sort(java.util.Comparator.comparing(StateEvent::time));
        return all;
    }

    @Override
    public List<SessionInfo> sessions() throws ContainerException {
        return gathering.of(List.of("sessions", "--json"), FarLists::sessions, local.sessions(), FarNames::hosted);
    }

    @Override
    public List<NamespaceGroup> namespaces() throws ContainerException {
        return gathering.of(List.of("ns", "--json"), FarLists::namespaces, local.namespaces(), FarNames::hosted);
    }

    @Override
    public List<CgroupNode> cgroups() throws ContainerException {
        return gathering.of(List.of("cg", "--json"), FarLists::cgroups, local.cgroups(), FarNames::hosted);
    }

    /** The container a session is in says where it is. */
    private HostedName hostOfSession(String id) throws ContainerException {
        List<SessionInfo> found = sessions().stream()
                .filter(session -> session.id().startsWith(id))
                .toList();
        return found.size() == 1
                ? hosted(found.get(0).container())
                : new HostedName(HostAddress.HERE, id); // which tells why
    }

    @Override
    public CommandOutcome attachSession(String id, String detachKeys, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        return atSession("attach", id, detachKeys, terminal);
    }

    @Override
    public CommandOutcome watchSession(String id, String detachKeys, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        return atSession("watch", id, detachKeys, terminal);
    }

    private CommandOutcome atSession(String verb, String id, String detachKeys, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        HostedName name = hostOfSession(id);
        Optional<FarHost> host = hostOf(name);
        if (host.isPresent()) {
            List<String> words = List.of("sessions", "--detach-keys=" + AttachWords.DETACH_KEYS, verb, id);
            return there(host.get(), name)
                    .onTerminal(
                            local,
                            AttachRequest.to(name.toString()).detachKeys(detachKeys),
                            words,
                            AttachWords.FAREWELL,
                            terminal);
        }
        return verb.equals("attach")
                ? local.attachSession(id, detachKeys, terminal)
                : local.watchSession(id, detachKeys, terminal);
    }

    @Override
    public void killSession(String id, Duration grace) throws ContainerException {
        Optional<FarHost> host = hostOf(hostOfSession(id));
        if (host.isEmpty()) {
            local.killSession(id, grace);
        } else if (grace.isZero()) {
            host.get().change(List.of("sessions", "--kill", "kill", id), said -> {});
        } else {
            host.get().change(List.of("sessions", "kill", id), said -> {});
        }
    }

    /** Of this host's sessions: those of others are seen on the whole terminal, which ssh relays. */
    @Override
    public SessionPane openPane(String id, boolean watches, TerminalSize size, Runnable changed)
            throws ContainerException {
        HostedName name = hostOfSession(id);
        requireHere(name, "shown in a pane");
        return local.openPane(id, watches, size, changed);
    }

    @Override
    public PlanDescription plan(StartRequest request) throws ContainerException {
        Optional<HostedName> name = request.name().map(HostsEngine::hosted);
        if (name.isEmpty()) {
            return local.plan(request);
        }
        requireHere(name.get(), "planned");
        return local.plan(request.named(name.get().name()));
    }

    @Override
    public void create(String name, Path file, List<String> overrides) throws ContainerException {
        HostedName hosted = hosted(name);
        requireHere(hosted, "stored");
        local.create(hosted.name(), file, overrides);
    }

    @Override
    public void close() {
        far.values().forEach(FarHost::close);
        directory.close();
        local.close();
    }
}
