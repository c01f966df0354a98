package dev.cleat.engine.procfs;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** /proc/PID/cmdline (proc_pid_cmdline(5)): argv, each ended by NUL, all of it in the hands of the process. */
public final class CommandLine {
    /** What is read at most, bytes; a process may have an argv of megabytes. */
    public static final int MAX_BYTES = 4096;

    private CommandLine() {}

    /** argv; empty for a kernel thread and a zombie. */
    public static List<String> parse(byte[] content) {
        int length = Math.min(content.length, MAX_BYTES);
        while (length > 0 && content[length - 1] == 0) {
            length--;
        }
        if (length == 0) {
            return List.of();
        }
        return List.of(new String(content, 0, length, StandardCharsets.UTF_8).split("\0", -1));
    }
}
