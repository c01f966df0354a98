package dev.cleat.engine.start;

import dev.cleat.engine.cgroup.ContainerCgroup;
import dev.cleat.engine.plan.StartPlan.CgroupPlan;
import dev.cleat.engine.stage.KeeperResources.EndCopy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a container's cgroups know when it has ended and nobody knows any more when they are removed: the keeper copies it
 * first. Names of files: cgroup-v2.rst, cgroup-v1/memory.rst, pids.rst, cpuacct.rst.
 */
public enum EndFile {
    /** Lines {@code oom_kill N}; v1 counts where the process was that was killed. */
    MEMORY_EVENTS("memory.events", "memory", CgroupPlan.INIT + "/memory.oom_control"),
    /** Bytes. */
    MEMORY_PEAK("memory.peak", "memory", "memory.max_usage_in_bytes"),
    /** v2: lines {@code usage_usec N}; v1: nanoseconds. */
    CPU("cpu.stat", "cpuacct", "cpuacct.usage"),
    /** The greatest number of processes at a time; v1 only counts forks that were refused, where the process was. */
    PIDS_PEAK("pids.peak", "pids", CgroupPlan.INIT + "/pids.events");

    private final String unified;
    private final String controller;
    private final String legacy;

    EndFile(String unified, String controller, String legacy) {
        this.unified = unified;
        this.controller = controller;
        this.legacy = legacy;
    }

    /** Its name in the state directory. */
    public String savedAs() {
        return "end." + unified;
    }

    static List<EndCopy> of(ContainerCgroup cgroup) {
        Map<String, Path> directories = cgroup.directories();
        List<EndCopy> copies = new ArrayList<>();
        for (EndFile file : values()) {
            Optional.ofNullable(directories.get(file.controller))
                    .map(directory -> directory.resolve(file.legacy))
                    .or(() -> Optional.ofNullable(directories.get("unified"))
                            .map(directory -> directory.resolve(file.unified)))
                    .ifPresent(path -> copies.add(new EndCopy(path, file.savedAs())));
        }
        return copies;
    }
}
