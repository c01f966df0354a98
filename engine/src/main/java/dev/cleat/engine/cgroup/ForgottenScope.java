package dev.cleat.engine.cgroup;

import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.host.CgroupLayout.Kind;
import java.nio.file.Path;
import java.util.List;

/**
 * A scope of systemd's that is empty, of which systemd has not heard. On v2 the kernel tells it at once; on v1 a program of
 * systemd's does, which a systemd in a container cannot have run (release_agent, cgroup-v1/cgroups.rst 1.4).
 */
final class ForgottenScope {

    private final CgroupLayout layout;

    ForgottenScope(CgroupLayout layout) {
        this.layout = layout;
    }

    /** Has systemd end the scopes above those {@code directories} of a container that has ended. Errors: none. */
    void endAbove(List<Path> directories) {
        directories.stream()
                .map(Path::getParent)
                .filter(ForgottenScope::isScope)
                .limit(1)
                .forEach(this::end);
    }

    /** The same for one. */
    void end(Path scope) {
        if (layout.kind() != Kind.V1 || !new CgroupTree(scope).exists() || hasProcesses(scope)) {
            return;
        }
        try {
            new Systemctl(false).stop(scope.getFileName().toString());
        } catch (CgroupException e) {
            // It is empty, and the next start ends it.
        }
    }

    private static boolean isScope(Path directory) {
        String name = directory.getFileName().toString();
        return name.startsWith("cleat-") && name.endsWith(".scope");
    }

    private static boolean hasProcesses(Path scope) {
        return !new CgroupTree(scope).processes().isEmpty();
    }

    /** Processes in what systemd calls {@code cgroup}, in any hierarchy. */
    List<Long> processes(String cgroup) {
        return layout.hierarchies().stream()
                .filter(hierarchy -> !cgroup.isEmpty() && hierarchy.reaches(cgroup))
                .map(hierarchy -> hierarchy.directory(cgroup))
                .flatMap(directory -> new CgroupTree(directory).processes().stream())
                .distinct()
                .toList();
    }
}
