package dev.cleat.engine.host;

import dev.cleat.engine.host.CgroupLayout.Hierarchy;
import dev.cleat.engine.host.CgroupLayout.Kind;
import dev.cleat.engine.procfs.MountInfo;
import dev.cleat.engine.procfs.ProcessCgroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds the {@link CgroupLayout} in what is mounted (cgroups(7), "Mounting v1 controllers", "Cgroups v2"). */
final class CgroupMounts {
    private final List<MountInfo> mounts;
    private final ProcessCgroup own;

    /**
     * @param mounts of this process
     * @param own where this process is; names the hierarchies that exist
     */
    CgroupMounts(List<MountInfo> mounts, ProcessCgroup own) {
        this.mounts = mounts.stream()
                .filter(mount -> mount.type().equals("cgroup") || mount.type().equals("cgroup2"))
                .filter(CgroupMounts::isVisible)
                .toList();
        this.own = own;
    }

    CgroupLayout layout() {
        var hierarchies = new ArrayList<Hierarchy>();
        for (MountInfo mount : mounts) {
            if (isBestOfItsHierarchy(mount)) {
                place(mount).flatMap(entry -> hierarchy(mount, entry)).ifPresent(hierarchies::add);
            }
        }
        return new CgroupLayout(kindOf(hierarchies), hierarchies);
    }

    private static Kind kindOf(List<Hierarchy> hierarchies) {
        boolean unified = hierarchies.stream().anyMatch(Hierarchy::unified);
        boolean legacy = hierarchies.stream().anyMatch(hierarchy -> !hierarchy.unified());
        if (unified) {
            return legacy ? Kind.HYBRID : Kind.V2;
        }
        return legacy ? Kind.V1 : Kind.NONE;
    }

    /** Our place in the hierarchy that {@code mount} shows. */
    private Optional<ProcessCgroup.Entry> place(MountInfo mount) {
        boolean unified = mount.type().equals("cgroup2");
        return own.entries().stream()
                .filter(entry -> unified ? entry.isUnified() : isHierarchyOf(mount, entry))
                .findFirst();
    }

    private static boolean isHierarchyOf(MountInfo mount, ProcessCgroup.Entry entry) {
        // The super options hold the controllers of the hierarchy among rw, xattr, clone_children, release_agent=...
        return !entry.isUnified() && mount.superOptions().containsAll(entry.controllers());
    }

    /** The first mount of a hierarchy that shows all of it, else the first one (a container sees a part, often twice). */
    private boolean isBestOfItsHierarchy(MountInfo mount) {
        List<MountInfo> same = mounts.stream()
                .filter(other -> other.device().equals(mount.device()))
                .toList();
        Optional<MountInfo> whole =
                same.stream().filter(other -> other.root().equals("/")).findFirst();
        return whole.or(() -> same.stream().findFirst()).stream().anyMatch(best -> best == mount);
    }

    /** False when something else is mounted over it. */
    private static boolean isVisible(MountInfo mount) {
        return path(mount.mountPoint())
                .filter(point -> Files.exists(point.resolve("cgroup.procs")))
                .isPresent();
    }

    private static Optional<Hierarchy> hierarchy(MountInfo mount, ProcessCgroup.Entry place) {
        boolean unified = place.isUnified();
        return path(mount.mountPoint()).map(point -> {
            List<String> controllers = unified ? unifiedControllers(point) : place.controllers();
            var hierarchy = new Hierarchy(point, controllers, unified, place.path(), mount.root());
            return new Hierarchy(point, controllers, unified, place.path(), mount.root(), base(hierarchy));
        });
    }

    private static List<String> unifiedControllers(Path mountPoint) {
        try {
            String text = Files.readString(mountPoint.resolve("cgroup.controllers"));
            return text.isBlank() ? List.of() : List.of(text.strip().split(" "));
        } catch (IOException e) {
            // Not readable: nothing can be limited through it.
            return List.of();
        }
    }

    /** The topmost directory from the mount point down to our own cgroup in which we may make cgroups and move processes. */
    private static Optional<Path> base(Hierarchy hierarchy) {
        Path candidate = hierarchy.mountPoint();
        if (mayFill(candidate)) {
            return Optional.of(candidate);
        }
        if (!hierarchy.reaches(hierarchy.own())) {
            return Optional.empty();
        }
        for (Path name : candidate.relativize(hierarchy.directory(hierarchy.own()))) {
            candidate = candidate.resolve(name);
            if (mayFill(candidate)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    /** Delegated means both: the directory, and its cgroup.procs (cgroups(7), "Cgroup delegation containment rules"). */
    private static boolean mayFill(Path directory) {
        return Files.isWritable(directory) && Files.isWritable(directory.resolve("cgroup.procs"));
    }

    private static Optional<Path> path(String name) {
        try {
            return Optional.of(Path.of(name));
        } catch (InvalidPathException e) {
            // A name that the JVM's locale cannot express; nothing of ours is there.
            return Optional.empty();
        }
    }
}
