package dev.cleat.engine.procfs;

import java.util.Optional;

/**
 * The fields of /proc/PID/stat that we use (proc_pid_stat(5)).
 *
 * @param pid on the host
 * @param command comm, at most 15 bytes, chosen by the process: any character, parentheses and blanks among them
 * @param state R running, S sleeping, D waiting for a device, T stopped, Z zombie, X dead, I idle kernel thread
 * @param parentPid 0 for PID 1 and for a parent outside of our pid namespace
 * @param sessionId pid of the session's leader (setsid(2)); 0 when that is outside of our pid namespace
 * @param userTicks time in user mode, {@link #TICKS_PER_SECOND} to the second
 * @param systemTicks time in kernel mode, ticks
 * @param startTicks when it was started, ticks after boot; with the pid it identifies a process for good
 * @param residentPages pages in memory
 */
public record ProcessStat(
        long pid,
        String command,
        char state,
        long parentPid,
        long sessionId,
        long userTicks,
        long systemTicks,
        long startTicks,
        long residentPages) {

    /** USER_HZ (include/asm-generic/param.h): 100 on every architecture Java 17 runs on. */
    public static final int TICKS_PER_SECOND = 100;

    private static final long NANOS_PER_TICK = 1_000_000_000L / TICKS_PER_SECOND;
    private static final int FIELDS_AFTER_COMMAND = 22;

    /** The one line of a stat file; empty when it is not whole, as for a process that vanished. */
    public static Optional<ProcessStat> parse(String text) {
        // The command may hold ") S 1 (" itself, but nothing after it holds a parenthesis.
        int open = text.indexOf(" (");
        int close = text.lastIndexOf(')');
        if (open < 0 || close < open || close + 2 >= text.length()) {
            return Optional.empty();
        }
        String[] rest = text.substring(close + 2).strip().split(" ");
        if (rest.length < FIELDS_AFTER_COMMAND) {
            return Optional.empty();
        }
        return Optional.of(new ProcessStat(
                Numbers.parse(text.substring(0, open)),
                text.substring(open + 2, close),
                rest[0].charAt(0),
                Numbers.parse(rest[1]),
                Numbers.parse(rest[3]),
                Numbers.parse(rest[11]),
                Numbers.parse(rest[12]),
                Numbers.parse(rest[19]),
                Numbers.parse(rest[21])));
    }

    /** False for a process that has ended, whether or not its parent has asked for its status. */
    public boolean isAlive() {
        return state != 'Z' && state != 'X' && state != 'x';
    }

    /** CPU time used so far, nanoseconds. */
    public long cpuNanos() {
        return (userTicks + systemTicks) * NANOS_PER_TICK;
    }

    /** When it was started, nanoseconds after boot. */
    public long startNanosAfterBoot() {
        return nanosAfterBoot(startTicks);
    }

    /** Of a start time in ticks. */
    public static long nanosAfterBoot(long ticks) {
        return ticks * NANOS_PER_TICK;
    }
}
