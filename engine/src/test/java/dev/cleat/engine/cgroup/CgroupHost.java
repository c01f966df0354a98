package dev.cleat.engine.cgroup;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.host.CgroupLayout.Hierarchy;
import dev.cleat.engine.host.HostProbe;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.plan.StartPlan.CgroupPlan;
import dev.cleat.engine.plan.StartPlan.CgroupWrite;
import dev.cleat.engine.procfs.ProcessCgroup;
import dev.cleat.engine.testing.Awaiting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** This host's own hierarchies, as root, below {@code cleat-test-PID} of each. */
abstract class CgroupHost {
    static final Duration BOUND = Awaiting.slowly(Duration.ofSeconds(30));

    final String parent = "cleat-test-" + ProcessHandle.current().pid();
    final String keepers = parent + "-keepers";
    final Procfs procfs = new Procfs();
    final CgroupLayout layout = new HostProbe(procfs).layout();
    final Cgroups cgroups = new Cgroups(layout, procfs, CgroupHost::kill);
    final List<Process> processes = new ArrayList<>();

    @BeforeEach
    void root_with_cgroups_is_needed() {
        assumeTrue(new HostProbe(procfs).facts().isRoot(), "needs root");
        assumeTrue(layout.isWritable(), "needs writable cgroups");
    }

    @AfterEach
    void nothing_of_the_test_stays() throws IOException {
        for (Process process : processes) {
            process.destroyForcibly().onExit().join();
        }
        for (Hierarchy hierarchy : layout.hierarchies()) {
            new CgroupTree(hierarchy.base().orElseThrow().resolve(parent)).remove();
            new CgroupTree(hierarchy.base().orElseThrow().resolve(keepers)).remove();
        }
    }

    CgroupPlan plan(CgroupWrite... writes) {
        return new CgroupPlan(Optional.of(parent + "/web"), parent + "/keeper-web", List.of(writes));
    }

    CgroupPlan devices(String rules) {
        CgroupPlan plan = plan();
        return new CgroupPlan(
                plan.path(),
                plan.keeperPath(),
                List.of(),
                false,
                Optional.empty(),
                DevicePolicyTest.rules(rules),
                Optional.empty());
    }

    CgroupWrite memoryLimit(String value) {
        String file = layout.of("memory").orElseThrow().unified() ? "memory.max" : "memory.limit_in_bytes";
        return new CgroupWrite("memory", file, value, "limits.memory");
    }

    String key(String controller) {
        return layout.of(controller).filter(hierarchy -> !hierarchy.unified()).isPresent() ? controller : "unified";
    }

    Path directory(Hierarchy hierarchy, String name) {
        return hierarchy.base().orElseThrow().resolve(parent).resolve(name);
    }

    List<String> pathsOf(long pid) {
        Map<String, Hierarchy> mounted = layout.byKey();
        return procfs.cgroup(pid).orElseThrow().entries().stream()
                .filter(entry -> mounted.containsKey(entry.key()))
                .map(ProcessCgroup.Entry::path)
                .toList();
    }

    long sleeper() throws IOException {
        Process process = new ProcessBuilder("sleep", "600").start();
        processes.add(process);
        return process.pid();
    }

    /** One that was put where {@code membership} says, by the file that takes any pid. */
    long sleeperIn(Membership membership) throws IOException {
        long pid = sleeper();
        for (Path file : membership.tasks()) {
            CgroupFile.write(file.resolveSibling("cgroup.procs"), Long.toString(pid));
        }
        if (membership.bornIn().isPresent()) {
            CgroupFile.write(membership.bornIn().get().resolve("cgroup.procs"), Long.toString(pid));
        }
        return pid;
    }

    static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
}
