package dev.cleat.engine.plan;

import static dev.cleat.engine.linux.MountAttribute.NODEV;
import static dev.cleat.engine.linux.MountAttribute.NOEXEC;
import static dev.cleat.engine.linux.MountAttribute.NOSUID;
import static dev.cleat.engine.linux.MountAttribute.RDONLY;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.definition.Definition.Access;
import dev.cleat.engine.plan.MountPlan.Flag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The kernel's own file systems in a container: /proc and /sys. */
final class KernelMounts {

    private static final long SAFE = NOSUID | NODEV | NOEXEC;

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
            mounts.addAll(new CgroupMountsPlanner(planning, cgroup).mounts());
        }
        return mounts;
    }

    /** A new one shows the pid namespace of who mounts it, and is refused where that is not ours to see (proc(5)). */
    private MountPlan proc() {
        if (planning.lacksPowerOver(NamespaceType.PID)) {
            mustBeTheHosts(NamespaceType.PID, "proc");
            return bound("/proc", SAFE);
        }
        return Mounts.fileSystem("proc", "/proc", SAFE);
    }

    /** A new one shows the network namespace of who mounts it and needs power over that (sysfs_init_fs_context(), fs/sysfs/mount.c). */
    private MountPlan sys(boolean writable) {
        if (planning.lacksPowerOver(NamespaceType.NET)) {
            mustBeTheHosts(NamespaceType.NET, "sys");
            return bound("/sys", SAFE | RDONLY);
        }
        return Mounts.fileSystem("sysfs", "/sys", writable ? SAFE : SAFE | RDONLY);
    }

    /** What is mounted on the host shows the host's; of a third one there is nothing to copy. */
    private void mustBeTheHosts(NamespaceType type, String key) {
        if (planning.isShared(type)) {
            planning.reasons()
                    .cannot(
                            "namespaces." + type.definitionKey()
                                    + ": in a user namespace of its own the container cannot" + " mount /" + key
                                    + " of another's " + type.definitionKey() + " namespace",
                            "share the user namespace as well, or set autoMounts." + key + ": off");
        }
    }

    private static MountPlan bound(String path, long attributes) {
        return Mounts.bind(path, path, attributes, Set.of(Flag.RECURSIVE, Flag.CREATE_DIRECTORY));
    }
}
