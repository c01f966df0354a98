package dev.cleat.cli;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.AutostartEntry;
import dev.cleat.engine.api.CgroupNode;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerDetail;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerLog;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.DefinitionSummary;
import dev.cleat.engine.api.EndReport;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.HostReport;
import dev.cleat.engine.api.Imported;
import dev.cleat.engine.api.LogTimes;
import dev.cleat.engine.api.NamespaceGroup;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.PlanDescription;
import dev.cleat.engine.api.Problem;
import dev.cleat.engine.api.Recordings;
import dev.cleat.engine.api.RefusingEngine;
import dev.cleat.engine.api.SessionInfo;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.Started;
import dev.cleat.engine.api.StateEvent;
import dev.cleat.engine.api.StepListener;
import dev.cleat.engine.api.StepProgress;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.engine.api.UnknownContainerException;
import dev.cleat.engine.api.UnshareRequest;
import dev.cleat.engine.api.Watch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/** An engine that answers what a test put in and notes what it was asked to do, as text in {@link #calls}. */
final class StubEngine extends RefusingEngine {

    final List<String> calls = new ArrayList<>();
    final List<ContainerSummary> containers = new ArrayList<>();
    final List<Problem> problems = new ArrayList<>();

    /** What fails: by container's name, or by the name of the method. */
    final Map<String, ContainerException> failures = new HashMap<>();

    ContainerDetail detail;
    PlanDescription plan;
    HostReport report;
    CommandOutcome outcome = new CommandOutcome.Exited(0);
    AttachRequest attach;
    final List<NamespaceGroup> namespaces = new ArrayList<>();
    final List<CgroupNode> cgroups = new ArrayList<>();
    StartRequest start;
    UnshareRequest unshare;
    Imported imported;
    EndReport end;
    Recordings recordings;
    boolean reached = true;
    final List<StateEvent> events = new ArrayList<>();
    final List<DefinitionSummary> defined = new ArrayList<>();
    final List<AutostartEntry> marked = new ArrayList<>();
    final List<SessionInfo> sessions = new ArrayList<>();
    Path log;
    LogTimes logTimes = LogTimes.NONE;
    Runnable whileAwaited = () -> {};
    Runnable whileStopping = () -> {};
    boolean closed;

    @Override
    public List<ContainerSummary> list() throws ContainerException {
        note("list");
        return List.copyOf(containers);
    }

    @Override
    public ContainerDetail inspect(String name) throws ContainerException {
        note("inspect", name);
        if (detail == null) {
            throw new UnknownContainerException("no container is called " + name, null);
        }
        return detail;
    }

    @Override
    public List<DefinitionSummary> definitions() {
        return List.copyOf(defined);
    }

    @Override
    public List<Problem> lint(Path file) {
        calls.add("lint " + file);
        return problems.stream().filter(problem -> problem.file().equals(file)).toList();
    }

    @Override
    public PlanDescription plan(StartRequest request) throws ContainerException {
        start = request;
        note("plan", request.name().orElse("?"));
        return plan;
    }

    @Override
    public HostReport doctor() {
        return report;
    }

    @Override
    public Started start(StartRequest request, StepListener listener) throws ContainerException {
        start = request;
        listener.onStep(new StepProgress(1, 26, "READ_DEFINITION", "read the definition"));
        note("start", request.name().orElse("?"));
        return new Started(request.name().orElse("from-file"), 4711);
    }

    @Override
    public CommandOutcome startForeground(
            StartRequest request, StepListener listener, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        start = request;
        note("startForeground", request.name().orElse("?"));
        return outcome;
    }

    @Override
    public CommandOutcome attach(AttachRequest request, Optional<OperatorTerminal> terminal) throws ContainerException {
        attach = request;
        note("attach", request.container());
        return outcome;
    }

    @Override
    public void stop(StopRequest request) throws ContainerException {
        whileStopping.run();
        note("stop", request.name(), request.toString());
    }

    @Override
    public void kill(String name, int signal, boolean all) throws ContainerException {
        note("kill", name, signal + (all ? " all" : " init"));
    }

    @Override
    public ContainerLog consoleLog(String name) throws ContainerException {
        note("consoleLog", name);
        return new ContainerLog(log, logTimes);
    }

    @Override
    public OperatorTerminal openTerminal() throws ContainerException {
        calls.add("openTerminal");
        throw new HostLimitException("there is no terminal", null);
    }

    @Override
    public boolean awaitEnd(String name, Duration atMost) {
        whileAwaited.run();
        return true;
    }

    @Override
    public void create(String name, Path file, List<String> overrides) throws ContainerException {
        note("create", name, file + " " + overrides);
    }

    @Override
    public void destroy(String name, boolean stopFirst) throws ContainerException {
        note("destroy", name, stopFirst ? "stop first" : "stopped only");
    }

    @Override
    public Imported importLxc(Path file, Optional<String> name) throws ContainerException {
        note("importLxc", file.toString(), name.orElse("?"));
        return imported;
    }

    @Override
    public Started restart(StopRequest request, StepListener listener) throws ContainerException {
        note("restart", request.name(), request.toString());
        return new Started(request.name(), 4712);
    }

    @Override
    public void freeze(String name) throws ContainerException {
        note("freeze", name);
    }

    @Override
    public void thaw(String name) throws ContainerException {
        note("thaw", name);
    }

    @Override
    public boolean awaitState(String name, Set<ContainerState> states, Duration atMost) throws ContainerException {
        note("awaitState", name, new TreeSet<>(states) + " " + atMost);
        return reached;
    }

    @Override
    public Watch watch(Consumer<StateEvent> listener) throws ContainerException {
        note("watch");
        events.forEach(listener);
        Thread reader = Thread.currentThread();
        Thread end = new Thread(() -> {
            while (reader.getState() != Thread.State.WAITING) {
                Thread.onSpinWait();
            }
            reader.interrupt(); // it has told everything and waits for more
        });
        end.setDaemon(true);
        end.start();
        return () -> calls.add("watch closed");
    }

    @Override
    public List<StateEvent> events() {
        return List.copyOf(events);
    }

    @Override
    public EndReport why(String name) throws ContainerException {
        note("why", name);
        return end;
    }

    @Override
    public List<AutostartEntry> autostart() throws ContainerException {
        note("autostart");
        return List.copyOf(marked);
    }

    @Override
    public CommandOutcome console(
            String name, int tty, boolean readOnly, boolean history, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        note("console", name, tty + (readOnly ? " read-only" : "") + (history ? " history" : ""));
        return outcome;
    }

    @Override
    public CommandOutcome unshare(UnshareRequest request, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        unshare = request;
        note("unshare");
        return outcome;
    }

    @Override
    public Recordings recordings() throws ContainerException {
        return recordings;
    }

    @Override
    public List<NamespaceGroup> namespaces() throws ContainerException {
        return List.copyOf(namespaces);
    }

    @Override
    public List<CgroupNode> cgroups() throws ContainerException {
        return List.copyOf(cgroups);
    }

    @Override
    public List<SessionInfo> sessions() throws ContainerException {
        note("sessions");
        return List.copyOf(sessions);
    }

    @Override
    public CommandOutcome attachSession(String id, String detachKeys, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        note("attachSession", id, detachKeys);
        return outcome;
    }

    @Override
    public CommandOutcome watchSession(String id, String detachKeys, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        note("watchSession", id, detachKeys);
        return outcome;
    }

    @Override
    public void killSession(String id, Duration grace) throws ContainerException {
        note("killSession", id, grace.toMillis() + "ms");
    }

    @Override
    public void close() {
        closed = true;
    }

    private void note(String method, String... words) throws ContainerException {
        calls.add(words.length == 0 ? method : method + " " + String.join(" ", words));
        for (String key : words.length == 0 ? new String[] {method} : new String[] {method, words[0]}) {
            if (failures.containsKey(key)) {
                throw failures.get(key);
            }
        }
    }
}
