package dev.cleat.engine.cgroup;

import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.host.CgroupLayout.Hierarchy;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.procfs.ProcessCgroup;
import dev.cleat.engine.procfs.ProcessCgroup.Entry;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Puts one process where another one is. */
final class CgroupsOfProcess {
    /** A systemd that starts moves itself into a leaf of its own, a few times at most. */
    private static final int TRIES = 3;

    private final CgroupLayout layout;
    private final Procfs procfs;

    CgroupsOfProcess(CgroupLayout layout, Procfs procfs) {
        this.layout = layout;
        this.procfs = procfs;
    }

    void join(long initPid, long pid) throws CgroupException {
        ProcessCgroup target = placeOf(initPid);
        for (int i = 1; ; i++) {
            try {
                enter(target, pid);
                return;
            } catch (CgroupException e) {
                // EBUSY on v2 means that init has left this cgroup meanwhile and handed its controllers down: a cgroup
                // with a
                // process in it never has controllers to hand down, so where init is now can be joined.
                ProcessCgroup now = placeOf(initPid);
                if (i == TRIES || now.equals(target)) {
                    throw explained(target, e);
                }
                target = now;
            }
        }
    }

    private ProcessCgroup placeOf(long pid) throws CgroupException {
        return procfs.cgroup(pid)
                .orElseThrow(
                        () -> CgroupException.of(Path.of("/proc", Long.toString(pid), "cgroup"), "process is gone"));
    }

    private void enter(ProcessCgroup target, long pid) throws CgroupException {
        Map<String, Hierarchy> mounted = layout.byKey();
        Map<String, String> current =
                placeOf(pid).entries().stream().collect(Collectors.toMap(Entry::key, Entry::path, (a, b) -> a));
        var membership = new Membership();
        for (Entry entry : target.entries()) {
            // A hierarchy that is mounted nowhere here was never used to limit anything, or is none of ours to enter.
            Hierarchy hierarchy = mounted.get(entry.key());
            if (hierarchy != null && !entry.path().equals(current.get(entry.key()))) {
                membership.put(pid, directory(hierarchy, entry));
            }
        }
        membership.enter();
    }

    private static Path directory(Hierarchy hierarchy, Entry entry) throws CgroupException {
        if (!hierarchy.reaches(entry.path())) {
            throw CgroupException.of(
                    hierarchy.mountPoint(),
                    "the container's cgroup " + entry.path() + " is outside of what we can reach");
        }
        return hierarchy.directory(entry.path());
    }

    /** A process from outside cannot enter a threaded cgroup: EOPNOTSUPP (cgroups(7), "Thread mode"). */
    private CgroupException explained(ProcessCgroup target, CgroupException refused) {
        Optional<Path> unified = layout.unified()
                .flatMap(
                        hierarchy -> target.unified().filter(hierarchy::reaches).map(hierarchy::directory));
        boolean threaded = unified.map(path -> path.resolve("cgroup.type"))
                .flatMap(CgroupFile::read)
                .filter(type -> type.equals("threaded") || type.equals("domain invalid"))
                .isPresent();
        if (!threaded) {
            return refused;
        }
        return CgroupException.of(
                unified.get(),
                "the container's init is in a threaded cgroup, which no process from outside can enter",
                refused);
    }
}
