package dev.cleat.engine.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What the kernel counts about a process. */
final class Kernel {

    private Kernel() {}

    /** Processor time of all its threads so far, to 10 ms; a process that is not reaped yet counts. */
    static long cpuNanos(long pid) throws IOException {
        String stat = Files.readString(process(pid).resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]); // utime and stime of proc_pid_stat(5)
        return ticks * 10_000_000;
    }

    /** Proportional set size in kB. */
    static long pss(long pid) throws IOException {
        return line(process(pid).resolve("smaps_rollup"), "Pss:");
    }

    /** Resident set size in kB. */
    static long resident(long pid) throws IOException {
        return line(process(pid).resolve("status"), "VmRSS:");
    }

    static long parent(long pid) throws IOException {
        return line(process(pid).resolve("status"), "PPid:");
    }

    private static Path process(long pid) {
        return Path.of("/proc", Long.toString(pid));
    }

    private static long line(Path file, String key) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .mapToLong(line -> firstNumber(line.substring(key.length())))
                .findFirst()
                .orElseThrow(() -> new IOException("no " + key + " in " + file));
    }

    private static long firstNumber(String text) {
        return Long.parseLong(text.strip().split("\\s+")[0]);
    }
}
