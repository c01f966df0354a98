package dev.cleat.engine.definition;

import java.nio.file.Path;
import java.util.Optional;
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

    /** Why a file system of type {@code type} is not mounted there, a clause; empty: it may be. */
    static Optional<String> refusal(String type, String path) {
        Path target = Path.of(path).normalize();
        boolean isKernels = target.startsWith(PROC) || target.startsWith(SYS);
        return isKernels && !isAllowed(type, target)
                ? Optional.of(path + ": nothing is mounted on the kernel's own files there, which programs trust"
                        + " (CVE-2015-3630)")
                : Optional.empty();
    }

    private static boolean isAllowed(String type, Path target) {
        String path = target.toString();
        return isOwnKind(type, target)
                || FIGURES.contains(path)
                || MOUNT_POINTS.contains(path)
                || DefaultPaths.MASKED.contains(path)
                || target.startsWith("/sys/fs/cgroup");
    }

    /** A /proc or a /sys themselves, as fstab has them. */
    private static boolean isOwnKind(String type, Path target) {
        return target.equals(PROC) && type.equals("proc") || target.equals(SYS) && type.equals("sysfs");
    }
}
