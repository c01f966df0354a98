package dev.cleat.tui;

import dev.cleat.engine.api.CgroupDetail;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Drift;
import dev.cleat.engine.api.Extra;
import dev.cleat.engine.api.Insight;
import dev.cleat.engine.api.MountEntry;
import dev.cleat.engine.api.NamespaceGroup;
import dev.cleat.engine.api.NamespaceMember;
import dev.cleat.engine.api.NetAddresses;
import dev.cleat.engine.api.ProcessInfo;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The same close look at everything, with something hostile in it. */
final class FakeInsight implements Insight {

    private static final String HOSTILE = "/x\u001b]0;own\u0007\u202ey";

    @Override
    public List<MountEntry> mounts(String container) {
        return List.of(
                new MountEntry("/", "overlay", "overlay", "/", List.of("rw", "nodev", "relatime"), List.of()),
                new MountEntry("/proc", "proc", "proc", "/", List.of("rw", "nosuid", "nodev", "noexec"), List.of()),
                new MountEntry("/sys", "sysfs", "sysfs", "/", List.of("ro", "nosuid"), List.of("master:7")),
                new MountEntry(HOSTILE, "ext4", "/dev/vda1", "/srv/data", List.of("rw"), List.of("shared:3")));
    }

    @Override
    public CgroupDetail cgroupOf(String container) {
        return cgroup("/cleat/" + container);
    }

    @Override
    public CgroupDetail cgroup(String path) {
        Map<String, String> limits = new LinkedHashMap<>();
        limits.put("cpu.max", "200000 100000");
        limits.put("memory.max", "536870912");
        limits.put("memory.high", "max");
        limits.put("io.max", "8:0 rbps=1048576 wbps=max\n8:16 rbps=max wbps=2097152");
        limits.put("pids.max", "512");
        Map<String, Long> counters = new LinkedHashMap<>();
        counters.put("cpu.stat usage_usec", 93_000_000L);
        counters.put("cpu.stat nr_periods", 4000L);
        counters.put("cpu.stat nr_throttled", 120L);
        counters.put("cpu.stat throttled_usec", 3_420_000L);
        counters.put("memory.events oom_kill", 1L);
        counters.put("memory.peak", 734_003_200L);
        CgroupDetail.Share some = new CgroupDetail.Share(12.5, 3.1, 0.4);
        CgroupDetail.Share full = new CgroupDetail.Share(0, 0, 0);
        return new CgroupDetail(
                path,
                limits,
                counters,
                List.of(
                        new CgroupDetail.Pressure("cpu", some, Optional.empty()),
                        new CgroupDetail.Pressure("memory", full, Optional.of(full)),
                        new CgroupDetail.Pressure("io", some, Optional.of(full))));
    }

    @Override
    public Drift drift(String container) {
        return new Drift(
                Optional.of(List.of(
                        "create the cgroup",
                        "  cgroup cleat/" + container,
                        "  memory.max = 536870912 (resources.memory.limit)",
                        "mount the entries",
                        "  proc on /proc (nosuid, nodev, noexec)",
                        "  tmpfs on /tmp (nosuid, nodev)")),
                List.of(
                        "create the cgroup",
                        "  cgroup cleat/" + container,
                        "  memory.max = 1073741824 (resources.memory.limit)",
                        "mount the entries",
                        "  proc on /proc (nosuid, nodev, noexec)",
                        "  bind " + HOSTILE + " on /data (rw)",
                        "  tmpfs on /tmp (nosuid, nodev)"),
                List.of(),
                Optional.of(FakeContainers.NOW.minusSeconds(300)));
    }

    @Override
    public List<NamespaceMember> members(NamespaceGroup namespace) {
        return List.of(
                new NamespaceMember(
                        new ProcessInfo(4711, 1, 900, 100_000, 'S', 93_000_000_000L, 64 << 20, "nginx: master process"),
                        Optional.of("web")),
                new NamespaceMember(
                        new ProcessInfo(4712, 7, 4711, 100_033, 'R', 3_680_000_000L, 48 << 20, "nginx: worker"),
                        Optional.of("web")),
                new NamespaceMember(
                        new ProcessInfo(5000, 5000, 1, 0, 'S', 8_000_000L, 2 << 20, "sleep " + HOSTILE),
                        Optional.empty()));
    }

    @Override
    public Map<String, Extra> extras(List<ContainerSummary> containers, Set<Extra.Part> wanted) {
        Map<String, Extra> extras = new LinkedHashMap<>();
        for (ContainerSummary container : containers) {
            extras.put(
                    container.name(),
                    new Extra(
                            wanted.contains(Extra.Part.TRAFFIC) && container.pid() > 0
                                    ? OptionalLong.of(container.pid())
                                    : OptionalLong.empty(),
                            OptionalLong.empty(),
                            wanted.contains(Extra.Part.END) && container.pid() == 0
                                    ? Optional.of("signal 9")
                                    : Optional.empty(),
                            wanted.contains(Extra.Part.ROOTFS) ? Optional.of("/srv/rootfs") : Optional.empty(),
                            Optional.empty(),
                            Optional.empty()));
        }
        return extras;
    }

    @Override
    public NetAddresses addresses(String container) {
        return new NetAddresses(List.of("lo", "eth0"), List.of("10.0.3.7"), List.of("2001:db8::7"));
    }
}
