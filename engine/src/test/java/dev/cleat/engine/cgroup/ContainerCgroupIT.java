package dev.cleat.engine.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is done with the processes in a container's cgroups. */
class ContainerCgroupIT extends CgroupHost {
    @Test
    void init_and_its_keeper_have_a_place_in_every_hierarchy() throws IOException {
        ContainerCgroup cgroup = cgroups.create(plan());

        long keeper = sleeperIn(cgroup.membershipOfKeeper());
        long init = sleeperIn(cgroup.membershipOfInit());

        assertThat(pathsOf(init)).containsOnly("/" + parent + "/web/init"); // the limits are one level above
        assertThat(pathsOf(keeper)).containsOnly("/" + parent + "/keeper-web");
        assertThat(cgroup.processes()).containsExactly(init);
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
        sleeperIn(cgroup.membershipOfInit());

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
            sleeperIn(cgroup.membershipOfInit());
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
        long pid = sleeperIn(cgroup.membershipOfInit());

        assertThatThrownBy(cgroup::remove).hasMessageContaining("still in use by processes [" + pid + "]");
    }

    @Test
    void an_attached_process_comes_to_where_init_is_in_every_hierarchy() throws IOException {
        ContainerCgroup cgroup = cgroups.create(plan());
        long init = sleeperIn(cgroup.membershipOfInit());

        long attached = sleeperIn(cgroups.membershipOf(init));

        assertThat(procfs.cgroup(attached)).isEqualTo(procfs.cgroup(init));
    }

    @Test
    void an_attach_to_an_init_that_is_gone_says_so() throws Exception {
        long gone = sleeper();
        processes.get(0).destroyForcibly().onExit().join();
        assertThat(Until.isTrue(() -> procfs.cgroup(gone).isEmpty(), BOUND)).isTrue();

        assertThatThrownBy(() -> cgroups.membershipOf(gone)).hasMessage("/proc/" + gone + "/cgroup: process is gone");
    }
}
