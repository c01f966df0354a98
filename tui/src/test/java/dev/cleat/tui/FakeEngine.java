package dev.cleat.tui;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.CgroupNode;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerDetail;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerLog;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.DefinitionSummary;
import dev.cleat.engine.api.EndReport;
import dev.cleat.engine.api.HostAddress;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.HostStatus;
import dev.cleat.engine.api.Insight;
import dev.cleat.engine.api.LogTimes;
import dev.cleat.engine.api.NamespaceGroup;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.PaneViewer;
import dev.cleat.engine.api.PlanDescription;
import dev.cleat.engine.api.Recordings;
import dev.cleat.engine.api.RefusingEngine;
import dev.cleat.engine.api.Removal;
import dev.cleat.engine.api.Runtime;
import dev.cleat.engine.api.SessionInfo;
import dev.cleat.engine.api.SessionPane;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.Started;
import dev.cleat.engine.api.StateEvent;
import dev.cleat.engine.api.StepFailedException;
import dev.cleat.engine.api.StepListener;
import dev.cleat.engine.api.StepProgress;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.api.UnknownContainerException;
import dev.cleat.engine.api.WrongStateException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A host that exists in memory only. What was asked of it is in {@link #calls}; containers named {@code broken*} fail to
 * start. Thread-safe.
 */
public class FakeEngine extends RefusingEngine {

    private static final String[] STEPS = {
        "read the definition", "probe the host", "resolve the plan", "claim the name", "prepare the root file system",
        "create the cgroup", "spawn the keeper", "clone init", "write the uid and gid maps", "mount the entries",
        "drop privileges", "execute init"
    };

    private final Map<String, ContainerSummary> containers = new LinkedHashMap<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final List<DefinitionSummary> definitions = new ArrayList<>();
    private final List<HostStatus> hosts = new ArrayList<>();
    private final Map<String, Path> logs = new LinkedHashMap<>();
    private Optional<Path> log = Optional.empty();
    private LogTimes logTimes = LogTimes.NONE;
    private Optional<FakePane> pane = Optional.empty();

    public FakeEngine(List<ContainerSummary> containers) {
        containers.forEach(c -> this.containers.put(c.name(), c));
        definitions.addAll(FakeDetails.definitions());
    }

    /** What was asked, in order: {@code start hello}, {@code stop web kill}. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    public synchronized FakeEngine put(ContainerSummary container) {
        containers.put(container.name(), container);
        return this;
    }

    /** One whose containers are of several hosts. */
    public static FakeEngine ofHosts(List<ContainerSummary> containers, String... names) {
        FakeEngine engine = new FakeEngine(containers);
        for (String name : names) {
            Optional<HostAddress> address = Optional.of(name)
                    .filter(HostAddress::isName)
                    .map(far -> new HostAddress(far, "admin@" + far, HostAddress.PROGRAM));
            engine.hosts.add(
                    new HostStatus(address, HostStatus.State.UP, Optional.of(FakeContainers.NOW), Optional.empty()));
        }
        return engine;
    }

    @Override
    public synchronized List<HostStatus> hosts() {
        return List.copyOf(hosts);
    }

    /** The log that every container keeps. */
    public synchronized FakeEngine logIn(Path file) {
        log = Optional.ofNullable(file);
        return this;
    }

    /** When the logs were written. */
    public synchronized FakeEngine writtenAt(LogTimes times) {
        logTimes = times;
        return this;
    }

    /** The log that one container keeps. */
    public synchronized FakeEngine logOf(String name, Path file) {
        logs.put(name, file);
        return this;
    }

    @Override
    public synchronized List<ContainerSummary> list() throws ContainerException {
        return List.copyOf(containers.values());
    }

    @Override
    public synchronized ContainerDetail inspect(String name) throws ContainerException {
        // The same on every machine, wherever the test keeps it.
        return FakeDetails.of(find(name), log.map(file -> Path.of("/var/log/cleat/console.log")));
    }

    @Override
    public synchronized List<DefinitionSummary> definitions() {
        return definitions.stream()
                .map(d -> new DefinitionSummary(
                        d.name(),
                        d.file(),
                        d.description(),
                        d.sample(),
                        d.problems(),
                        Optional.ofNullable(containers.get(d.name())).map(ContainerSummary::state),
                        Optional.ofNullable(containers.get(d.name()))
                                .map(container -> container.started().orElse(FakeContainers.NOW.minusSeconds(7200)))))
                .toList();
    }

    @Override
    public PlanDescription plan(StartRequest request) throws ContainerException {
        calls.add("plan " + request.name().orElse(""));
        return FakeHost.plan(request.name().orElse(""));
    }

    @Override
    public Started start(StartRequest request, StepListener listener) throws ContainerException {
        String name = request.name().orElseThrow();
        calls.add("start " + name);
        for (int i = 0; i < STEPS.length; i++) {
            StepProgress step = new StepProgress(i + 1, STEPS.length, "STEP_" + i, STEPS[i]);
            listener.onStep(step);
            pause();
            if (name.startsWith("broken") && i == 8) {
                throw new StepFailedException(
                        "cannot start " + name,
                        step,
                        "/proc/812/uid_map: EPERM (operation not permitted)",
                        "give the user a range in /etc/subuid, or run as root",
                        null);
            }
        }
        synchronized (this) {
            if (containers.containsKey(name) && containers.get(name).state().isLive()) {
                throw new BusyException("cannot start " + name + ": it runs already", "attach to it");
            }
            put(FakeContainers.live(name, Runtime.CLEAT, 8123, 0.5, 4 << 20, 64 << 20, 1, Duration.ofSeconds(0), 0));
            return new Started(name, 8123);
        }
    }

    /** Called between steps; a demonstration may take its time here. */
    protected void pause() {}

    @Override
    public CommandOutcome attach(AttachRequest request, Optional<OperatorTerminal> terminal) throws ContainerException {
        calls.add("attach " + request.container());
        if (find(request.container()).state() != ContainerState.RUNNING) {
            throw new WrongStateException("cannot attach to " + request.container() + ": it does not run", null);
        }
        return request.detached()
                ? new CommandOutcome.Detached(Optional.of("session-of-" + request.container()))
                : new CommandOutcome.Exited(3);
    }

    @Override
    public void stop(StopRequest request) throws ContainerException {
        calls.add("stop " + request.name() + (request.kill() ? " kill" : ""));
        synchronized (this) {
            if (!find(request.name()).isOurs()) {
                throw new dev.cleat.engine.api.RefusedException(
                        "cannot stop " + request.name() + ": it belongs to "
                                + find(request.name()).runtime().jsonName(),
                        "stop it with that program");
            }
            put(FakeContainers.stopped(request.name()));
        }
    }

    @Override
    public void kill(String name, int signal, boolean all) {
        calls.add("kill " + name + " " + signal);
    }

    @Override
    public synchronized ContainerLog consoleLog(String name) throws ContainerException {
        return Optional.ofNullable(logs.get(name))
                .or(() -> log)
                .map(file -> new ContainerLog(file, logTimes))
                .orElseThrow(() -> new HostLimitException(name + " keeps no console log", "set console.log.file"));
    }

    /** The pane that every session is shown in. */
    public synchronized FakeEngine showIn(FakePane fake) {
        pane = Optional.of(fake);
        return this;
    }

    @Override
    public synchronized SessionPane openPane(String id, boolean watches, TerminalSize size, PaneViewer viewer)
            throws ContainerException {
        calls.add((watches ? "watch " : "pane ") + id + " " + size.rows() + "x" + size.columns());
        return pane.orElseThrow(() -> new HostLimitException("no session " + id, null))
                .opened(id, viewer);
    }

    @Override
    public boolean awaitEnd(String name, Duration atMost) {
        return true;
    }

    @Override
    public void destroy(String name, boolean stopFirst) throws ContainerException {
        calls.add("destroy " + name + (stopFirst ? " stop" : ""));
        synchronized (this) {
            if (!find(name).isOurs()) {
                throw new dev.cleat.engine.api.RefusedException(
                        "cannot destroy " + name + ": it belongs to "
                                + find(name).runtime().jsonName(),
                        "remove it with that program");
            }
            containers.remove(name);
        }
    }

    /** As the engine tells it of what is stored, or was started from a file elsewhere. */
    @Override
    public synchronized Removal removal(String name) throws ContainerException {
        Optional<Path> file = find(name).definition();
        Optional<Path> stored = definitions.stream()
                .filter(definition -> !definition.sample() && definition.name().equals(name))
                .map(DefinitionSummary::file)
                .findFirst();
        List<Removal.Kept> kept = file.filter(other -> !stored.equals(file)).stream()
                .map(other -> new Removal.Kept(other, "is not stored"))
                .toList();
        return new Removal(stored.map(Path::getParent), List.of(Path.of("/var/lib/cleat/logs", name + ".log")), kept);
    }

    @Override
    public Started restart(StopRequest request, StepListener listener) throws ContainerException {
        String name = request.name();
        calls.add("restart " + name);
        find(name);
        return new Started(name, 8124);
    }

    @Override
    public void freeze(String name) throws ContainerException {
        calls.add("freeze " + name);
        find(name);
    }

    @Override
    public void thaw(String name) throws ContainerException {
        calls.add("thaw " + name);
        find(name);
    }

    @Override
    public List<StateEvent> events() throws ContainerException {
        return FakeHost.events();
    }

    @Override
    public EndReport why(String name) throws ContainerException {
        return FakeDetails.end(find(name));
    }

    @Override
    public Insight insight() {
        return new FakeInsight();
    }

    @Override
    public Recordings recordings() throws ContainerException {
        return new FakeRecordings();
    }

    @Override
    public List<NamespaceGroup> namespaces() throws ContainerException {
        return FakeHost.namespaces();
    }

    @Override
    public List<CgroupNode> cgroups() throws ContainerException {
        return FakeHost.cgroups();
    }

    @Override
    public List<SessionInfo> sessions() throws ContainerException {
        return FakeHost.sessions();
    }

    @Override
    public CommandOutcome attachSession(String id, String detachKeys, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        calls.add("attachSession " + id);
        return new CommandOutcome.Exited(0);
    }

    @Override
    public CommandOutcome watchSession(String id, String detachKeys, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        calls.add("watchSession " + id);
        return new CommandOutcome.Detached(Optional.of(id));
    }

    @Override
    public void killSession(String id, Duration grace) throws ContainerException {
        calls.add("killSession " + id);
    }

    @Override
    public void close() {}

    private ContainerSummary find(String name) throws ContainerException {
        ContainerSummary found = containers.get(name);
        if (found == null) {
            throw new UnknownContainerException("there is no container " + name, "cleat ls shows what there is");
        }
        return found;
    }
}
