package dev.cleat.tui.effect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A program and what it started: the processes of the session it leads (setsid(2)), also those whose parent has ended, and
 * what descends from it or from them. One that made a session of its own and whose parent has ended is not found.
 */
final class ProgramTree {

    /** Of the fields of /proc/PID/stat (proc_pid_stat(5)) behind the command: state is 0, the parent 1, the group 2. */
    private static final int SESSION = 3;

    private final Process program;
    private final Set<ProcessHandle> seen = new LinkedHashSet<>();

    ProgramTree(Process program) {
        this.program = program;
        seen.add(program.toHandle());
    }

    /**
     * Those that live, and zombies; the program first: a shell would go on with its next command. Those that were told of once
     * are told of again, whoever their parent is by now.
     */
    synchronized List<ProcessHandle> living() {
        boolean isGrowing = true;
        List<ProcessHandle> others =
                new ArrayList<>(ProcessHandle.allProcesses().toList());
        while (isGrowing) {
            List<ProcessHandle> ours = others.stream().filter(this::isOurs).toList();
            isGrowing = seen.addAll(ours);
            others.removeAll(ours);
        }
        seen.removeIf(process -> !process.isAlive());
        return List.copyOf(seen);
    }

    private boolean isOurs(ProcessHandle process) {
        return session(process.pid()) == program.pid()
                || process.parent().filter(seen::contains).isPresent();
    }

    /** 0 for one that has ended. The number of a session is no other process's as long as one is left in it. */
    private static long session(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return Long.parseLong(fields[SESSION]);
        } catch (IOException | IndexOutOfBoundsException e) {
            return 0;
        }
    }
}
