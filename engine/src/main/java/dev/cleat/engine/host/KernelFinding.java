package dev.cleat.engine.host;

import dev.cleat.engine.api.HostReport.Finding;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the kernel is new enough. */
final class KernelFinding {
    /** mount_setattr(2) and everything else the stage calls: clone3 with CLONE_INTO_CGROUP 5.7, close_range 5.9. */
    private static final int MAJOR = 5;

    private static final int MINOR = 12;

    private static final Pattern RELEASE = Pattern.compile("(\\d+)\\.(\\d+).*");

    private KernelFinding() {}

    static Finding of(String release) {
        if (isAtLeast(release, MAJOR, MINOR)) {
            return Findings.ok("kernel", release);
        }
        return Findings.broken(
                "kernel",
                release.isEmpty() ? "unknown" : release,
                "no container can be started: mount_setattr(2) needs Linux 5.12",
                "a kernel of 5.12 or newer; every distribution's current release has one");
    }

    /** True for a release of that or a later kernel, {@code 6.1.0-18-amd64}. */
    static boolean isAtLeast(String release, int major, int minor) {
        Matcher numbers = RELEASE.matcher(release);
        return numbers.matches()
                && (Integer.parseInt(numbers.group(1)) > major
                        || Integer.parseInt(numbers.group(1)) == major && Integer.parseInt(numbers.group(2)) >= minor);
    }
}
