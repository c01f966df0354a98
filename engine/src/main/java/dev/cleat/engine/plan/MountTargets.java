package dev.cleat.engine.plan;

import dev.cleat.engine.definition.DefaultPaths;
import dev.cleat.engine.definition.Definition.Mount;
import java.nio.file.Path;
import java.util.Set;

/**
 * Where a definition may mount: not on the kernel's own files, which programs, ours first of all, trust to be the
 * kernel's (CVE-2015-3630, CVE-2019-16884, CVE-2023-27561).
 */
final class MountTargets {

    private static final Path PROC = Path.of("/proc");
    private static final Path SYS = Path.of("/sys");

    /** Figures about the whole machine, which a lxcfs gives a container of its own. */
    private static final Set<String> FIGURES = Set.of(
            "/proc/cpuinfo",
            "/proc/diskstats",
            "/proc/loadavg",
            "/proc/meminfo",
            "/proc/slabinfo",
            "/proc/stat",
            "/proc/swaps",
            "/proc/uptime",
            "/proc/net/dev",
            "/sys/devices/system/cpu",
            "/sys/devices/system/cpu/online");

    /** Directories made for file systems, and empty without them. */
    private static final Set<String> MOUNT_POINTS = Set.of(
            "/proc/sys/fs/binfmt_misc",
            "/sys/firmware/efi/efivars",
            "/sys/fs/bpf",
            "/sys/fs/fuse/connections",
            "/sys/fs/pstore",
            "/sys/fs/selinux",
            "/sys/kernel/config",
            "/sys/kernel/debug",
            "/sys/kernel/security",
            "/sys/kernel/tracing");

    private MountTargets() {}

    static void check(Mount mount, Reasons reasons) {
        Path target = Path.of(mount.target()).normalize();
        boolean isKernels = target.startsWith(PROC) || target.startsWith(SYS);
        if (isKernels && !isAllowed(mount, target)) {
            reasons.cannot("mounts: " + mount.target() + ": nothing is mounted on the kernel's own files there, which"
                    + " programs trust (CVE-2015-3630)");
        }
    }

    private static boolean isAllowed(Mount mount, Path target) {
        String path = target.toString();
        return isOwnKind(mount, target)
                || FIGURES.contains(path)
                || MOUNT_POINTS.contains(path)
                || DefaultPaths.MASKED.contains(path)
                || target.startsWith("/sys/fs/cgroup");
    }

    /** A /proc or a /sys themselves, as fstab has them. */
    private static boolean isOwnKind(Mount mount, Path target) {
        return target.equals(PROC) && mount.fileSystem().equals("proc")
                || target.equals(SYS) && mount.fileSystem().equals("sysfs");
    }
}
