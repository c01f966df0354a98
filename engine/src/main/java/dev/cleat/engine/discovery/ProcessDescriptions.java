package dev.cleat.engine.discovery;

import dev.cleat.engine.api.ProcessInfo;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.procfs.CommandLine;
import dev.cleat.engine.procfs.ProcessStat;
import dev.cleat.engine.procfs.ProcessStatus;
import java.util.List;
import java.util.Optional;

/** One process at a time, in full. */
final class ProcessDescriptions {

    private final Procfs procfs;
    private final long pageSize;

    ProcessDescriptions(Procfs procfs) {
        this.procfs = procfs;
        this.pageSize = procfs.pageSize();
    }

    /** Empty when it is dead. */
    Optional<ProcessInfo> of(long pid) {
        Optional<ProcessStat> stat = procfs.stat(pid).filter(ProcessStat::isAlive);
        Optional<ProcessStatus> status = procfs.status(pid);
        if (stat.isEmpty() || status.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new ProcessInfo(
                pid,
                status.get().innermostPid(pid),
                stat.get().parentPid(),
                status.get().uids().get(0),
                stat.get().state(),
                stat.get().cpuNanos(),
                stat.get().residentPages() * pageSize,
                command(stat.get())));
    }

    private String command(ProcessStat stat) {
        String command = String.join(" ", procfs.commandLine(stat.pid()).orElse(List.of()));
        String shown = command.isBlank() ? "[" + stat.command() + "]" : command;
        return shown.substring(0, Math.min(shown.length(), CommandLine.MAX_BYTES));
    }
}
