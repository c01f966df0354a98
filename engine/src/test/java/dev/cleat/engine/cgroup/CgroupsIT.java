package dev.cleat.engine.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.host.CgroupLayout.Hierarchy;
import dev.cleat.engine.host.CgroupLayout.Kind;
import dev.cleat.engine.host.HostProbe;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.plan.StartPlan.CgroupPlan;
import dev.cleat.engine.plan.StartPlan.CgroupWrite;
import dev.cleat.engine.procfs.ProcessCgroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On this host's own hierarchies, as root, below {@code cleat-test-PID} of each. */
class CgroupsIT {
    private static final Duration BOUND = Duration.ofSeconds(10);

    private final String parent = "cleat-test-" + ProcessHandle.current().pid();
    private final Procfs procfs = new Procfs();
    private final CgroupLayout layout = new HostProbe(procfs).layout();
    private final Cgroups cgroups = new Cgroups(layout, procfs, CgroupsIT::kill);
    private final List<Process> processes = new ArrayList<>();

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
        }
    }

    @Test
    void a_container_has_a_payload_and_a_keeper_cgroup_in_every_hierarchy() throws IOException {
        ContainerCgroup cgroup = cgroups.create(plan());

        for (Hierarchy hierarchy : layout.hierarchies()) {
            assertThat(directory(hierarchy, "web")).isDirectory();
            assertThat(directory(hierarchy, "keeper-web")).isDirectory();
        }
        assertThat(cgroup.processes()).isEmpty();
    }

    @Test
    void processes_join_the_payload_and_the_keeper_in_every_hierarchy() throws IOException {
        ContainerCgroup cgroup = cgroups.create(plan());
        long keeper = sleeper();
        long init = sleeper();

        cgroup.join(keeper, init);

        assertThat(pathsOf(init)).containsOnly("/" + parent + "/web");
        assertThat(pathsOf(keeper)).containsOnly("/" + parent + "/keeper-web");
        assertThat(cgroup.processes()).containsExactly(init);
    }

    @Test
    void a_keeper_cgroup_without_a_slash_is_shared_and_stays() throws IOException {
        CgroupPlan first = new CgroupPlan(Optional.of(parent + "/web"), parent, List.of());
        CgroupPlan second = new CgroupPlan(Optional.of(parent + "/db"), parent, List.of());
        long keeper = sleeper();
        cgroups.create(first).joinKeeper(keeper);

        ContainerCgroup cgroup = cgroups.create(second);
        cgroup.remove();

        assertThat(cgroup.all())
                .allSatisfy(path -> assertThat(path).doesNotExist().hasFileName("db"));
        assertThat(new CgroupTree(directory(layout.unified().orElseThrow(), "")).processes())
                .containsExactly(keeper);
    }

    @Test
    void a_warm_up_leaves_this_process_where_it_is() {
        Optional<ProcessCgroup> before = procfs.cgroup(ProcessHandle.current().pid());

        cgroups.warmUp();

        assertThat(procfs.cgroup(ProcessHandle.current().pid())).isEqualTo(before);
    }

    @Test
    void limits_are_set_before_any_process_is_there() throws IOException {
        CgroupWrite write = new CgroupWrite("pids", "pids.max", "17", "limits.pids");

        ContainerCgroup cgroup = cgroups.create(plan(write, memoryLimit("64M")));

        assertThat(cgroup.directories().get(key("pids")).resolve("pids.max")).hasContent("17");
        assertThat(cgroup.directories()
                        .get(key("memory"))
                        .resolve(memoryLimit("").file()))
                .hasContent("67108864");
    }

    @Test
    void the_limit_for_memory_and_swap_is_written_after_the_limit_for_memory() throws IOException {
        Optional<Hierarchy> memory = layout.of("memory").filter(hierarchy -> !hierarchy.unified());
        assumeTrue(memory.isPresent(), "needs v1");
        assumeTrue(
                Files.exists(memory.get().mountPoint().resolve("memory.memsw.limit_in_bytes")), "no swap accounting");
        CgroupWrite swap = new CgroupWrite("memory", "memory.memsw.limit_in_bytes", "64M", "limits.swap");

        ContainerCgroup cgroup = cgroups.create(plan(swap, memoryLimit("64M")));

        assertThat(cgroup.directories().get("memory").resolve("memory.memsw.limit_in_bytes"))
                .hasContent("67108864");
    }

    @Test
    void a_limit_that_is_refused_names_file_value_and_key_and_leaves_nothing() {
        CgroupPlan plan = plan(new CgroupWrite("pids", "pids.max", "many", "limits.pids"));

        assertThatThrownBy(() -> cgroups.create(plan))
                .isInstanceOf(CgroupException.class)
                .hasMessageEndingWith("/web/pids.max: cannot write \"many\" (limits.pids): EINVAL (invalid argument)");
        for (Hierarchy hierarchy : layout.hierarchies()) {
            assertThat(directory(hierarchy, "web")).doesNotExist();
        }
    }

    @Test
    void a_limit_of_a_controller_that_is_not_there_names_the_key() {
        CgroupPlan plan = plan(new CgroupWrite("teapots", "teapots.max", "1", "limits.teapots"));

        assertThatThrownBy(() -> cgroups.create(plan))
                .hasMessage("teapots.max: no cgroup controller \"teapots\" that we may use here (limits.teapots)");
    }

    @Test
    void a_leftover_without_processes_is_made_anew() throws IOException {
        cgroups.create(plan(new CgroupWrite("pids", "pids.max", "17", "limits.pids")));

        ContainerCgroup cgroup = cgroups.create(plan());

        assertThat(cgroup.directories().get(key("pids")).resolve("pids.max")).hasContent("max");
    }

    @Test
    void a_leftover_with_processes_is_refused_and_they_are_named() throws IOException {
        ContainerCgroup first = cgroups.create(plan());
        long pid = sleeper();
        first.joinPayload(pid);

        assertThatThrownBy(() -> cgroups.create(plan()))
                .isInstanceOf(CgroupException.class)
                .hasMessageContaining("/web: in use by processes [" + pid + "], which we did not start");
        assertThat(first.processes()).containsExactly(pid);
    }

    @Test
    void processes_of_cgroups_made_inside_are_found() throws IOException {
        ContainerCgroup cgroup = cgroups.create(plan());
        Path inner = cgroup.directories().get(key("pids")).resolve("inner");
        Files.createDirectory(inner);
        long pid = sleeper();

        CgroupFile.write(inner.resolve("cgroup.procs"), Long.toString(pid));

        assertThat(cgroup.processes()).containsExactly(pid);
    }

    @Test
    void a_frozen_container_is_thawed_again() throws IOException {
        ContainerCgroup cgroup = cgroups.create(plan());
        cgroup.joinPayload(sleeper());

        cgroup.freeze();
        boolean frozen = cgroup.isFrozen();
        cgroup.thaw();

        assertThat(frozen).isTrue();
        assertThat(Until.isTrue(() -> !cgroup.isFrozen(), BOUND)).isTrue();
    }

    @Test
    void everything_is_killed_even_when_frozen_and_the_cgroups_are_removed() throws IOException {
        ContainerCgroup cgroup = cgroups.create(plan());
        for (int i = 0; i < 5; i++) {
            cgroup.joinPayload(sleeper());
        }
        cgroup.freeze();

        cgroup.killAll(BOUND);
        cgroup.remove();

        assertThat(processes).allSatisfy(process -> assertThat(process.onExit()).succeedsWithin(BOUND));
        assertThat(directory(layout.hierarchies().get(0), "web")).doesNotExist();
        assertThat(cgroups.open(parent + "/web", parent + "/keeper-web").directories())
                .isEmpty();
    }

    @Test
    void a_cgroup_in_use_is_not_removed_and_the_processes_are_named() throws IOException {
        ContainerCgroup cgroup = cgroups.create(plan());
        long pid = sleeper();
        cgroup.joinPayload(pid);

        assertThatThrownBy(cgroup::remove).hasMessageContaining("still in use by processes [" + pid + "]");
    }

    @Test
    void an_attached_process_comes_to_where_init_is_in_every_hierarchy() throws IOException {
        ContainerCgroup cgroup = cgroups.create(plan());
        long init = sleeper();
        cgroup.joinPayload(init);
        long attached = sleeper();

        cgroups.joinCgroupsOf(init, attached);

        assertThat(procfs.cgroup(attached)).isEqualTo(procfs.cgroup(init));
        assertThat(cgroups.cloneDirectoryOf(init).isPresent()).isEqualTo(layout.kind() == Kind.V2);
    }

    @Test
    void an_attach_to_an_init_that_is_gone_says_so() throws Exception {
        long gone = sleeper();
        processes.get(0).destroyForcibly().onExit().join();
        assertThat(Until.isTrue(() -> procfs.cgroup(gone).isEmpty(), BOUND)).isTrue();

        assertThatThrownBy(() -> cgroups.joinCgroupsOf(gone, sleeper()))
                .hasMessage("/proc/" + gone + "/cgroup: process is gone");
    }

    @Test
    void a_path_that_leads_elsewhere_is_a_programming_error() {
        assertThatThrownBy(() -> cgroups.open("cleat/../../web", "cleat-keeper/web"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private CgroupPlan plan(CgroupWrite... writes) {
        return new CgroupPlan(Optional.of(parent + "/web"), parent + "/keeper-web", List.of(writes));
    }

    private CgroupWrite memoryLimit(String value) {
        String file = layout.of("memory").orElseThrow().unified() ? "memory.max" : "memory.limit_in_bytes";
        return new CgroupWrite("memory", file, value, "limits.memory");
    }

    private String key(String controller) {
        return layout.of(controller).orElseThrow().unified() ? "unified" : controller;
    }

    private Path directory(Hierarchy hierarchy, String name) {
        return hierarchy.base().orElseThrow().resolve(parent).resolve(name);
    }

    private List<String> pathsOf(long pid) {
        Map<String, Hierarchy> mounted = layout.byKey();
        return procfs.cgroup(pid).orElseThrow().entries().stream()
                .filter(entry -> mounted.containsKey(entry.key()))
                .map(ProcessCgroup.Entry::path)
                .toList();
    }

    private long sleeper() throws IOException {
        Process process = new ProcessBuilder("sleep", "600").start();
        processes.add(process);
        return process.pid();
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
    }
}
