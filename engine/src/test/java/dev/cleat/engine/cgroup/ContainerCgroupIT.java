package dev.cleat.engine.cgroup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.host.CgroupLayout.Kind;
import dev.cleat.engine.procfs.ProcessCgroup;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is done with the processes in a container's cgroups. */
class ContainerCgroupIT extends CgroupHost {
    @Test
    void processes_join_the_payload_and_the_keeper_in_every_hierarchy() throws IOException {
        ContainerCgroup cgroup = cgroups.create(plan());
        long keeper = sleeper();
        long init = sleeper();

        cgroup.join(keeper, init);

        assertThat(pathsOf(init)).containsOnly("/" + parent + "/web/init"); // the limits are one level above
        assertThat(pathsOf(keeper)).containsOnly("/" + parent + "/keeper-web");
        assertThat(cgroup.processes()).containsExactly(init);
    }

    @Test
    void a_warm_up_leaves_this_process_where_it_is() {
        Optional<ProcessCgroup> before = procfs.cgroup(ProcessHandle.current().pid());

        cgroups.warmUp();

        assertThat(procfs.cgroup(ProcessHandle.current().pid())).isEqualTo(before);
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
}
