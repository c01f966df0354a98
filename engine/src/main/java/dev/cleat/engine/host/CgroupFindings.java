package dev.cleat.engine.host;

import dev.cleat.engine.api.HostReport.Finding;
import dev.cleat.engine.host.CgroupLayout.Hierarchy;
import dev.cleat.engine.host.CgroupLayout.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The cgroup layout, and each controller that a definition can use. */
final class CgroupFindings {
    /** What cannot be done without each controller of v1; v2 has some of them built in. */
    private static final List<Controller> CONTROLLERS = List.of(
            new Controller("cpu", "limits.cpu has no effect"),
            new Controller("cpuset", "limits.cpus has no effect"),
            new Controller("memory", "no limit and no figure of memory"),
            new Controller("pids", "no limit on processes: a fork bomb inside reaches the host"),
            new Controller("io", "no limit and no figure of block I/O"),
            new Controller("freezer", "freeze and thaw do not work"),
            new Controller("devices", "devices are guarded by missing nodes and capabilities alone"));

    private final CgroupLayout layout;

    CgroupFindings(CgroupLayout layout) {
        this.layout = layout;
    }

    private record Controller(String name, String cost) {}

    List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        findings.add(layoutFinding());
        CONTROLLERS.forEach(controller -> findings.add(finding(controller.name(), controller.cost())));
        return findings;
    }

    private Finding layoutFinding() {
        String subject = "cgroup layout";
        return switch (layout.kind()) {
            case V2 -> Findings.ok(subject, "v2");
            case HYBRID -> Findings.ok(subject, "hybrid: v1 controllers and a v2 hierarchy");
            case V1 -> Findings.ok(subject, "v1");
            case NONE ->
                Findings.broken(
                        subject,
                        "no cgroup hierarchy is mounted",
                        "no limits, no figures, no freezing, and stopping relies on the pid namespace",
                        "mount -t cgroup2 none /sys/fs/cgroup");
        };
    }

    private Finding finding(String controller, String cost) {
        String subject = "cgroup controller " + controller;
        Optional<Hierarchy> hierarchy = hierarchyOf(controller);
        if (hierarchy.isEmpty()) {
            return Findings.missing(subject, "not mounted or not in this kernel", cost, mountAdvice(controller));
        }
        String where = (hierarchy.get().unified() ? "v2" : "v1") + " at "
                + hierarchy.get().mountPoint();
        if (hierarchy.get().base().isPresent()) {
            return Findings.ok(
                    subject,
                    where + ", writable below " + hierarchy.get().base().get());
        }
        return Findings.missing(
                subject,
                where + ", not writable by this user",
                cost,
                "run as root, or in a delegated cgroup: systemd-run --user --scope -p Delegate=yes cleat ...");
    }

    /** io is v1's blkio; freezing and device policies need no controller on v2. */
    private Optional<Hierarchy> hierarchyOf(String controller) {
        Optional<Hierarchy> legacy = layout.of(controller.equals("io") ? "blkio" : controller);
        if (legacy.isPresent()) {
            return legacy;
        }
        boolean builtIn = controller.equals("freezer") || controller.equals("devices");
        return builtIn ? layout.unified() : layout.of(controller);
    }

    private String mountAdvice(String controller) {
        if (layout.kind() == Kind.V2) {
            return "boot without cgroup_disable=" + controller + ", on some boards with cgroup_enable=" + controller;
        }
        return "mount -t cgroup -o " + (controller.equals("io") ? "blkio" : controller) + " none /sys/fs/cgroup/"
                + (controller.equals("io") ? "blkio" : controller);
    }
}
