package dev.cleat.engine.state;

import dev.cleat.engine.api.ContainerState;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What state.json holds of one container of ours: all that another command needs to find, attach to and end it.
 *
 * @param state STARTING or RUNNING; whether it still lives is told by the lock, not by this
 * @param pid init's host pid; 0 before it exists
 * @param pidStartTime field 22 of /proc/PID/stat, clock ticks since boot: a pid is never trusted without it
 * @param keeperPid the keeper's host pid
 * @param started when the start began
 * @param definition the file it was started from
 * @param rootfs the definition's rootfs in one phrase
 * @param consoleLog where the container console is logged
 * @param cgroups directories made for payload and keeper, to be removed at the end
 * @param haltSignal number of the signal that asks init to end
 * @param stopTimeout how long to wait after it
 * @param killAfterTimeout whether to kill then
 */
public record SavedContainer(
        String name,
        ContainerState state,
        long pid,
        long pidStartTime,
        long keeperPid,
        Instant started,
        Path definition,
        String rootfs,
        Optional<Path> consoleLog,
        List<Path> cgroups,
        int haltSignal,
        Duration stopTimeout,
        boolean killAfterTimeout) {

    public SavedContainer {
        cgroups = List.copyOf(cgroups);
    }

    /** The same once init exists. */
    public SavedContainer withProcesses(long init, long initStartTime, long keeper) {
        return new SavedContainer(
                name,
                state,
                init,
                initStartTime,
                keeper,
                started,
                definition,
                rootfs,
                consoleLog,
                cgroups,
                haltSignal,
                stopTimeout,
                killAfterTimeout);
    }

    /** The same in another state. */
    public SavedContainer in(ContainerState next) {
        return new SavedContainer(
                name,
                next,
                pid,
                pidStartTime,
                keeperPid,
                started,
                definition,
                rootfs,
                consoleLog,
                cgroups,
                haltSignal,
                stopTimeout,
                killAfterTimeout);
    }
}
