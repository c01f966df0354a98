package dev.cleat.engine.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.Runtime;
import dev.cleat.engine.api.Usage;
import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.host.CgroupLayout.Kind;
import dev.cleat.engine.host.HostProbe;
import dev.cleat.engine.host.Procfs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** With real containers of whatever runtimes are installed, as root: the runtimes are the other opinion. */
class RuntimesIT {
    private final Procfs procfs = new Procfs();
    private final CgroupLayout layout = new HostProbe(procfs).layout();
    private final Discovery discovery = new Discovery(procfs, layout, false);
    private final String name = "cleat-test-" + ProcessHandle.current().pid();
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
        Eventually.get(() -> isRemoved(work) ? Optional.of(work) : Optional.empty());
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
        String runtime = layout.kind() == Kind.HYBRID ? "runc" : "crun";
        String podman =
                "podman --root %1$s/root --runroot %1$s/run --tmpdir %1$s/tmp --storage-driver vfs".formatted(work)
                        + " --cgroup-manager cgroupfs --runtime " + runtime;
        String limits = " --ulimit nofile=1024:1024 --ulimit nproc=1000:1000";
        cleaning.add(words(podman + " rm -f -t 0 " + name));
        String start =
                podman + " run -d --network none --name " + name + limits + " --rootfs " + rootfs() + " sleep 600";
        assumeTrue(run(words(start)) == 0, "podman fails here");

        checkRunning(Runtime.PODMAN);
    }

    private void checkRunning(Runtime runtime) {
        FoundContainer container = Eventually.get(() -> discovery.containers(Map.of()).stream()
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

    private static List<String> words(String command) {
        return List.of(command.split(" "));
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
