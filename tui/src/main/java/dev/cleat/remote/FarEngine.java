package dev.cleat.remote;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.CgroupNode;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerDetail;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerLog;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.EndReport;
import dev.cleat.engine.api.HostStatus;
import dev.cleat.engine.api.Insight;
import dev.cleat.engine.api.LogTimes;
import dev.cleat.engine.api.NamespaceGroup;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.PaneViewer;
import dev.cleat.engine.api.RefusedException;
import dev.cleat.engine.api.RefusingEngine;
import dev.cleat.engine.api.SessionInfo;
import dev.cleat.engine.api.SessionPane;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.Started;
import dev.cleat.engine.api.StateEvent;
import dev.cleat.engine.api.StepListener;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.engine.api.TerminalSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Another host as an engine: what it is asked becomes words for the Cleat there. Names are those of that host; what it cannot
 * do from here it refuses with a sentence.
 */
final class FarEngine extends RefusingEngine {

    private final FarHost host;
    private final FarTerminals terminals;
    private final Supplier<Path> newFile;
    private final LogMirrors logs = new LogMirrors();
    private final FarTold told;

    /** @param newFile where the copy of a log or of a recording can be kept */
    FarEngine(FarHost host, FarTerminals terminals, Supplier<Path> newFile) {
        this.host = host;
        this.terminals = terminals;
        this.newFile = newFile;
        this.told = new FarTold(host);
    }

    HostStatus status() {
        return host.status();
    }

    /** What it is asked again and again. */
    FarTold told() {
        return told;
    }

    @Override
    public List<ContainerSummary> list() {
        return told.containers().get();
    }

    @Override
    public ContainerDetail inspect(String name) throws ContainerException {
        return host.read(List.of("info", "--json", named(name)), FarDetails::detail);
    }

    @Override
    public EndReport why(String name) throws ContainerException {
        return host.read(List.of("why", "--json", named(name)), FarDetails::end);
    }

    @Override
    public List<StateEvent> events() throws ContainerException {
        return host.read(List.of("monitor", "--past", "--json"), FarLists::events);
    }

    @Override
    public List<SessionInfo> sessions() throws ContainerException {
        return host.read(List.of("sessions", "--json"), FarLists::sessions);
    }

    @Override
    public List<NamespaceGroup> namespaces() throws ContainerException {
        return host.read(List.of("ns", "--json"), FarLists::namespaces);
    }

    @Override
    public List<CgroupNode> cgroups() throws ContainerException {
        return host.read(List.of("cg", "--json"), FarLists::cgroups);
    }

    @Override
    public Insight insight() {
        return new FarInsight(host, told);
    }

    @Override
    public FarRecordings recordings() {
        return new FarRecordings(host, told, terminals.here(), newFile, this::refusal);
    }

    @Override
    public ContainerLog consoleLog(String name) throws ContainerException {
        LogMirror mirror = logs.of(name, unknown -> new LogMirror(offset -> piece(unknown, offset), newFile.get()));
        return new ContainerLog(mirror.fetched(), LogTimes.NONE);
    }

    private LogMirror.Piece piece(String name, long offset) throws ContainerException {
        return host.read(
                List.of(Protocol.LOG_VERB, named(name), "--from=" + offset, "--most=" + LogMirror.PIECE),
                LogMirror.Piece::of);
    }

    @Override
    public Started start(StartRequest request, StepListener listener) throws ContainerException {
        return FarDeeds.start(host, request, listener);
    }

    @Override
    public Started restart(StopRequest request, StepListener listener) throws ContainerException {
        return FarDeeds.restart(host, request, listener);
    }

    @Override
    public void stop(StopRequest request) throws ContainerException {
        FarDeeds.stop(host, request);
    }

    @Override
    public void kill(String name, int signal, boolean all) throws ContainerException {
        List<String> words = new ArrayList<>(List.of("kill", named(name), Integer.toString(signal)));
        if (all) {
            words.add("--all");
        }
        change(words);
    }

    @Override
    public void freeze(String name) throws ContainerException {
        change(List.of("freeze", named(name)));
    }

    @Override
    public void thaw(String name) throws ContainerException {
        change(List.of("thaw", named(name)));
    }

    @Override
    public void destroy(String name, boolean stopFirst) throws ContainerException {
        change(stopFirst ? List.of("destroy", named(name), "-f") : List.of("destroy", named(name)));
    }

    @Override
    public void killSession(String id, Duration grace) throws ContainerException {
        change(grace.isZero() ? List.of("sessions", "--kill", "kill", id) : List.of("sessions", "kill", id));
    }

    private void change(List<String> words) throws ContainerException {
        host.change(words, said -> {});
    }

    @Override
    public CommandOutcome attach(AttachRequest request, Optional<OperatorTerminal> terminal) throws ContainerException {
        if (request.detached()) {
            throw refusal("a session that nobody is at");
        }
        host.requireUp();
        return terminals.attach(request, terminal);
    }

    @Override
    public CommandOutcome console(
            String name, int tty, boolean readOnly, boolean history, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        List<String> words = new ArrayList<>(List.of("tty", named(name), "-t", Integer.toString(tty)));
        if (readOnly) {
            words.add("--read-only");
        }
        if (history) {
            words.add("--history");
        }
        host.requireUp();
        return terminals.show(AttachRequest.to(name).detachKeys("none"), words, "", terminal);
    }

    @Override
    public CommandOutcome attachSession(String id, String detachKeys, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        return terminals.atSession("attach", containerOf(id), id, detachKeys, terminal);
    }

    @Override
    public CommandOutcome watchSession(String id, String detachKeys, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        return terminals.atSession("watch", containerOf(id), id, detachKeys, terminal);
    }

    /** For recordings of this side. */
    private String containerOf(String session) throws ContainerException {
        return sessions().stream()
                .filter(one -> one.id().equals(session))
                .map(SessionInfo::container)
                .findFirst()
                .orElse(session);
    }

    @Override
    public SessionPane openPane(AttachRequest request, TerminalSize size, PaneViewer viewer) throws ContainerException {
        host.requireUp();
        return terminals.attachInPane(request, size, viewer);
    }

    @Override
    public SessionPane openPane(String id, boolean watches, TerminalSize size, PaneViewer viewer)
            throws ContainerException {
        host.requireUp();
        return terminals.sessionInPane(containerOf(id), id, watches, size, viewer);
    }

    @Override
    protected ContainerException refusal(String subject) {
        return new RefusedException(
                "this cannot be done on " + name() + " from here" + (subject.isEmpty() ? "" : ": " + subject),
                "log in there and do it: ssh " + host.address().destination());
    }

    String name() {
        return host.address().name();
    }

    private static String named(String name) {
        return "--name=" + name;
    }

    @Override
    public void close() {
        host.close();
    }
}
