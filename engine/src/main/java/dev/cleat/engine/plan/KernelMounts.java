package dev.cleat.engine.plan;

import static dev.cleat.engine.linux.MountAttribute.NODEV;
import static dev.cleat.engine.linux.MountAttribute.NOEXEC;
import static dev.cleat.engine.linux.MountAttribute.NOSUID;
import static dev.cleat.engine.linux.MountAttribute.RDONLY;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Definition.Access;
import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.host.CgroupLayout.Hierarchy;
import dev.cleat.engine.plan.MountPlan.Flag;
import dev.cleat.engine.plan.MountPlan.Parameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The kernel's own file systems in a container: /proc, /sys and /sys/fs/cgroup. */
final class KernelMounts {

    private static final long SAFE = NOSUID | NODEV | NOEXEC;
    private static final String CGROUPS = "/sys/fs/cgroup";
    private static final long CGROUP_DIRECTORY_BYTES = 64L << 10;
    private static final String NAMED = "name=";

    private final Planning planning;
    private final Optional<String> cgroup;

    /** @param cgroup the container's cgroup below the base of each hierarchy; empty: it has none */
    KernelMounts(Planning planning, Optional<String> cgroup) {
        this.planning = planning;
        this.cgroup = cgroup;
    }

    List<MountPlan> mounts() {
        List<MountPlan> mounts = new ArrayList<>();
        if (planning.definition().autoMounts().proc() != Access.OFF) {
            mounts.add(proc());
        }
        Access sys = planning.definition().autoMounts().sys();
        if (sys != Access.OFF) {
            mounts.add(sys(sys == Access.READ_WRITE));
            mounts.addAll(cgroups());
        }
        return mounts;
    }

    /** A new one shows the pid namespace of who mounts it, and is refused where that is not ours to see (proc(5)). */
    private MountPlan proc() {
        if (planning.inUserNamespace() && !planning.isPrivate(NamespaceType.PID)) {
            return bound("/proc", SAFE);
        }
        return Mounts.fileSystem("proc", "/proc", SAFE);
    }

    /** A new one shows the network namespace of who mounts it and needs power over that (sysfs_init_fs_context(), fs/sysfs/mount.c). */
    private MountPlan sys(boolean writable) {
        if (planning.inUserNamespace() && !planning.isPrivate(NamespaceType.NET)) {
            return bound("/sys", SAFE | RDONLY);
        }
        return Mounts.fileSystem("sysfs", "/sys", writable ? SAFE : SAFE | RDONLY);
    }

    private List<MountPlan> cgroups() {
        Access access = planning.definition().autoMounts().cgroup();
        CgroupLayout layout = planning.host().layout();
        if (access == Access.OFF || layout.hierarchies().isEmpty()) {
            return List.of();
        }
        if (cgroup.isEmpty()) {
            planning.reasons().note("/sys/fs/cgroup is not mounted: the container has no cgroup of its own");
            return List.of();
        }
        long attributes = access == Access.READ_WRITE ? SAFE : SAFE | RDONLY;
        if (layout.kind() == CgroupLayout.Kind.V2) {
            return List.of(hierarchy(layout.unified().orElseThrow(), CGROUPS, attributes));
        }
        List<MountPlan> mounts = new ArrayList<>();
        mounts.add(Mounts.fileSystem("tmpfs", CGROUPS, SAFE, Mounts.sized("0755", CGROUP_DIRECTORY_BYTES)));
        for (Hierarchy hierarchy : layout.hierarchies()) {
            mounts.add(
                    hierarchy(hierarchy, CGROUPS + "/" + hierarchy.mountPoint().getFileName(), attributes));
        }
        return mounts;
    }

    /**
     * With a cgroup namespace of its own a new mount begins at the container's cgroup (cgroup_namespaces(7)); with the
     * host's it would show every cgroup, so the container's own subtree is bound.
     */
    private MountPlan hierarchy(Hierarchy hierarchy, String target, long attributes) {
        if (!planning.isPrivate(NamespaceType.CGROUP)) {
            Path own = hierarchy.base().orElse(hierarchy.mountPoint()).resolve(cgroup.orElseThrow());
            return Mounts.bind(own.toString(), target, attributes, Set.of(Flag.CREATE_DIRECTORY, Flag.SOURCE_OPTIONAL));
        }
        if (hierarchy.unified()) {
            return Mounts.fileSystem("cgroup2", target, attributes);
        }
        return Mounts.fileSystem(
                "cgroup",
                target,
                attributes,
                hierarchy.controllers().stream().map(KernelMounts::parameter).toArray(Parameter[]::new));
    }

    private static Parameter parameter(String controller) {
        return controller.startsWith(NAMED)
                ? Parameter.of("name", controller.substring(NAMED.length()))
                : Parameter.flag(controller);
    }

    private static MountPlan bound(String path, long attributes) {
        return Mounts.bind(path, path, attributes, Set.of(Flag.RECURSIVE, Flag.CREATE_DIRECTORY));
    }
}
