package dev.cleat.cli;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.AutostartEntry;
import dev.cleat.engine.api.CgroupNode;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerDetail;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.DefinitionSummary;
import dev.cleat.engine.api.EndReport;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.HostReport;
import dev.cleat.engine.api.Imported;
import dev.cleat.engine.api.Insight;
import dev.cleat.engine.api.NamespaceGroup;
import dev.cleat.engine.api.OperatorTerminal;
import dev.cleat.engine.api.PlanDescription;
import dev.cleat.engine.api.Problem;
import dev.cleat.engine.api.Recordings;
import dev.cleat.engine.api.SessionInfo;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.Started;
import dev.cleat.engine.api.StateEvent;
import dev.cleat.engine.api.StepListener;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.engine.api.UnknownContainerException;
import dev.cleat.engine.api.UnshareRequest;
import dev.cleat.engine.api.Watch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * An engine without containers: it lists nothing and refuses the rest. Base of the engines that stand in for the real one,
 * which say only what they do.
 */
public class RefusingEngine implements Engine {

    @Override
    public List<ContainerSummary> list() throws ContainerException {
        return List.of();
    }

    @Override
    public OperatorTerminal openTerminal() throws ContainerException {
        throw new HostLimitException("there is no terminal", null);
    }

    @Override
    public List<DefinitionSummary> definitions() {
        return List.of();
    }

    @Override
    public List<Problem> lint(Path file) {
        return List.of();
    }

    @Override
    public HostReport doctor() {
        return new HostReport(List.of());
    }

    @Override
    public ContainerDetail inspect(String name) throws ContainerException {
        throw unknown(name);
    }

    @Override
    public PlanDescription plan(StartRequest request) throws ContainerException {
        throw unknown(request.name().orElse(""));
    }

    @Override
    public Started start(StartRequest request, StepListener listener) throws ContainerException {
        throw unknown(request.name().orElse(""));
    }

    @Override
    public CommandOutcome startForeground(
            StartRequest request, StepListener listener, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        throw unknown(request.name().orElse(""));
    }

    @Override
    public CommandOutcome attach(AttachRequest request, Optional<OperatorTerminal> terminal) throws ContainerException {
        throw unknown(request.container());
    }

    @Override
    public void stop(StopRequest request) throws ContainerException {
        throw unknown(request.name());
    }

    @Override
    public void kill(String name, int signal, boolean all) throws ContainerException {
        throw unknown(name);
    }

    @Override
    public Path consoleLog(String name) throws ContainerException {
        throw unknown(name);
    }

    @Override
    public boolean awaitEnd(String name, Duration atMost) {
        return true;
    }

    @Override
    public void create(String name, Path file, List<String> overrides) throws ContainerException {
        throw unknown(name);
    }

    @Override
    public void destroy(String name, boolean stopFirst) throws ContainerException {
        throw unknown(name);
    }

    @Override
    public Imported importLxc(Path file, Optional<String> name) throws ContainerException {
        throw unknown(file.toString());
    }

    @Override
    public Started restart(StopRequest request, StepListener listener) throws ContainerException {
        throw unknown(request.name());
    }

    @Override
    public void freeze(String name) throws ContainerException {
        throw unknown(name);
    }

    @Override
    public void thaw(String name) throws ContainerException {
        throw unknown(name);
    }

    @Override
    public boolean awaitState(String name, Set<ContainerState> states, Duration atMost) throws ContainerException {
        throw unknown(name);
    }

    @Override
    public Watch watch(Consumer<StateEvent> listener) throws ContainerException {
        throw unknown("");
    }

    @Override
    public List<StateEvent> events() throws ContainerException {
        return List.of();
    }

    @Override
    public EndReport why(String name) throws ContainerException {
        throw unknown(name);
    }

    @Override
    public List<AutostartEntry> autostart() throws ContainerException {
        return List.of();
    }

    @Override
    public CommandOutcome console(
            String name, int tty, boolean readOnly, boolean history, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        throw unknown(name);
    }

    @Override
    public CommandOutcome unshare(UnshareRequest request, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        throw unknown("");
    }

    @Override
    public Insight insight() {
        throw new UnsupportedOperationException("insight");
    }

    @Override
    public Recordings recordings() throws ContainerException {
        throw unknown("");
    }

    @Override
    public List<NamespaceGroup> namespaces() throws ContainerException {
        return List.of();
    }

    @Override
    public List<CgroupNode> cgroups() throws ContainerException {
        return List.of();
    }

    @Override
    public List<SessionInfo> sessions() throws ContainerException {
        return List.of();
    }

    @Override
    public CommandOutcome attachSession(String id, String detachKeys, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        throw unknown(id);
    }

    @Override
    public CommandOutcome watchSession(String id, String detachKeys, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        throw unknown(id);
    }

    @Override
    public void killSession(String id, Duration grace) throws ContainerException {
        throw unknown(id);
    }

    @Override
    public void close() {
        // It holds nothing.
    }

    private static ContainerException unknown(String name) {
        return new UnknownContainerException("no container is called " + name, null);
    }
}
