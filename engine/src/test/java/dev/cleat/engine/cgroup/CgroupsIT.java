package dev.cleat.engine.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.host.CgroupLayout.Hierarchy;
import dev.cleat.engine.plan.StartPlan.CgroupPlan;
import dev.cleat.engine.plan.StartPlan.CgroupWrite;
import dev.cleat.engine.plan.StartPlan.Delegate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Making the cgroups of a container and limiting them. */
class CgroupsIT extends CgroupHost {
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
    void a_keeper_cgroup_without_a_slash_is_shared_and_stays() throws IOException {
        CgroupPlan first = new CgroupPlan(Optional.of(parent + "/web"), keepers, List.of());
        CgroupPlan second = new CgroupPlan(Optional.of(parent + "/db"), keepers, List.of());
        long keeper = sleeperIn(cgroups.create(first).membershipOfKeeper());

        ContainerCgroup cgroup = cgroups.create(second);
        cgroup.remove();

        assertThat(cgroup.all())
                .allSatisfy(path -> assertThat(path).doesNotExist().hasFileName("db"));
        Path shared = layout.unified().flatMap(Hierarchy::base).orElseThrow().resolve(keepers);
        assertThat(new CgroupTree(shared).processes()).containsExactly(keeper);
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
        long pid = sleeperIn(first.membershipOfInit());

        assertThatThrownBy(() -> cgroups.create(plan()))
                .isInstanceOf(CgroupException.class)
                .hasMessageContaining("/web: in use by processes [" + pid + "], which we did not start");
        assertThat(first.processes()).containsExactly(pid);
    }

    @Test
    void a_path_that_leads_elsewhere_is_a_programming_error() {
        assertThatThrownBy(() -> cgroups.open("cleat/../../web", "cleat-keeper/web"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_cgroup_is_given_to_a_container_s_root_but_for_its_limits() throws Exception {
        CgroupPlan plan = plan();
        Optional<Delegate> root = Optional.of(new Delegate(123_456, 123_457));
        ContainerCgroup made = cgroups.create(
                new CgroupPlan(plan.path(), plan.keeperPath(), List.of(), false, root, List.of(), Optional.empty()));

        Path payload = made.directories().get(key("pids"));

        assertThat(Files.getAttribute(payload, "unix:uid")).isEqualTo(0);
        assertThat(Files.getAttribute(payload.resolve("init"), "unix:uid")).isEqualTo(123_456);
        assertThat(Files.getAttribute(payload.resolve("init/cgroup.procs"), "unix:gid"))
                .isEqualTo(123_457);
        assertThat(Files.getAttribute(payload.resolve("init/pids.max"), "unix:uid"))
                .isEqualTo(0);
    }

    /** None is handed down by itself: init's cgroup needs it, and so do those above the container's. */
    @Test
    void real_time_is_given_to_every_cgroup_on_the_way_to_init() throws Exception {
        boolean hasRealTime = layout.of("cpu")
                .filter(hierarchy -> Files.exists(hierarchy.base().orElseThrow().resolve("cpu.rt_runtime_us")))
                .isPresent();
        assumeTrue(hasRealTime, "needs v1 with CONFIG_RT_GROUP_SCHED");

        ContainerCgroup made = cgroups.create(plan(
                new CgroupWrite("cpu", "cpu.rt_period_us", "1000000", "resources.cpu.rtPeriod"),
                new CgroupWrite("cpu", "cpu.rt_runtime_us", "1000", "resources.cpu.rtRuntime")));

        Path init = made.directories().get("cpu").resolve("init");
        assertThat(Files.readString(init.resolve("cpu.rt_runtime_us")).strip()).isEqualTo("1000");
    }
}
