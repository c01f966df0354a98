package dev.cleat.engine.plan;

import static dev.cleat.engine.linux.MountAttribute.NODEV;
import static dev.cleat.engine.linux.MountAttribute.NOSUID;
import static dev.cleat.engine.linux.MountAttribute.RDONLY;

import dev.cleat.engine.host.HostFacts.HostMount;
import dev.cleat.engine.plan.MountPlan.Flag;
import dev.cleat.engine.plan.MountPlan.Parameter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a container that has the host's own root sees of the rest of the host: its other disks read-only, its secrets not. */
final class HostRoot {

    /** Kernel interfaces and memory, none of which hold the host's files. */
    private static final Set<String> NOT_STORAGE = Set.of(
            "autofs",
            "binfmt_misc",
            "bpf",
            "cgroup",
            "cgroup2",
            "configfs",
            "debugfs",
            "devpts",
            "devtmpfs",
            "efivarfs",
            "fusectl",
            "hugetlbfs",
            "mqueue",
            "nsfs",
            "overlay",
            "proc",
            "pstore",
            "ramfs",
            "rpc_pipefs",
            "securityfs",
            "selinuxfs",
            "sysfs",
            "tmpfs",
            "tracefs");

    /** What the container gets of its own. */
    private static final List<Path> OWN =
            List.of(Path.of("/proc"), Path.of("/sys"), Path.of("/dev"), Path.of("/run"), Path.of("/tmp"));

    private static final List<String> SECRETS = List.of("/etc/shadow", "/etc/gshadow", "/etc/shadow-", "/etc/gshadow-");

    private final Planning planning;
    private final boolean isOverlay;

    HostRoot(Planning planning, boolean isOverlay) {
        this.planning = planning;
        this.isOverlay = isOverlay;
    }

    /** Mounts after /proc, /sys and /dev. A recursive bind of the root has the disks already. */
    List<MountPlan> entries() {
        List<MountPlan> entries = new ArrayList<>();
        if (isOverlay) {
            // An overlay shows one file system of its lower directory; those mounted on it have to follow one by one.
            for (Path disk : disks()) {
                entries.add(Mounts.bind(
                        disk.toString(),
                        disk.toString(),
                        RDONLY | NODEV,
                        Set.of(Flag.TARGET_OPTIONAL, Flag.SOURCE_OPTIONAL)));
            }
        }
        entries.add(Mounts.fileSystem("tmpfs", "/tmp", NOSUID | NODEV, Parameter.of("mode", "1777")));
        entries.add(Mounts.fileSystem("tmpfs", "/run", NOSUID | NODEV, Parameter.of("mode", "0755")));
        return entries;
    }

    /** Password hashes, and everything Cleat keeps about other containers. */
    List<String> hiddenPaths() {
        Set<String> hidden = new LinkedHashSet<>(SECRETS);
        Places places = planning.places();
        for (Path own : List.of(places.definitions(), places.state(), places.logs())) {
            if (OWN.stream().noneMatch(own::startsWith)) {
                hidden.add(own.toString());
            }
        }
        return List.copyOf(hidden);
    }

    private Set<Path> disks() {
        Set<Path> disks = new LinkedHashSet<>();
        for (HostMount mount : planning.host().mounts()) {
            Path point = mount.mountPoint();
            boolean isOwn = OWN.stream().anyMatch(point::startsWith)
                    || point.startsWith(planning.places().state())
                    || point.getNameCount() == 0;
            if (!isOwn && !NOT_STORAGE.contains(mount.fileSystemType())) {
                disks.add(point);
            }
        }
        return disks;
    }
}
