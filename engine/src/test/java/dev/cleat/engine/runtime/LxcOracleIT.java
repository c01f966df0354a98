package dev.cleat.engine.runtime;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.StepListener;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.engine.runtime.LxcDifferences.Facts;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.Bench;
import dev.cleat.engine.testing.Proves;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The same configuration, started by LXC itself and by us: the same program inside both finds the same, but for the
 * differences that {@link LxcDifferences} lists with their reasons.
 */
class LxcOracleIT {

    private static final String COMMON = """
            lxc.uts.name = probe
            lxc.init.cmd = /probe
            lxc.mount.auto = proc:mixed sys:ro
            lxc.apparmor.profile = unconfined
            """;

    private static final String FIRST_HOST_ID = "100000";

    @TempDir
    Path directory;

    private Path rootfs;

    @BeforeEach
    void makes_a_root_that_everybody_may_enter() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/lxc-start")), "lxc-start is not installed");
        assumeTrue(Files.isExecutable(Path.of("/bin/busybox")), "needs a static busybox");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "plain | lxc.environment = A=1 ; lxc.environment = B=two words",
                "without network | lxc.net.0.type = empty",
                "the host's network | lxc.net.0.type = none",
                "capabilities dropped | lxc.cap.drop = sys_module mac_admin net_raw",
                "capabilities kept | lxc.cap.keep = chown kill setuid setgid",
                "user namespace | lxc.idmap = u 0 100000 65536 ; lxc.idmap = g 0 100000 65536",
                "namespaces kept | lxc.namespace.keep = net ipc user time",
                "namespaces cloned | lxc.namespace.clone = mnt pid ; lxc.uts.name =",
                "terminals | lxc.tty.max = 2 ; lxc.pty.max = 64 ; lxc.tty.dir = lxc",
                "whom and where | lxc.init.uid = 1000 ; lxc.init.gid = 1001 ; lxc.init.groups = 5,6 ; lxc.init.cwd = /mnt",
                "what the kernel keeps | lxc.prlimit.nofile = 500:600 ; lxc.prlimit.core = unlimited"
                        + " ; lxc.proc.oom_score_adj = 77 ; lxc.no_new_privs = 1",
                "personality | lxc.arch = i686",
                "mounts | lxc.mount.entry = tmpfs mnt/t tmpfs size=1m,nosuid,create=dir 0 0"
                        + " ; lxc.mount.entry = /usr/share mnt/share none ro,bind,create=dir 0 0"
                        + " ; lxc.mount.entry = /nowhere mnt/no none bind,optional 0 0"
                        + " ; lxc.mount.entry = /etc/hostname mnt/file none bind,create=file,ro 0 0"
                        + " ; lxc.mount.entry = etc mnt/rel none bind,relative,create=dir 0 0"
                        + " ; lxc.mount.entry = shm dev/shm tmpfs nodev,nosuid,create=dir 0 0"
                        + " ; lxc.mount.entry = mqueue dev/mqueue mqueue rw,create=dir,optional 0 0",
                "automatic mounts writable | lxc.mount.auto = ; lxc.mount.auto = proc:rw sys:rw",
                "limits | lxc.cgroup.memory.limit_in_bytes = 64M ; lxc.cgroup.pids.max = 50 ; lxc.cgroup.cpu.shares = 300"
                        + " ; lxc.cgroup2.memory.max = 64M ; lxc.cgroup2.pids.max = 50",
            })
    @Proves({"S1", "S27", "S29", "S30", "S37", "S44"})
    void an_imported_configuration_makes_the_container_that_lxc_makes(String what, String lines) throws Exception {
        assertSame(lines.replace(" ; ", "\n") + "\n", List.of());
    }

    @Test
    @Proves("S46")
    void words_of_the_command_line_replace_init_as_they_do_with_lxc() throws Exception {
        assertSame("lxc.init.cmd = /nowhere\n", List.of("/probe", "one argument"));
    }

    private void assertSame(String lines, List<String> command) throws Exception {
        String name = "oracle" + ProcessHandle.current().pid();
        rootfs = root(lines.contains("lxc.idmap"));
        Path config =
                Files.createDirectories(directory.resolve("path").resolve(name)).resolve("config");
        Files.writeString(config, "lxc.rootfs.path = dir:" + rootfs + "\n" + COMMON + lines);

        Facts theirs = facts(underLxc(config, name, command));
        run("lxc-stop", "-P", directory.resolve("path").toString(), "-n", name, "-k");
        Facts ours;
        rootfs = root(lines.contains("lxc.idmap"));
        Files.writeString(config, "lxc.rootfs.path = dir:" + rootfs + "\n" + COMMON + lines);
        try (Bench bench = new Bench(directory)) {
            ours = facts(underCleat(bench, name, command));
            bench.engine().stop(new StopRequest(name, Optional.empty(), true, false, true));
            assertThat(bench.warnings()).as("what was not carried over").isEmpty();
        }

        LxcDifferences differences = new LxcDifferences(theirs, ours);
        assertThat(differences.ours()).containsExactlyElementsOf(differences.theirs());
        assertThat(differences.weaker()).as("mounts that LXC makes stricter").isEmpty();
    }

    private long underLxc(Path config, String name, List<String> command) throws Exception {
        String path = config.getParent().getParent().toString();
        Path allowed = Files.writeString(directory.resolve("subordinate"), "root:" + FIRST_HOST_ID + ":65536\n");
        String withIds = "mount --bind %1$s /etc/subuid && mount --bind %1$s /etc/subgid && exec \"$@\"";
        List<String> words = new ArrayList<>(List.of("unshare", "-m", "sh", "-c", withIds.formatted(allowed), "sh"));
        words.addAll(List.of("lxc-start", "-P", path, "-n", name, "-d", "--"));
        words.addAll(command);
        run(words.toArray(String[]::new));
        return Long.parseLong(run("lxc-info", "-P", path, "-n", name, "-pH").strip());
    }

    private static long underCleat(Bench bench, String name, List<String> command) throws Exception {
        StartRequest request = new StartRequest(
                Optional.of(name), Optional.empty(), List.of(), command, Optional.empty(), Optional.empty());
        return bench.engine().start(request, StepListener.NONE).pid();
    }

    private Facts facts(long pid) throws Exception {
        Path facts = rootfs.resolve("out/facts");
        Awaiting.until("what the probe finds", () -> Files.exists(facts));
        return Facts.of(Files.readAllLines(facts), pid, rootfs);
    }

    private Path root(boolean isShifted) throws Exception {
        Path root = Files.createTempDirectory(
                directory, "root", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        for (String inside : List.of("bin", "sbin", "dev", "proc", "sys", "etc", "mnt", "out", "run", "tmp")) {
            Files.createDirectory(root.resolve(inside));
        }
        Files.copy(Path.of("/bin/busybox"), root.resolve("bin/busybox"));
        for (String applet : run("/bin/busybox", "--list").lines().collect(toCollection(TreeSet::new))) {
            if (!applet.equals("busybox")) {
                Files.createSymbolicLink(root.resolve("bin/" + applet), Path.of("busybox"));
            }
        }
        try (InputStream probe = Objects.requireNonNull(LxcOracleIT.class.getResourceAsStream("probe.sh"))) {
            Files.copy(probe, root.resolve("probe"));
        }
        Files.setPosixFilePermissions(root.resolve("probe"), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(root.resolve("out"), PosixFilePermissions.fromString("rwxrwxrwx"));
        if (isShifted) {
            run("chown", "-hR", FIRST_HOST_ID + ":" + FIRST_HOST_ID, root.toString());
        }
        return root;
    }

    private static String run(String... words) throws Exception {
        Path said = Files.createTempFile("oracle", "said");
        try {
            int status = new ProcessBuilder(words)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start()
                    .waitFor();
            assertThat(status)
                    .as(List.of(words) + ": " + Files.readString(said))
                    .isZero();
            return Files.readString(said);
        } finally {
            Files.delete(said);
        }
    }
}
