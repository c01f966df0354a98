package dev.cleat.engine.cgroup;

import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.host.CgroupLayout.Hierarchy;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.linux.Credentials;
import dev.cleat.engine.procfs.ProcessCgroup;
import dev.cleat.engine.procfs.ProcessCgroup.Entry;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Where another process is, for one of ours that shall be there too. */
final class CgroupsOfProcess {

    private final CgroupLayout layout;
    private final Procfs procfs;

    CgroupsOfProcess(CgroupLayout layout, Procfs procfs) {
        this.layout = layout;
        this.procfs = procfs;
    }

    Membership of(long pid) throws CgroupException {
        Map<String, Hierarchy> mounted = layout.byKey();
        Map<String, String> own = placeOf(Credentials.processId()).entries().stream()
                .collect(Collectors.toMap(Entry::key, Entry::path, (a, b) -> a));
        var others = new LinkedHashMap<Hierarchy, Path>();
        for (Entry entry : placeOf(pid).entries()) {
            // A hierarchy that is mounted nowhere here was never used to limit anything, or is none of ours to enter.
            Hierarchy hierarchy = mounted.get(entry.key());
            if (hierarchy != null && !entry.path().equals(own.get(entry.key()))) {
                others.put(hierarchy, directory(hierarchy, entry));
            }
        }
        return Membership.in(others);
    }

    private ProcessCgroup placeOf(long pid) throws CgroupException {
        return procfs.cgroup(pid)
                .orElseThrow(
                        () -> CgroupException.of(Path.of("/proc", Long.toString(pid), "cgroup"), "process is gone"));
    }

    private static Path directory(Hierarchy hierarchy, Entry entry) throws CgroupException {
        if (!hierarchy.reaches(entry.path())) {
            throw CgroupException.of(
                    hierarchy.mountPoint(),
                    "the container's cgroup " + entry.path() + " is outside of what we can reach");
        }
        return hierarchy.directory(entry.path());
    }
}
