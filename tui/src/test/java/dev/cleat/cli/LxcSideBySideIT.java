package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.PackageDirection;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.Proves;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The same command lines to LXC's own tools and to ours: the same exit status, and the same shape of output. */
@Timeout(300)
class LxcSideBySideIT {

    private static final Path LAUNCHER =
            PackageDirection.inModule("../cleat").toAbsolutePath().normalize();

    private static final String STOPPED = """
            lxc-ls
            lxc-ls -1
            lxc-ls -1f
            lxc-ls -F NAME,STATE,PID,AUTOSTART
            lxc-ls -f -F NAME,STATE,PID,AUTOSTART
            lxc-ls --active
            lxc-ls -1 --stopped
            lxc-ls -1 -g onboot
            lxc-ls -1 --filter ^NAME$
            lxc-ls -1 NAME
            lxc-ls --f
            lxc-ls --bogus
            lxc-info -n NAME
            lxc-info NAME -s
            lxc-info -n NAME -pSH
            lxc-info -n nope
            lxc-info
            lxc-stop -n NAME
            lxc-stop -n NAME -k
            lxc-stop -n nope
            lxc-stop -t
            lxc-wait -n NAME -s STOPPED -t 1
            lxc-wait -n nope -s STOPPED -t 1
            lxc-wait -n NAME -s RUNNING -t 1
            lxc-wait -n NAME -s BOGUS -t 1
            lxc-wait -n NAME
            lxc-freeze -n NAME
            lxc-unfreeze -n NAME
            lxc-freeze -n nope
            lxc-unfreeze -n nope
            lxc-console -n NAME
            lxc-autostart -L
            lxc-autostart -aL
            lxc-autostart -AL
            lxc-autostart -g onboot --list
            lxc-start -n nope
            lxc-start
            lxc-start --bogus
            lxc-start -n
            lxc-start -n NAME -s lxc.bogus
            lxc-start -n NAME -- /bin/nope
            lxc-execute -n NAME -- /bin/sh -c 'exit 7'
            lxc-execute NAME -- /bin/sh -c 'kill -9 $$'
            lxc-execute -n NAME -- /bin/nope
            """;

    private static final String RUNNING = """
            lxc-start -n NAME
            lxc-start -n NAME
            lxc-start -d -n NAME -o /dev/null -l DEBUG
            lxc-wait -n NAME -s 'RUNNING|STOPPED' -t 5
            lxc-ls
            lxc-ls -1 --running
            lxc-ls -1 --active
            lxc-ls -f
            lxc-ls -fF NAME,STATE,PID,RAM,INTERFACE
            lxc-info -n NAME
            lxc-info -n NAME -s
            lxc-info -n NAME -p
            lxc-info -n NAME -sH
            lxc-info -n NAME -pH
            lxc-info -n NAME -i
            lxc-info -n NAME -c lxc.tty.max
            lxc-info -n NAME -Hc lxc.tty.max
            lxc-info -n NAME -c lxc.bogus
            lxc-freeze -n NAME
            lxc-freeze -n NAME
            lxc-info -n NAME --state
            lxc-ls -1 --frozen
            lxc-ls -1 --running
            lxc-wait -n NAME -s 'FROZEN|STOPPED' -t 5
            lxc-unfreeze -n NAME
            lxc-unfreeze -n NAME
            lxc-wait -n NAME -s RUNNING -t 5
            lxc-stop -n NAME --nokill -t 20
            lxc-wait -n NAME -s STOPPED -t 5
            lxc-start -n NAME
            lxc-stop -kn NAME
            lxc-stop -kn NAME
            lxc-start -n NAME -f CONFIG -s lxc.tty.max=3 --define lxc.environment=A=1
            lxc-stop -n NAME -W
            lxc-wait -n NAME -s STOPPED -t 20
            """;

    @TempDir
    Path folder;

    private final String name = "beside" + ProcessHandle.current().pid();
    private Path rootfs;
    private int runs;

    @BeforeEach
    void the_same_container_for_both() throws Exception {
        assumeTrue(System.getProperty("user.name").equals("root"), "needs root");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/lxc-start")), "lxc-start is not installed");
        assumeTrue(Files.isExecutable(Path.of("/bin/busybox")), "needs a static busybox");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        makeRoot();
        for (String path : List.of("theirs", "ours")) {
            store(
                    path,
                    name,
                    "lxc.tty.max = 2\nlxc.pty.max = 16\nlxc.group = onboot\nlxc.start.auto = 1\nlxc.start.delay = 3\n");
            store(path, name + "-other", "lxc.idmap = u 0 100000 65536\nlxc.idmap = g 0 100000 65536\n");
        }
    }

    private void makeRoot() throws Exception {
        rootfs = folder.resolve("rootfs");
        for (String inside : List.of("bin", "dev", "proc", "sys", "etc", "tmp", "run")) {
            Files.createDirectories(rootfs.resolve(inside));
        }
        Files.copy(Path.of("/bin/busybox"), rootfs.resolve("bin/busybox"));
        for (String applet : List.of("sh", "sleep", "true")) {
            Files.createSymbolicLink(rootfs.resolve("bin/" + applet), Path.of("busybox"));
        }
        // lxc-execute needs an init of LXC inside; lxc-user-nic's neighbour is linked statically in Debian.
        Path stub = Path.of("/usr/sbin/init.lxc.static");
        if (Files.exists(stub)) {
            Files.copy(stub, Files.createDirectories(rootfs.resolve("sbin")).resolve("init.lxc.static"));
        }
        Files.writeString(rootfs.resolve("bin/init"), """
                #!/bin/sh
                trap 'exit 0' PWR
                while :; do sleep 1000 & wait $!; done
                """);
        Files.setPosixFilePermissions(rootfs.resolve("bin/init"), PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private void store(String path, String container, String lines) throws Exception {
        Path config =
                Files.createDirectories(folder.resolve(path).resolve(container)).resolve("config");
        Files.writeString(config, """
                lxc.rootfs.path = dir:%s
                lxc.uts.name = beside
                lxc.init.cmd = /bin/init
                lxc.mount.auto = proc:mixed sys:ro
                lxc.apparmor.profile = unconfined
                """.formatted(rootfs) + lines);
    }

    @AfterEach
    void nothing_runs_any_more() throws Exception {
        if (rootfs != null) {
            run(true, "lxc-stop -q -kn NAME");
            run(false, "lxc-stop -q -kn NAME");
        }
    }

    @Test
    void command_lines_about_what_does_not_run_end_and_print_alike() throws Exception {
        assertAlike(STOPPED);
    }

    @Test
    @Proves({"S15", "S46"})
    void command_lines_about_what_runs_end_and_print_alike() throws Exception {
        assertAlike(RUNNING);
    }

    @Test
    @Proves({"S12", "S13", "S40"})
    void a_monitor_prints_the_same_lines_for_a_life() throws Exception {
        List<List<String>> printed = new ArrayList<>();
        for (boolean isOurs : List.of(false, true)) {
            Path out = Files.createFile(folder.resolve("monitor" + isOurs));
            Process monitor = builder(isOurs, "lxc-monitor -n NAME", out).start();
            try {
                printed.add(aLife(isOurs, out));
            } finally {
                monitor.destroy();
                monitor.waitFor(60, TimeUnit.SECONDS);
            }
        }

        assertThat(printed.get(1)).containsExactlyInAnyOrderElementsOf(printed.get(0));
        assertThat(states(printed.get(1))).isEqualTo(states(printed.get(0)));
    }

    /** LXC tells the exit status before STOPPING, we know it with STOPPED. */
    private static List<String> states(List<String> lines) {
        return lines.stream()
                .filter(line -> line.contains(" changed state to "))
                .toList();
    }

    /** Short lives until the monitor tells of them, then one that counts. */
    private List<String> aLife(boolean isOurs, Path out) throws Exception {
        for (int i = 0; i < 20 && !tells(out); i++) {
            run(isOurs, "lxc-start -n NAME");
            run(isOurs, "lxc-stop -kn NAME");
            Awaiting.until(
                    "the end of a life, or nothing",
                    () -> !tells(out) || Files.readString(out).endsWith("STOPPED]\n"));
        }
        long before = Files.size(out);
        run(isOurs, "lxc-start -n NAME");
        run(isOurs, "lxc-stop -kn NAME");
        Awaiting.until(
                "the end of that life",
                () -> Files.size(out) > before && Files.readString(out).endsWith("STOPPED]\n"));
        return Files.readString(out).substring((int) before).lines().distinct().toList();
    }

    private static boolean tells(Path out) throws Exception {
        return Files.readString(out).contains("RUNNING]");
    }

    private void assertAlike(String lines) throws Exception {
        List<String> theirs = new ArrayList<>();
        List<String> ours = new ArrayList<>();
        for (String line : lines.strip().split("\n")) {
            theirs.add(run(false, line));
            ours.add(run(true, line));
        }
        assertThat(ours).containsExactlyElementsOf(theirs);
    }

    /** The line, its status and the shape of what it printed. */
    private String run(boolean isOurs, String line) throws Exception {
        Path out = folder.resolve("out" + runs++);
        Process process = builder(isOurs, line, out).start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as(line).isTrue();
        return line + " -> " + process.exitValue() + "\n" + shape(Files.readString(out));
    }

    private ProcessBuilder builder(boolean isOurs, String line, Path out) throws Exception {
        String tool = line.substring(0, (line + " ").indexOf(' '));
        Path program = Path.of("/usr/bin", tool);
        if (isOurs) {
            program = Files.createDirectories(folder.resolve("bin")).resolve(tool);
            if (!Files.exists(program)) {
                Files.createSymbolicLink(program, LAUNCHER);
            }
        }
        Path path = folder.resolve(isOurs ? "ours" : "theirs");
        String words = line.substring(tool.length())
                .replace("NAME,", "name,")
                .replace("CONFIG", path.resolve(name).resolve("config").toString())
                .replace("NAME", name);
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", "exec \"$0\" -P " + path + words, program.toString())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(ProcessBuilder.Redirect.appendTo(out.toFile()))
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("CLEAT_BUILD", "never");
        builder.environment().put("CLEAT_PATH", folder.resolve("none").toString());
        builder.environment().put("CLEAT_STATE", folder.resolve("state").toString());
        return builder;
    }

    /** Figures are another matter; how wide a column gets depends on them. */
    private static String shape(String text) {
        return text.lines()
                .filter(line -> !line.startsWith("KMem use:")) // version 1 counts it, the engine has no figure of it
                .filter(line -> !line.startsWith("Usage:"))
                .map(line -> line.replaceAll("[0-9]+([.][0-9]+)?", "N")
                        .replaceAll("N (bytes|KiB|MiB)", "N SIZE")
                        .replaceAll(" +", " ")
                        .strip())
                .collect(Collectors.joining("\n"));
    }
}
