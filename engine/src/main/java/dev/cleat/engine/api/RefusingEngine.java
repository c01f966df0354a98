package dev.cleat.engine.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * An engine without containers: it lists nothing and refuses the rest. Base of the engines that do a part of what one can,
 * which say only that.
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
        throw refusal(name);
    }

    @Override
    public PlanDescription plan(StartRequest request) throws ContainerException {
        throw refusal(request.name().orElse(""));
    }

    @Override
    public Started start(StartRequest request, StepListener listener) throws ContainerException {
        throw refusal(request.name().orElse(""));
    }

    @Override
    public CommandOutcome startForeground(
            StartRequest request, StepListener listener, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        throw refusal(request.name().orElse(""));
    }

    @Override
    public CommandOutcome attach(AttachRequest request, Optional<OperatorTerminal> terminal) throws ContainerException {
        throw refusal(request.container());
    }

    @Override
    public void stop(StopRequest request) throws ContainerException {
        throw refusal(request.name());
    }

    @Override
    public void kill(String name, int signal, boolean all) throws ContainerException {
        throw refusal(name);
    }

    @Override
    public ContainerLog consoleLog(String name) throws ContainerException {
        throw refusal(name);
    }

    @Override
    public boolean awaitEnd(String name, Duration atMost) throws ContainerException {
        throw refusal(name);
    }

    @Override
    public void create(String name, Path file, List<String> overrides) throws ContainerException {
        throw refusal(name);
    }

    @Override
    public void destroy(String name, boolean stopFirst) throws ContainerException {
        throw refusal(name);
    }

    @Override
    public Imported importLxc(Path file, Optional<String> name) throws ContainerException {
        throw refusal(file.toString());
    }

    @Override
    public Started restart(StopRequest request, StepListener listener) throws ContainerException {
        throw refusal(request.name());
    }

    @Override
    public void freeze(String name) throws ContainerException {
        throw refusal(name);
    }

    @Override
    public void thaw(String name) throws ContainerException {
        throw refusal(name);
    }

    @Override
    public boolean awaitState(String name, Set<ContainerState> states, Duration atMost) throws ContainerException {
        throw refusal(name);
    }

    @Override
    public Watch watch(Consumer<StateEvent> listener) throws ContainerException {
        throw refusal("");
    }

    @Override
    public List<StateEvent> events() throws ContainerException {
        return List.of();
    }

    @Override
    public EndReport why(String name) throws ContainerException {
        throw refusal(name);
    }

    @Override
    public List<AutostartEntry> autostart() throws ContainerException {
        return List.of();
    }

    @Override
    public CommandOutcome console(
            String name, int tty, boolean readOnly, boolean history, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        throw refusal(name);
    }

    @Override
    public CommandOutcome unshare(UnshareRequest request, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        throw refusal("");
    }

    @Override
    public SessionPane openPane(String id, boolean watches, TerminalSize size, PaneViewer viewer)
            throws ContainerException {
        throw refusal(id);
    }

    @Override
    public CommandOutcome relay(
            AttachRequest request, List<String> program, String farewell, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        throw refusal(request.container());
    }

    @Override
    public Insight insight() {
        return new Insight() {
            @Override
            public List<MountEntry> mounts(String container) throws ContainerException {
                throw refusal(container);
            }

            @Override
            public CgroupDetail cgroupOf(String container) throws ContainerException {
                throw refusal(container);
            }

            @Override
            public CgroupDetail cgroup(String path) throws ContainerException {
                throw refusal(path);
            }

            @Override
            public Drift drift(String container) throws ContainerException {
                throw refusal(container);
            }

            @Override
            public List<NamespaceMember> members(NamespaceGroup namespace) throws ContainerException {
                throw refusal(namespace.type().procName());
            }

            @Override
            public Map<String, Extra> extras(List<ContainerSummary> containers, Set<Extra.Part> wanted) {
                return Map.of();
            }

            @Override
            public NetAddresses addresses(String container) throws ContainerException {
                throw refusal(container);
            }
        };
    }

    @Override
    public Recordings recordings() throws ContainerException {
        throw refusal("");
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
        throw refusal(id);
    }

    @Override
    public CommandOutcome watchSession(String id, String detachKeys, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        throw refusal(id);
    }

    @Override
    public void killSession(String id, Duration grace) throws ContainerException {
        throw refusal(id);
    }

    @Override
    public void close() {
        // It holds nothing.
    }

    /**
     * Why it does not do what it was asked.
     *
     * @param subject whom it was about; a name, a file or nothing
     */
    protected ContainerException refusal(String subject) {
        return new UnknownContainerException("no container is called " + subject, null);
    }
}
