package dev.cleat.engine.api;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Everything a front end can ask of this host's containers.
 *
 * <p>Thread-safe: calls may come from several threads at once. Every name argument is a container's name as
 * {@link ContainerSummary#name()} gives it, ours or foreign.
 */
public interface Engine extends AutoCloseable {

    /**
     * The containers of this host, ours first, each group by name; those of ours that are stored and were not started since
     * the host booted are stopped. Cheap enough to be called once a second: figures are
     * read once, and rates (CPU percent) are relative to the previous call of the same engine.
     *
     * <p><b>Errors.</b> {@link HostLimitException} when /proc or the state directory cannot be read at all. A container
     * that vanishes while it is read is left out.
     */
    List<ContainerSummary> list() throws ContainerException;

    /**
     * One container in full.
     *
     * <p><b>Errors.</b> {@link UnknownContainerException}.
     */
    ContainerDetail inspect(String name) throws ContainerException;

    /** The stored definitions below the definition path, plus the samples that ship with Cleat, valid or not. */
    List<DefinitionSummary> definitions() throws ContainerException;

    /** Every problem of a definition file, in file order; empty when it is valid. Changes nothing. */
    List<Problem> lint(Path file);

    /**
     * What {@link #start} would do on this host, step by step, doing none of it.
     *
     * <p><b>Errors.</b> {@link InvalidDefinitionException} with all problems; {@link HostLimitException} with all reasons
     * why this host cannot.
     */
    PlanDescription plan(StartRequest request) throws ContainerException;

    /** What this host and user can do, and what each missing thing costs. */
    HostReport doctor();

    /**
     * Starts a container and returns when its init was executed.
     *
     * <p><b>Errors.</b> {@link InvalidDefinitionException}, {@link HostLimitException}; {@link BusyException} when a
     * container of that name lives; {@link StepFailedException} for everything after, with nothing left behind.
     */
    Started start(StartRequest request, StepListener listener) throws ContainerException;

    /**
     * Starts a container with its console connected to the operator from the first byte on, and returns when it has ended
     * for good or the detach keys were typed: one that reboots, or is restarted, is followed. SIGTERM, SIGINT and SIGHUP
     * that reach this process meanwhile are forwarded to init.
     *
     * @param terminal the operator's terminal when the caller owns one; empty: the engine looks at descriptors 0 to 2 of
     *     this process, and connects those that are no terminals byte by byte
     *     <p><b>Errors.</b> As {@link #start}, but {@link CommandNotRunException} when its program could not be executed
     *     (126, 127).
     */
    CommandOutcome startForeground(StartRequest request, StepListener listener, Optional<OperatorTerminal> terminal)
            throws ContainerException;

    /**
     * Runs a command in a running container and relays until it ends or is detached from.
     *
     * @param terminal the operator's terminal when the caller owns one (the console); empty: the engine looks at
     *     descriptors 0, 1, 2 of this process and allocates a PTY for those that are terminals
     *     <p><b>Errors.</b> {@link UnknownContainerException}; {@link WrongStateException} when it does not run or is
     *     frozen; {@link CommandNotRunException} when the command could not be executed (126, 127);
     *     {@link StepFailedException}.
     */
    CommandOutcome attach(AttachRequest request, Optional<OperatorTerminal> terminal) throws ContainerException;

    /**
     * Halt signal, wait, then kill everything in the container. It is not started again by its restart policy.
     *
     * <p><b>Errors.</b> {@link UnknownContainerException}, {@link WrongStateException} when it does not run;
     * {@link TimedOutException} when it still runs at the end (only without kill).
     */
    void stop(StopRequest request) throws ContainerException;

    /**
     * As {@link #stop(StopRequest)}, telling its steps. A thread that is interrupted while it waits for the end of one of
     * ours leaves it: the halt signal was sent, and nothing is killed.
     *
     * <p><b>Errors.</b> As there; {@link TimedOutException} when it was interrupted.
     */
    default void stop(StopRequest request, StepListener listener) throws ContainerException {
        stop(request);
    }

    /**
     * Sends signal number {@code signal} to init, or to every process when {@code all}. Where a next life is waited for,
     * whatever the signal, there will be none.
     *
     * <p><b>Errors.</b> {@link UnknownContainerException}, {@link WrongStateException} when it does not run.
     */
    void kill(String name, int signal, boolean all) throws ContainerException;

    /**
     * The container console's log, and when it was written.
     *
     * <p><b>Errors.</b> {@link UnknownContainerException}; {@link HostLimitException} when it keeps no log.
     */
    ContainerLog consoleLog(String name) throws ContainerException;

    /**
     * Opens the terminal of this process, /dev/tty anew, as its only reader. At most one is open at a time.
     *
     * <p><b>Errors.</b> {@link HostLimitException} when there is none.
     */
    OperatorTerminal openTerminal() throws ContainerException;

    /**
     * Blocks until the container of ours ended for good or the time is up; true when it ended.
     *
     * <p><b>Errors.</b> {@link UnknownContainerException}.
     */
    boolean awaitEnd(String name, Duration atMost) throws ContainerException;

    /**
     * Checks a definition file and stores it as {@code name}.
     *
     * <p><b>Errors.</b> {@link InvalidDefinitionException}; {@link BusyException} when that name is stored already.
     */
    void create(String name, Path file, List<String> overrides) throws ContainerException;

    /**
     * Removes a stored definition, everything below its own directory and its logs, unless it keeps them elsewhere; destroy
     * hooks run before. A directory of its name without a definition in it stays.
     *
     * @param stopFirst false: one that runs is refused
     *     <p><b>Errors.</b> {@link UnknownContainerException}; {@link BusyException} when it runs;
     *     {@link RefusedException} when it is protected.
     */
    void destroy(String name, boolean stopFirst) throws ContainerException;

    /**
     * What {@link #destroy} would remove now. Changes nothing.
     *
     * <p><b>Errors.</b> {@link UnknownContainerException}; {@link HostLimitException} when it cannot be looked up.
     */
    default Removal removal(String name) throws ContainerException {
        throw new HostLimitException("this engine cannot look up what " + name + " has", null);
    }

    /**
     * An LXC configuration file as a definition. Changes nothing.
     *
     * @param name the container's name; empty: what the file says, else its directory's name
     *     <p><b>Errors.</b> {@link InvalidDefinitionException} when it cannot be read; what has no like here is told in the
     *     result.
     */
    Imported importLxc(Path file, Optional<String> name) throws ContainerException;

    /**
     * Stops as {@link #stop} does and starts again from the same definition; the name is never free in between.
     *
     * <p><b>Errors.</b> As {@link #stop} and {@link #start}; {@link WrongStateException} for one of another runtime.
     */
    Started restart(StopRequest request, StepListener listener) throws ContainerException;

    /**
     * Freezes every process.
     *
     * <p><b>Errors.</b> {@link UnknownContainerException}; {@link WrongStateException} when it does not run or is frozen;
     * {@link HostLimitException} without a freezer; {@link RefusedException} for one of another runtime.
     */
    void freeze(String name) throws ContainerException;

    /**
     * Lets them go on.
     *
     * <p><b>Errors.</b> As {@link #freeze}; {@link WrongStateException} when it is not frozen.
     */
    void thaw(String name) throws ContainerException;

    /**
     * Blocks until the container is in one of {@code states}, or was for a moment since the call, or the time is up; true
     * unless the time was up. A name never seen is STOPPED.
     */
    boolean awaitState(String name, Set<ContainerState> states, Duration atMost) throws ContainerException;

    /** Tells {@code listener}, on a thread of its own, each change of state from now on, each once, in order. */
    Watch watch(Consumer<StateEvent> listener) throws ContainerException;

    /** The changes of state that are still remembered, oldest first. */
    List<StateEvent> events() throws ContainerException;

    /**
     * How and why it ended last, or could not be started.
     *
     * <p><b>Errors.</b> {@link UnknownContainerException} when nothing of that name ever was or is stored.
     */
    EndReport why(String name) throws ContainerException;

    /**
     * Stored definitions marked for autostart, in the order in which they are started.
     *
     * <p><b>Errors.</b> {@link HostLimitException} when some depend on each other in a circle.
     */
    List<AutostartEntry> autostart() throws ContainerException;

    /**
     * Connects the operator to the container console (0) or terminal {@code tty}, until the detach keys or its end. Several
     * may be connected at once.
     *
     * @param readOnly nothing typed reaches the container
     * @param history begins with what it printed last
     *     <p><b>Errors.</b> {@link UnknownContainerException}; {@link WrongStateException} when it does not run or has no
     *     such terminal.
     */
    CommandOutcome console(String name, int tty, boolean readOnly, boolean history, Optional<OperatorTerminal> terminal)
            throws ContainerException;

    /**
     * Runs a command in new namespaces, with everything else of the caller, and relays until it ends.
     *
     * <p><b>Errors.</b> As {@link #startForeground}.
     */
    CommandOutcome unshare(UnshareRequest request, Optional<OperatorTerminal> terminal) throws ContainerException;

    /**
     * The recorded sessions of this host.
     *
     * <p><b>Errors.</b> {@link InvalidDefinitionException} when the host's configuration is wrong.
     */
    Recordings recordings() throws ContainerException;

    /**
     * The sessions of this host, oldest first: those that live, and those that ended while nobody was at them.
     *
     * <p><b>Errors.</b> {@link HostLimitException} when the state directory cannot be read or is somebody else's.
     */
    List<SessionInfo> sessions() throws ContainerException;

    /**
     * Connects the operator to a session that was left, from its screen on, until its command ends or the detach keys. Of one
     * that has ended meanwhile: its last screen and how it ended, which is forgotten with that.
     *
     * @param id its id, or so much of its beginning as no other has
     *     <p><b>Errors.</b> {@link UnknownContainerException}; {@link BusyException} when somebody is at it;
     *     {@link WrongStateException} when it has no terminal that could be taken over.
     */
    CommandOutcome attachSession(String id, String detachKeys, Optional<OperatorTerminal> terminal)
            throws ContainerException;

    /**
     * Shows a live session, from its screen on, until its end or the detach keys: nothing that is typed, or answered by the
     * terminal, reaches it.
     *
     * <p><b>Errors.</b> {@link UnknownContainerException}; {@link WrongStateException} when there is nothing to see.
     */
    CommandOutcome watchSession(String id, String detachKeys, Optional<OperatorTerminal> terminal)
            throws ContainerException;

    /**
     * Ends a session and what it started: SIGHUP, and SIGKILL for what is left after {@code grace}.
     *
     * <p><b>Errors.</b> {@link UnknownContainerException}; {@link TimedOutException} when something of it lives on.
     */
    void killSession(String id, Duration grace) throws ContainerException;

    /** Every namespace of this host: by type, the host's first, then by size. */
    List<NamespaceGroup> namespaces() throws ContainerException;

    /** The host's tree of cgroups, parents first; shares of a CPU from the second call on. */
    List<CgroupNode> cgroups() throws ContainerException;

    /**
     * Begins a session in a part of a screen.
     *
     * @param request how to attach; not its detach keys: a pane is left by {@link SessionPane#close}, and what it showed runs on
     *     <p><b>Errors.</b> As {@link #attach}; what happens later is {@link SessionPane#problem}.
     */
    default SessionPane openPane(AttachRequest request, TerminalSize size, PaneViewer viewer)
            throws ContainerException {
        CommandOutcome outcome = attach(request.toBuilder().detached(true).build(), Optional.empty());
        if (outcome instanceof CommandOutcome.Detached begun && begun.session().isPresent()) {
            return openPane(begun.session().get(), false, size, viewer);
        }
        throw new HostLimitException("the session has ended before it could be shown", null);
    }

    /**
     * Connects a part of a screen with a session: as {@link #attachSession} does, or, to watch, as {@link #watchSession}.
     *
     * @param size of that part
     * @param viewer is told, on another thread, that there is something new to see, and of the end
     *     <p><b>Errors.</b> As those; what happens later is {@link SessionPane#problem}.
     */
    default SessionPane openPane(String id, boolean watches, TerminalSize size, PaneViewer viewer)
            throws ContainerException {
        throw new HostLimitException("sessions of this engine are shown on whole terminals only", null);
    }

    /**
     * How the console is to look on this host.
     *
     * <p><b>Errors.</b> {@link InvalidDefinitionException} when the configuration is wrong.
     */
    default Appearance appearance() throws ContainerException {
        return Appearance.DEFAULT;
    }

    /**
     * The other hosts that the configuration of this one names.
     *
     * <p><b>Errors.</b> {@link InvalidDefinitionException} when the configuration is wrong.
     */
    default List<HostAddress> otherHosts() throws ContainerException {
        return List.of();
    }

    /** How the hosts are reached whose containers {@link #list} tells; empty: it tells those of this host only. */
    default List<HostStatus> hosts() {
        return List.of();
    }

    /**
     * Runs a program of this host, such as ssh, on a PTY and relays until it ends or is left; it is recorded as an attach is.
     *
     * @param request container, command and reason are what recordings tell; PTY log, detach keys and recording count
     * @param program argv, sought in PATH
     * @param farewell keys that make the program leave its session, typed for it when the operator types the detach keys; it
     *     is hung up when it has not ended 3 s later
     *     <p><b>Errors.</b> {@link CommandNotRunException} when there is no such program; {@link HostLimitException} when
     *     there is no terminal.
     */
    default CommandOutcome relay(
            AttachRequest request, List<String> program, String farewell, Optional<OperatorTerminal> terminal)
            throws ContainerException {
        throw new HostLimitException("this engine runs no programs of the host", null);
    }

    /**
     * The same in a part of a screen; {@code farewell} is typed when the pane is closed.
     *
     * @param watches what is typed goes nowhere, and what the program asks its terminal is not answered
     */
    default SessionPane relayPane(
            AttachRequest request,
            List<String> program,
            String farewell,
            boolean watches,
            TerminalSize size,
            PaneViewer viewer)
            throws ContainerException {
        throw new HostLimitException("no program is relayed here", null);
    }

    /** What is looked at closely, one thing at a time. */
    Insight insight();

    /** Gives back descriptors. Containers run on. */
    @Override
    void close();
}
