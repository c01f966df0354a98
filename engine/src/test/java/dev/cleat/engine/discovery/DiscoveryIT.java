package dev.cleat.engine.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.api.ProcessInfo;
import dev.cleat.engine.api.Runtime;
import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.host.HostProbe;
import dev.cleat.engine.host.Procfs;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With namespaces made by unshare(1), as root. */
class DiscoveryIT {
    private final Procfs procfs = new Procfs();
    private final CgroupLayout layout = new HostProbe(procfs).layout();
    private final Discovery discovery = new Discovery(procfs, layout, false);
    private final List<Process> processes = new ArrayList<>();

    @BeforeEach
    void root_is_needed() {
        assumeTrue(new HostProbe(procfs).facts().isRoot(), "needs root");
    }

    @AfterEach
    void nothing_of_the_test_stays() throws Exception {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().get(Eventually.BOUND.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void a_plain_unshare_is_a_container_named_after_its_pid() throws IOException {
        long init = unshare("--pid", "--mount", "--fork", "--mount-proc");

        FoundContainer container = await(init);

        assertThat(container.name()).isEqualTo("pid-" + init);
        assertThat(container.runtime()).isEqualTo(Runtime.UNKNOWN);
        assertThat(container.namespaces()).isEqualTo(procfs.namespaces(init));
        assertThat(container.ownCgroup().entries())
                .as("cgroups shared with this test")
                .isEmpty();
    }

    @Test
    void who_only_made_the_namespaces_for_its_child_is_no_container() throws IOException {
        long init = unshare("--pid", "--mount", "--uts", "--fork", "--mount-proc");

        assertThat(await(init).name()).isEqualTo("pid-" + init);
        assertThat(find(procfs.stat(init).orElseThrow().parentPid())).isEmpty();
    }

    @Test
    void a_container_with_the_host_s_pids_has_its_mounts_and_one_more_namespace() throws IOException {
        long init = unshare("--mount", "--uts", "--fork");

        // unshare itself stays outside of nothing: it is the oldest process in the new namespaces.
        FoundContainer container = await(procfs.stat(init).orElseThrow().parentPid());

        assertThat(container.name()).isEqualTo("pid-" + container.pid());
        assertThat(find(init)).isEmpty();
    }

    @Test
    void a_mount_namespace_alone_makes_no_container() throws IOException {
        long inner = unshare("--mount", "--fork");

        assertThat(find(inner)).isEmpty();
        assertThat(find(procfs.stat(inner).orElseThrow().parentPid())).isEmpty();
    }

    @Test
    void who_joins_a_container_is_no_container() throws IOException {
        long init = unshare("--pid", "--mount", "--fork", "--mount-proc");
        long joined = childOf(start("nsenter", "-t", Long.toString(init), "-p", "-m", "sleep", "600"));

        assertThat(await(init)).isNotNull();
        assertThat(find(joined)).isEmpty();
        assertThat(new ContainerProcesses(procfs, layout).of(init, await(init).ownCgroup()))
                .extracting(ProcessInfo::pid)
                .containsExactly(init, joined);
    }

    @Test
    void our_own_containers_are_left_out() throws IOException {
        long init = unshare("--pid", "--mount", "--fork", "--mount-proc");
        await(init);

        assertThat(discovery.containers(Set.of(init), Set.of("web")))
                .extracting(FoundContainer::pid)
                .doesNotContain(init);
    }

    @Test
    void a_container_inside_another_one_is_named_after_both() throws IOException {
        Process outer = start("unshare", "-pmf", "--mount-proc", "unshare", "-pmf", "--mount-proc", "sleep", "600");
        long outerInit = childOf(outer);
        long innerInit = childOf(ProcessHandle.of(outerInit).orElseThrow());

        assertThat(await(innerInit).name()).isEqualTo("pid-" + outerInit + "/pid-" + innerInit);
    }

    @Test
    void a_container_that_ended_is_gone_at_the_next_look() throws Exception {
        long init = unshare("--pid", "--mount", "--fork", "--mount-proc");
        await(init);

        ProcessHandle handle = ProcessHandle.of(init).orElseThrow();
        handle.destroyForcibly();
        handle.onExit().get(Eventually.BOUND.toSeconds(), TimeUnit.SECONDS);

        assertThat(find(init)).isEmpty();
    }

    @Test
    void a_name_of_ours_is_not_taken_by_who_claims_it() throws IOException {
        long init = claim("web", "-pmf");
        await(init);

        assertThat(discovery.containers(Set.of(), Set.of("web")))
                .filteredOn(found -> found.pid() == init)
                .extracting(FoundContainer::name)
                .containsExactly("web@lxc");
    }

    /** Whoever needs a user namespace for it may be any user of this host. */
    @Test
    void a_name_of_root_s_container_is_not_taken_by_an_older_one_of_anybody() throws IOException {
        String name = "claimed-" + ProcessHandle.current().pid();
        long anybodys = claim(name, "-Urpmf");
        long roots = claim(name, "-pmf");

        assertThat(await(roots).name()).isEqualTo(name);
        assertThat(await(anybodys).name()).isEqualTo(name + "@lxc");
    }

    /** Whose supervisor has the title of LXC's, which any program can give itself. */
    private long claim(String name, String options) throws IOException {
        return childOf(start(
                "bash",
                "-c",
                "exec -a '[lxc monitor] /x " + name + "' unshare " + options + " --mount-proc sleep 600"));
    }

    private long unshare(String... options) throws IOException {
        var command = new ArrayList<>(List.of("unshare"));
        command.addAll(List.of(options));
        command.addAll(List.of("sleep", "600"));
        return childOf(start(command.toArray(String[]::new)));
    }

    private Process start(String... command) throws IOException {
        Process process = new ProcessBuilder(command).start();
        processes.add(process);
        return process;
    }

    private static long childOf(Process process) {
        return childOf(process.toHandle());
    }

    private static long childOf(ProcessHandle process) {
        return Eventually.get(() -> process.children().map(ProcessHandle::pid).findFirst());
    }

    private FoundContainer await(long init) {
        return Eventually.get(() -> find(init));
    }

    private Optional<FoundContainer> find(long init) {
        return discovery.containers(Set.of(), Set.of()).stream()
                .filter(found -> found.pid() == init)
                .findFirst();
    }
}
