package dev.cleat.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.api.Runtime;
import dev.cleat.engine.host.CgroupLayout.Kind;
import dev.cleat.engine.host.HostProbe;
import dev.cleat.engine.host.Procfs;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A container that the own command of another runtime starts and removes: the other opinion on what a container is. Its
 * init is one process of busybox that ends on SIGTERM.
 */
public final class Peer {

    private static final List<String> DIRECTORIES = List.of("bin", "proc", "dev", "sys", "etc", "tmp", "run");
    private static final String INIT = "trap 'exit 0' TERM; read -r word <>/etc/silence";

    private final Runtime runtime;
    private final Path work;
    private final String name;

    private Peer(Runtime runtime, Path work, String name) {
        this.runtime = runtime;
        this.work = work;
        this.name = name;
    }

    /** Starts one. Skips the test where the runtime is not installed or does not work. */
    public static Peer start(Runtime runtime, Path work, String name) throws Exception {
        boolean isHybrid = new HostProbe(new Procfs()).layout().kind() == Kind.HYBRID;
        assumeTrue(isInstalled(program(runtime)), program(runtime) + " is not installed");
        assumeTrue(runtime != Runtime.CRUN || !isHybrid, "crun does not work on a hybrid host");
        assumeTrue(Files.isExecutable(Path.of("/bin/busybox")), "needs a static busybox");
        Peer peer = new Peer(runtime, work, name);
        peer.makeRoot();
        String refusal = peer.run(peer.startCommand(isHybrid)) == 0 ? "" : Files.readString(work.resolve("said"));
        assumeTrue(refusal.isEmpty(), () -> {
            peer.removeQuietly();
            return program(runtime) + " fails here: " + refusal.strip();
        });
        Awaiting.until(
                "init of " + name,
                () -> new Procfs()
                        .commandLine(peer.pid())
                        .filter(line -> line.contains(INIT))
                        .isPresent());
        return peer;
    }

    private static String program(Runtime runtime) {
        return runtime == Runtime.LXC ? "lxc-start" : runtime.jsonName();
    }

    private static boolean isInstalled(String program) {
        return Stream.of("/usr/bin/", "/usr/sbin/", "/bin/", "/sbin/")
                .anyMatch(directory -> Files.isExecutable(Path.of(directory + program)));
    }

    public String name() {
        return name;
    }

    /** Host pid of its init, as its own runtime tells it. */
    public long pid() throws Exception {
        String told = switch (runtime) {
            case LXC -> output(List.of("lxc-info", "-P", home(), "-n", name, "-pH"));
            case PODMAN -> output(podman("inspect", "-f", "{{.State.Pid}}", name));
            default -> output(List.of(program(runtime), "state", name));
        };
        Matcher number = Pattern.compile("(?s)(?:.*\"pid\": *)?(\\d+).*").matcher(told);
        assertThat(number.matches()).as(told).isTrue();
        return Long.parseLong(number.group(1));
    }

    private String home() {
        return work.resolve("home").toString();
    }

    private List<String> startCommand(boolean isHybrid) throws Exception {
        return switch (runtime) {
            case LXC -> {
                writeLxcConfiguration();
                yield List.of("lxc-start", "-P", home(), "-n", name, "-d");
            }
            case PODMAN -> {
                Files.writeString(work.resolve("oci"), isHybrid ? "runc" : "crun");
                yield podman(
                        "run",
                        "-d",
                        "--network",
                        "none",
                        "--log-driver",
                        "none",
                        "--name",
                        name,
                        "--ulimit",
                        "nofile=1024:1024",
                        "--ulimit",
                        "nproc=1000:1000",
                        "--rootfs",
                        root().toString(),
                        "/bin/sh",
                        "-c",
                        INIT);
            }
            default -> List.of(program(runtime), "run", "-d", "-b", bundle(), name);
        };
    }

    private void writeLxcConfiguration() throws IOException {
        Path directory = Files.createDirectories(Path.of(home(), name));
        Files.writeString(directory.resolve("config"), """
                lxc.rootfs.path = dir:%s
                lxc.uts.name = peer
                lxc.net.0.type = empty
                lxc.mount.auto = proc:mixed
                lxc.init.cmd = /bin/sh /etc/init
                lxc.signal.halt = SIGTERM
                lxc.apparmor.profile = unconfined
                """.formatted(root())).toString();
    }

    private String bundle() throws Exception {
        Files.deleteIfExists(work.resolve("config.json"));
        run(List.of(program(runtime), "spec", "-b", work.toString()));
        Path config = work.resolve("config.json");
        String text = Files.readString(config)
                .replace("\"terminal\": true", "\"terminal\": false")
                .replaceFirst("\"sh\"", Matcher.quoteReplacement("\"/bin/sh\", \"-c\", \"" + INIT + "\""))
                .replace("\"rootfs\"", "\"" + root() + "\"")
                .replaceFirst("(?s)\"rlimits\": \\[.*?\\],", "");
        Files.writeString(config, text);
        return work.toString();
    }

    private List<String> podman(String... words) throws IOException {
        String where =
                "podman --root %1$s/root --runroot %1$s/run --tmpdir %1$s/tmp --storage-driver vfs".formatted(work)
                        + " --cgroup-manager cgroupfs --runtime " + Files.readString(work.resolve("oci"));
        return Stream.concat(Arrays.stream(where.split(" ")), Arrays.stream(words))
                .toList();
    }

    private Path root() {
        return work.resolve("rootfs");
    }

    private void makeRoot() throws Exception {
        for (String directory : DIRECTORIES) {
            Files.createDirectories(root().resolve(directory));
        }
        Files.copy(Path.of("/bin/busybox"), root().resolve("bin/busybox"));
        for (String applet : List.of("sh", "sleep", "test", "id")) {
            Files.createSymbolicLink(root().resolve("bin/" + applet), Path.of("busybox"));
        }
        // lxc.init.cmd is split at blanks.
        Files.writeString(root().resolve("etc/init"), "exec /bin/sh -c \"" + INIT + "\"\n");
        run(List.of("mkfifo", root().resolve("etc/silence").toString()));
    }

    private int run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(work.resolve("said").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(command + " ends").isTrue();
        return process.exitValue();
    }

    private String output(List<String> command) throws Exception {
        run(command);
        return Files.readString(work.resolve("said")).strip();
    }

    /** Removes it, and everything in its directory: podman's own cleaning goes on writing there for a while. */
    public void remove() throws Exception {
        run(
                switch (runtime) {
                    case LXC -> List.of("lxc-stop", "-P", home(), "-n", name, "-k");
                    case PODMAN -> podman("rm", "-f", "-t", "0", name);
                    default -> List.of(program(runtime), "delete", "-f", name);
                });
        Awaiting.until(
                "removal of " + work,
                () -> new ProcessBuilder("rm", "-rf", "--one-file-system", work.toString())
                                        .start()
                                        .waitFor()
                                == 0
                        && !Files.exists(work));
    }

    private void removeQuietly() {
        try {
            remove();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
