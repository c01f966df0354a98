package dev.cleat.engine.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How and why a container ended last, or why it could not be started.
 *
 * @param state what it is doing now
 * @param started when that life began
 * @param ended empty: it runs, or nobody saw it end
 * @param exitCode init's status
 * @param signal that killed init
 * @param conclusion one sentence, the most likely cause first: killed by the OOM killer, by its system call filter (SIGSYS),
 *     stopped by al, rebooted from inside, failed at step 17/40 ...
 * @param facts name and value, in the order to show: oom kills, stopped by, restarts, memory peak, CPU time, ...
 * @param lastLines of the container console, at most 20; hostile text
 */
public record EndReport(
        String container,
        ContainerState state,
        Optional<Instant> started,
        Optional<Instant> ended,
        OptionalInt exitCode,
        OptionalInt signal,
        String conclusion,
        Map<String, String> facts,
        List<String> lastLines) {
    public EndReport {
        lastLines = List.copyOf(lastLines);
    }
}
