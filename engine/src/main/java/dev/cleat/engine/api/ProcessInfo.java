package dev.cleat.engine.api;

/**
 * One process of a container.
 *
 * @param pid on the host
 * @param insidePid in the container's own pid namespace (last of NSpid, proc_pid_status(5)); equals {@code pid} when
 *     shared
 * @param parentPid on the host
 * @param uid real uid on the host
 * @param state one letter of /proc/PID/stat
 * @param cpuNanos user and system time, nanoseconds
 * @param memoryBytes resident set, bytes
 * @param command argv joined by blanks, else [comm]; hostile text, at most 4096 characters
 */
public record ProcessInfo(
        long pid,
        long insidePid,
        long parentPid,
        long uid,
        char state,
        long cpuNanos,
        long memoryBytes,
        String command) {}
