package dev.cleat.engine.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.ProcessInfo;
import dev.cleat.engine.api.Runtime;
import dev.cleat.engine.api.Usage;
import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.host.CgroupLayout.Kind;
import dev.cleat.engine.host.HostProbe;
import dev.cleat.engine.host.Procfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** With real containers of whatever runtimes are installed, as root. */
class DiscoveryIT {
    private static final Duration BOUND = Duration.ofSeconds(20);

    private final Procfs procfs = new Procfs();
    private final CgroupLayout layout = new HostProbe(procfs).layout();
    private final Discovery discovery = new Discovery(procfs, layout, false);
    private final String name = "cleat-test-" + ProcessHandle.current().pid();
    private final List<Process> processes = new ArrayList<>();
    private final List<List<String>> cleaning = new ArrayList<>();

    /** Removed by the test: podman's own cleaning goes on writing there for a while. */
    @TempDir(cleanup = CleanupMode.NEVER)
    Path work;

    @BeforeEach
    void root_is_needed() {
        assumeTrue(new HostProbe(procfs).facts().isRoot(), "needs root");
    }

    @AfterEach
    void nothing_of_the_test_stays() throws Exception {
        for (List<String> command : cleaning) {
            run(command);
        }
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().get(BOUND.toSeconds(), TimeUnit.SECONDS);
        }
        await(() -> isRemoved(work) ? Optional.of(work) : Optional.empty());
    }

    private static boolean isRemoved(Path directory) {
        try {
            Process process = new ProcessBuilder("rm", "-rf", "--one-file-system", directory.toString()).start();
            return process.waitFor() == 0 && !Files.exists(directory);
        } catch (IOException | InterruptedException e) {
            return false;
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

        assertThat(discovery.containers(Map.of(init, "web")))
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
        handle.onExit().get(BOUND.toSeconds(), TimeUnit.SECONDS);

        assertThat(find(init)).isEmpty();
    }

    @Test
    void lxc_is_found_by_name_with_its_figures() throws Exception {
        assumeInstalled("lxc-start");
        Path config = Files.writeString(work.resolve("config"), """
                lxc.rootfs.path = dir:%s
                lxc.uts.name = lx
                lxc.net.0.type = empty
                lxc.mount.auto = proc:mixed
                lxc.init.cmd = /bin/sleep 600
                """.formatted(rootfs()));
        cleaning.add(List.of("lxc-stop", "-k", "-n", name));
        assumeTrue(run(List.of("lxc-start", "-n", name, "-f", config.toString(), "-d")) == 0, "lxc-start fails here");

        checkRunning(Runtime.LXC);
    }

    @Test
    void runc_is_found_by_id_with_its_figures() throws Exception {
        assumeInstalled("runc");
        cleaning.add(List.of("runc", "delete", "-f", name));
        assumeTrue(run(List.of("runc", "run", "-d", "-b", bundle("runc"), name)) == 0, "runc fails here");

        checkRunning(Runtime.RUNC);
    }

    @Test
    void crun_is_found_by_id_with_its_figures() throws Exception {
        assumeInstalled("crun");
        assumeTrue(layout.kind() != Kind.HYBRID, "crun does not work on a hybrid host");
        cleaning.add(List.of("crun", "delete", "-f", name));
        assumeTrue(run(List.of("crun", "run", "-d", "-b", bundle("crun"), name)) == 0, "crun fails here");

        checkRunning(Runtime.CRUN);
    }

    @Test
    void podman_is_found_by_name_with_its_figures() throws Exception {
        assumeInstalled("podman");
        List<String> podman = List.of(
                "podman",
                "--root",
                work.resolve("root").toString(),
                "--runroot",
                work.resolve("run").toString(),
                "--tmpdir",
                work.resolve("tmp").toString(),
                "--storage-driver",
                "vfs",
                "--cgroup-manager",
                "cgroupfs",
                "--runtime",
                layout.kind() == Kind.HYBRID ? "runc" : "crun");
        cleaning.add(with(podman, "rm", "-f", "-t", "0", name));
        assumeTrue(
                run(with(
                                podman,
                                "run",
                                "-d",
                                "--name",
                                name,
                                "--network",
                                "none",
                                "--ulimit",
                                "nofile=1024:1024",
                                "--ulimit",
                                "nproc=1000:1000",
                                "--rootfs",
                                rootfs(),
                                "sleep",
                                "600"))
                        == 0,
                "podman fails here");

        checkRunning(Runtime.PODMAN);
    }

    private void checkRunning(Runtime runtime) {
        FoundContainer container = await(() -> discovery.containers(Map.of()).stream()
                .filter(found -> found.name().equals(name))
                .filter(found -> isExecuted(found.pid()))
                .findFirst());

        assertThat(container.runtime()).isEqualTo(runtime);
        assertThat(container.namespaces().get(NamespaceType.PID))
                .isNotEqualTo(procfs.hostNamespaces().get(NamespaceType.PID));
        Usage usage = FoundUsage.of(container, layout);
        assertThat(usage.pids()).hasValue(1);
        assertThat(usage.memoryBytes().orElseThrow()).isBetween(1L, 64L << 20);
        assertThat(usage.cpuNanos().orElseThrow()).isPositive();
        assertThat(new ContainerProcesses(procfs, layout).of(container.pid(), container.ownCgroup()))
                .singleElement()
                .satisfies(process -> assertThat(process.insidePid()).isEqualTo(1));
    }

    /** podman returns while its runtime is still about to execute the command. */
    private boolean isExecuted(long pid) {
        return procfs.commandLine(pid).orElse(List.of()).contains("600");
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
        return await(() -> process.children().map(ProcessHandle::pid).findFirst());
    }

    private FoundContainer await(long init) {
        return await(() -> find(init));
    }

    private Optional<FoundContainer> find(long init) {
        return discovery.containers(Map.of()).stream()
                .filter(found -> found.pid() == init)
                .findFirst();
    }

    private static <T> T await(Supplier<Optional<T>> wanted) {
        long deadline = System.nanoTime() + BOUND.toNanos();
        Optional<T> found = wanted.get();
        while (found.isEmpty() && System.nanoTime() - deadline < 0) {
            Thread.onSpinWait();
            found = wanted.get();
        }
        return found.orElseThrow(() -> new AssertionError("not seen in " + BOUND));
    }

    /** A root with nothing but busybox. */
    private String rootfs() throws IOException {
        Path busybox = Path.of("/bin/busybox");
        assumeTrue(Files.isExecutable(busybox), "needs a static busybox");
        Path root = work.resolve("rootfs");
        for (String directory : List.of("bin", "proc", "dev", "sys", "etc", "tmp", "run")) {
            Files.createDirectories(root.resolve(directory));
        }
        Files.copy(busybox, root.resolve("bin/busybox"));
        Files.createSymbolicLink(root.resolve("bin/sleep"), Path.of("busybox"));
        return root.toString();
    }

    private String bundle(String runtime) throws Exception {
        String root = rootfs();
        run(List.of(runtime, "spec", "-b", work.toString()));
        Path config = work.resolve("config.json");
        String text = Files.readString(config)
                .replace("\"terminal\": true", "\"terminal\": false")
                .replaceFirst("\"sh\"", "\"sleep\", \"600\"")
                .replace("\"rootfs\"", "\"" + root + "\"")
                .replaceFirst("(?s)\"rlimits\": \\[.*?\\],", "");
        Files.writeString(config, text);
        return work.toString();
    }

    private static List<String> with(List<String> command, String... more) {
        return Stream.concat(command.stream(), Stream.of(more)).toList();
    }

    private int run(List<String> command) throws Exception {
        Path log = work.resolve("log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(command + " ends").isTrue();
        return process.exitValue();
    }

    private static void assumeInstalled(String program) {
        boolean found = Stream.of("/usr/bin/", "/usr/sbin/", "/bin/", "/sbin/")
                .anyMatch(directory -> Files.isExecutable(Path.of(directory + program)));
        assumeTrue(found, program + " is not installed");
    }
}
