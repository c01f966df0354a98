package dev.cleat.engine.discovery;

import dev.cleat.engine.api.Runtime;
import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.host.CgroupLayout.Hierarchy;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.procfs.ProcessCgroup;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Tells in which hierarchies a container has a cgroup that it shares with nobody outside: only there its figures are its own.
 */
final class OwnCgroup {
    private final Procfs procfs;
    private final Map<String, Hierarchy> mounted;
    private final ProcessTable table;

    OwnCgroup(Procfs procfs, CgroupLayout layout, ProcessTable table) {
        this.procfs = procfs;
        this.mounted = layout.byKey();
        this.table = table;
    }

    /** The same container, without the cgroups that it shares. */
    FoundContainer narrow(FoundContainer container, ProcessEntry init, ProcessEntry parent) {
        ProcessCgroup outside = procfs.cgroup(parent.pid).orElse(new ProcessCgroup(List.of()));
        var own = new ProcessCgroup(container.ownCgroup().entries().stream()
                .filter(entry -> !entry.path().equals("/") && !isIn(entry, outside))
                // A runtime makes a cgroup for each container. Who else made namespaces may have left it in anyone's.
                .filter(entry -> container.runtime() != Runtime.UNKNOWN || isAlone(entry, init))
                .toList());
        return new FoundContainer(
                container.name(),
                container.runtime(),
                container.id(),
                container.home(),
                container.pid(),
                container.startTicks(),
                container.namespaces(),
                container.cgroup(),
                own);
    }

    private static boolean isIn(ProcessCgroup.Entry entry, ProcessCgroup outside) {
        return outside.entries().stream()
                .filter(other -> other.key().equals(entry.key()))
                .anyMatch(other -> (other.path() + "/").startsWith(entry.path() + "/"));
    }

    private boolean isAlone(ProcessCgroup.Entry entry, ProcessEntry init) {
        Hierarchy hierarchy = mounted.get(entry.key());
        if (hierarchy == null || !hierarchy.reaches(entry.path())) {
            return false;
        }
        try {
            return Files.readAllLines(hierarchy.directory(entry.path()).resolve("cgroup.procs")).stream()
                    .map(line -> table.find(Long.parseLong(line)))
                    .flatMap(Optional::stream)
                    .allMatch(process -> process.isTogetherWith(init));
        } catch (IOException e) {
            // Removed meanwhile, or not ours to read.
            return false;
        }
    }
}
