package dev.cleat.engine.state;

import dev.cleat.engine.api.ContainerState;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What state.json holds of one container of ours: all that another command needs to find, attach to and end it, and to begin
 * its next life.
 *
 * @param state STARTING or RUNNING; whether it still lives is told by the lock, not by this
 * @param processes its init and its keeper
 * @param started when the start began
 * @param definition the file it was started from
 * @param rootfs the definition's rootfs in one phrase
 * @param consoleLog where the container console is logged
 * @param places cgroups made for payload and keeper, to be removed at the end
 * @param life how it is ended
 * @param environment what attached commands get of its definition
 * @param origin how it came to be
 * @param waiting its next life begins when this is over
 */
public record SavedContainer(
        String name,
        ContainerState state,
        Processes processes,
        Instant started,
        Path definition,
        String rootfs,
        Optional<Path> consoleLog,
        SavedCgroups places,
        SavedLife life,
        Map<String, String> environment,
        SavedOrigin origin,
        Optional<Waiting> waiting) {

    public SavedContainer {
        environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    }

    /**
     * Host pids. Each number may be somebody else's by now, and none is trusted without its start time.
     *
     * @param init 0 before it exists
     * @param initStartTime field 22 of /proc/PID/stat, clock ticks since boot
     * @param keeper 0 before it exists
     * @param keeperStartTime the same of the keeper
     */
    public record Processes(long init, long initStartTime, long keeper, long keeperStartTime) {
        public static final Processes NONE = new Processes(0, 0, 0, 0);
    }

    /**
     * The process that holds the name between two lives.
     *
     * @param startTime as {@link Processes#initStartTime}
     */
    public record Waiting(long pid, long startTime, Instant until) {}

    /** Init's host pid; 0 before it exists. */
    public long pid() {
        return processes.init();
    }

    /** Init's start time. */
    public long pidStartTime() {
        return processes.initStartTime();
    }

    /** The keeper's host pid. */
    public long keeperPid() {
        return processes.keeper();
    }

    /** The directories of its cgroups. */
    public List<Path> cgroups() {
        return places.directories();
    }

    /** The keeper's start time. */
    public long keeperStartTime() {
        return processes.keeperStartTime();
    }

    /** The same once init exists. */
    public SavedContainer withProcesses(Processes known) {
        return with(state, known, places, waiting);
    }

    /** The same in another state. */
    public SavedContainer in(ContainerState next) {
        return with(next, processes, places, waiting);
    }

    /** The same with cgroups. */
    public SavedContainer withCgroups(SavedCgroups now) {
        return with(state, processes, now, waiting);
    }

    /** This life is over, and the next one begins when somebody has waited. */
    public SavedContainer waiting(Waiting next) {
        return with(ContainerState.STARTING, Processes.NONE, SavedCgroups.NONE, Optional.of(next));
    }

    /** There will be no next life. */
    public SavedContainer withoutWaiting() {
        return with(ContainerState.STOPPED, processes, places, Optional.empty());
    }

    private SavedContainer with(
            ContainerState newState, Processes newProcesses, SavedCgroups newPlaces, Optional<Waiting> newWaiting) {
        return new SavedContainer(
                name,
                newState,
                newProcesses,
                started,
                definition,
                rootfs,
                consoleLog,
                newPlaces,
                life,
                environment,
                origin,
                newWaiting);
    }
}
