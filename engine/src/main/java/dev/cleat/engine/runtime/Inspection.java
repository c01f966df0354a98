package dev.cleat.engine.runtime;

import dev.cleat.engine.api.ContainerDetail;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.ProcessInfo;
import dev.cleat.engine.discovery.ContainerProcesses;
import dev.cleat.engine.discovery.FoundContainer;
import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.procfs.ProcessCgroup;
import dev.cleat.engine.runtime.OurContainers.Ours;
import dev.cleat.engine.state.ExitRecord;
import dev.cleat.engine.state.SavedContainer;
import dev.cleat.engine.state.StateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One container in full. */
final class Inspection {

    private static final long LARGEST_DEFINITION = 1 << 20;

    private final ContainerList list;
    private final OurContainers ours;
    private final ForeignContainers foreign;
    private final StateStore states;
    private final Procfs procfs;
    private final CgroupLayout layout;
    private final ContainerProcesses processes;

    Inspection(
            ContainerList list,
            OurContainers ours,
            ForeignContainers foreign,
            StateStore states,
            Procfs procfs,
            CgroupLayout layout) {
        this.list = list;
        this.ours = ours;
        this.foreign = foreign;
        this.states = states;
        this.procfs = procfs;
        this.layout = layout;
        this.processes = new ContainerProcesses(procfs, layout);
    }

    ContainerDetail of(String name) throws ContainerException {
        List<ContainerSummary> all = list.read();
        ContainerSummary summary = all.stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow(() -> TargetFinder.unknown(name));
        Optional<SavedContainer> saved = summary.isOurs() ? ours.find(name).map(Ours::saved) : Optional.empty();
        ProcessCgroup cgroup = ownCgroup(summary, saved);
        Map<String, Path> directories = directories(cgroup);
        return new ContainerDetail(
                summary,
                Optional.empty(),
                rootfs(summary, saved),
                procfs.commandLine(summary.pid()).orElse(List.of()),
                processes(summary, cgroup),
                ContainerList.members(all, procfs).of(name),
                directories,
                pressure(directories),
                summary.definition().flatMap(Inspection::text),
                saved.flatMap(SavedContainer::consoleLog),
                summary.isOurs() ? states.readExit(name).map(ExitRecord::describe) : Optional.empty());
    }

    /** What a container has as its root directory; empty when nobody knows. */
    Optional<String> rootfs(ContainerSummary summary) throws ContainerException {
        return rootfs(summary, summary.isOurs() ? ours.find(summary.name()).map(Ours::saved) : Optional.empty());
    }

    private Optional<String> rootfs(ContainerSummary summary, Optional<SavedContainer> saved) {
        return saved.map(SavedContainer::rootfs).or(() -> rootMount(summary));
    }

    private List<ProcessInfo> processes(ContainerSummary summary, ProcessCgroup cgroup) {
        return summary.pid() == 0 ? List.of() : processes.of(summary.pid(), cgroup);
    }

    private ProcessCgroup ownCgroup(ContainerSummary summary, Optional<SavedContainer> saved)
            throws ContainerException {
        ProcessCgroup none = new ProcessCgroup(List.of());
        if (summary.pid() == 0) {
            return none;
        }
        if (saved.isPresent()) {
            return procfs.cgroup(summary.pid())
                    .map(init -> OwnCgroup.of(saved.get(), init))
                    .orElse(none);
        }
        return foreign.find(summary.name()).map(FoundContainer::ownCgroup).orElse(none);
    }

    /** On this host, by controller; v2: unified. */
    Map<String, Path> directories(ProcessCgroup cgroup) {
        Map<String, Path> directories = new TreeMap<>();
        for (ProcessCgroup.Entry entry : cgroup.entries()) {
            CgroupLayout.Hierarchy hierarchy = layout.byKey().get(entry.key());
            if (hierarchy != null && hierarchy.reaches(entry.path())) {
                Path directory = hierarchy.directory(entry.path());
                List<String> keys = entry.isUnified() ? List.of("unified") : entry.controllers();
                keys.forEach(key -> directories.put(key, directory));
            }
        }
        return directories;
    }

    /** Pressure files exist below v2 only (Documentation/accounting/psi.rst). */
    private static Map<String, String> pressure(Map<String, Path> directories) {
        Map<String, String> pressure = new TreeMap<>();
        Path unified = directories.get("unified");
        if (unified != null) {
            for (String resource : List.of("cpu", "memory", "io")) {
                read(unified.resolve(resource + ".pressure")).ifPresent(text -> pressure.put(resource, text));
            }
        }
        return pressure;
    }

    private Optional<String> rootMount(ContainerSummary summary) {
        return procfs.mounts(summary.pid()).orElse(List.of()).stream()
                .filter(mount -> mount.mountPoint().equals("/"))
                .reduce((first, last) -> last)
                .map(mount -> mount.type() + " " + mount.source());
    }

    private static Optional<String> text(Path definition) {
        try {
            return Files.size(definition) > LARGEST_DEFINITION
                    ? Optional.empty()
                    : Optional.of(Files.readString(definition));
        } catch (IOException e) {
            return Optional.empty(); // removed or changed into something else meanwhile
        }
    }

    private static Optional<String> read(Path file) {
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
