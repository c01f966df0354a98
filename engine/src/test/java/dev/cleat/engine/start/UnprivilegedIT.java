package dev.cleat.engine.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.Bench;
import dev.cleat.engine.testing.EngineProgram;
import dev.cleat.engine.testing.Proves;
import dev.cleat.engine.testing.TestContainer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An engine of a user who is not root and has no ids but the own one. */
@Timeout(120)
class UnprivilegedIT {

    private static final int NOBODY = 65534;

    @TempDir
    Path directory;

    private Bench bench;
    private TestContainer container;
    private List<String> classPath;

    @BeforeEach
    void a_definition_of_another_user() throws Exception {
        bench = new Bench(directory);
        container = bench.define("rootfs: dir:" + bench.rootfs() + """

                namespaces: {user: private}
                process:
                  command: [/bin/sh, -c, "id -u; hostname; echo mine >/tmp/mine; grep CapEff /proc/self/status; exec sleep 1000"]
                """);
        Files.createDirectories(bench.state());
        classPath = readableClassPath();
        run(List.of("chown", "-R", NOBODY + ":" + NOBODY, directory.toString()));
    }

    /** The repository of Maven may lie where nobody else may look. */
    private List<String> readableClassPath() throws Exception {
        Path copies = Files.createDirectories(bench.file("classes"));
        List<String> copied = new ArrayList<>();
        for (String entry : EngineProgram.classPath().split(File.pathSeparator)) {
            if (run(asNobody("test", "-r", entry)) == 0) {
                copied.add(entry);
                continue;
            }
            Path from = Path.of(entry);
            Path to = copies.resolve(copied.size() + "-" + from.getFileName());
            copy(from, to);
            copied.add(to.toString());
        }
        return copied;
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!Files.exists(from)) {
            return;
        }
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        if (bench != null) {
            engine("kill", container.name());
            run(List.of("chown", "-R", "0:0", directory.toString()));
            bench.close();
        }
    }

    private int engine(String... arguments) throws Exception {
        return run(user(arguments));
    }

    private List<String> user(String... arguments) {
        List<String> line = asNobody(EngineProgram.commandLine(bench, arguments).toArray(String[]::new));
        line.set(line.indexOf("-cp") + 1, String.join(File.pathSeparator, classPath));
        return line;
    }

    private static List<String> asNobody(String... command) {
        List<String> line = new ArrayList<>(List.of(
                "setpriv", "--reuid", "" + NOBODY, "--regid", "" + NOBODY, "--clear-groups", "--inh-caps=-all", "--"));
        line.addAll(List.of(command));
        return line;
    }

    private int run(List<String> line) throws Exception {
        Process process = new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(bench.file("out").toFile())
                .redirectError(bench.file("err").toFile())
                .start();
        assertThat(Awaiting.endOf(process)).isTrue();
        return process.exitValue();
    }

    @Test
    void a_user_starts_lists_attaches_to_and_ends_a_container() throws Exception {
        assertThat(engine("run", container.name()))
                .as(Files.readString(bench.file("err")))
                .isZero();
        container.awaitLog("0\n" + container.name() + "\nCapEff:\t00000000a80425fb\n");
        assertThat(Files.getAttribute(bench.rootfs().resolve("tmp/mine"), "unix:uid"))
                .isEqualTo(NOBODY);

        assertThat(engine("list", container.name())).isZero();
        assertThat(bench.file("out")).content().contains(container.name() + " RUNNING\n");

        assertThat(engine("attach", container.name(), "AUTO", "-", "/bin/sh", "-c", "id -u; cat /proc/1/comm; exit 7"))
                .isEqualTo(7);
        assertThat(bench.file("out")).hasContent("0\nsleep\n");

        assertThat(engine("kill", container.name())).isZero();
        assertThat(engine("list", container.name())).isZero();
        assertThat(bench.file("out")).content().contains(container.name() + " STOPPED\n");
    }

    /** A number of the user's state file, which root's engine would not believe. */
    private long saved(String field) throws Exception {
        String state = Files.readString(bench.state().resolve(container.name()).resolve("state.json"));
        Matcher number = Pattern.compile("\"" + field + "\":(\\d+)").matcher(state);
        assertThat(number.find()).isTrue();
        return Long.parseLong(number.group(1));
    }

    @Test
    void a_keeper_of_a_user_that_is_killed_takes_init_along() throws Exception {
        assertThat(engine("run", container.name())).isZero();

        ProcessHandle.of(saved("keeperPid")).orElseThrow().destroyForcibly();

        long init = saved("pid");
        Awaiting.until(
                "init's end",
                () -> bench.procfs().stat(init).filter(stat -> stat.isAlive()).isEmpty());
        assertThat(engine("list", container.name())).isZero();
        assertThat(bench.file("out")).content().contains(container.name() + " STOPPED\n");
        assertThat(engine("run", container.name())).isZero();
    }

    @Test
    void a_user_s_command_has_new_mounts_and_a_terminal_in_a_user_namespace_of_its_own() throws Exception {
        assertThat(engine("unshare", "USER,MNT", "id -u; tty"))
                .as(Files.readString(bench.file("err")))
                .isZero();
        assertThat(bench.file("out")).content().contains("0\r\n/dev/pts/");
    }

    private void define(String namespaces) throws Exception {
        Files.writeString(
                container.definition(),
                Files.readString(container.definition()).replace("namespaces: {user: private}", namespaces));
    }

    /** As {@link #engine} on a host whose administrator gave this user ids. */
    private int engineWithRanges(String... arguments) throws Exception {
        Path ranges = Files.writeString(bench.file("ranges"), "nobody:700000:65536\n");
        List<String> line = new ArrayList<>(List.of(
                "unshare",
                "--mount",
                "sh",
                "-c",
                "for f in /etc/subuid /etc/subgid; do mount --bind \"$0\" $f || exit 99; done; exec \"$@\"",
                ranges.toString()));
        line.addAll(user(arguments));
        return run(line);
    }

    @Test
    @Proves("L14")
    void a_user_s_ranges_are_the_container_s_ids() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/newuidmap")), "needs newuidmap");
        define("idmap: {mode: subid}");
        run(List.of("chmod", "0711", directory.toString(), bench.path().toString()));
        run(List.of("chown", "-R", "700000:700000", bench.rootfs().toString()));

        assertThat(engineWithRanges("run", container.name()))
                .as(Files.readString(bench.file("err")))
                .isZero();

        container.awaitLog("0\n" + container.name());
        String map = Files.readString(Path.of("/proc/" + saved("pid") + "/uid_map"));
        assertThat(map.strip().split(" +")).containsExactly("0", "700000", "65536");
    }

    @Test
    @Proves("S2")
    void a_user_is_told_of_the_directory_that_its_container_s_root_may_not_pass() throws Exception {
        define("idmap: {mode: subid}");

        assertThat(engineWithRanges("run", container.name())).isEqualTo(200);

        assertThat(bench.file("err"))
                .content()
                .contains("rootfs: container root, uid 700000 of the host, may not pass " + directory);
    }

    @Test
    void a_user_without_ranges_is_told_who_gives_them() throws Exception {
        define("idmap: {mode: subid}");

        assertThat(engine("run", container.name())).isEqualTo(200);

        assertThat(bench.file("err")).content().contains("idmap.mode: /etc/subuid gives uid 65534 no range of ids");
    }

    @Test
    @Proves({"S3", "S4"})
    void a_user_joins_what_belongs_to_a_user_namespace_it_made() throws Exception {
        TestContainer second = bench.define("rootfs: dir:" + bench.rootfs() + "\nnamespaces: {user: 'container:"
                + container.name() + "', net: 'container:" + container.name()
                + "'}\nprocess: {command: [/bin/sleep, '1000']}\n");
        run(List.of("chown", "-R", NOBODY + ":" + NOBODY, bench.path().toString()));
        assertThat(engine("run", container.name())).isZero();
        try {
            assertThat(engine("run", second.name()))
                    .as(Files.readString(bench.file("err")))
                    .isZero();
            assertThat(engine("attach", second.name(), "AUTO", "-", "/bin/readlink", "/proc/self/ns/net"))
                    .isZero();
            assertThat(bench.file("out"))
                    .hasContent(Files.readSymbolicLink(Path.of("/proc/" + saved("pid") + "/ns/net"))
                            .toString());
        } finally {
            engine("kill", second.name());
        }
    }

    @Test
    void a_user_is_told_why_a_namespace_of_somebody_else_cannot_be_joined() throws Exception {
        define("namespaces: {user: private, uts: 'pid:1'}");
        assertThat(engine("run", container.name())).isEqualTo(200);
        assertThat(bench.file("err"))
                .content()
                .contains("namespaces.uts: this user may not look at the namespaces of process 1");

        Process process = new ProcessBuilder(
                        "setpriv",
                        "--reuid",
                        "" + NOBODY,
                        "--regid",
                        "" + NOBODY,
                        "--clear-groups",
                        "unshare",
                        "-Uu",
                        "cat")
                .start();
        try {
            Awaiting.until(
                    "a user namespace",
                    () -> bench.procfs()
                            .commandLine(process.pid())
                            .orElse(List.of())
                            .equals(List.of("cat")));
            Files.writeString(
                    container.definition(),
                    Files.readString(container.definition())
                            .replace("uts: 'pid:1'", "uts: 'pid:" + process.pid() + "'"));
            assertThat(engine("run", container.name())).isEqualTo(200);
            assertThat(bench.file("err"))
                    .content()
                    .contains("needs power over the user namespace it belongs to")
                    .contains("share that as well (namespaces.user)");
        } finally {
            process.destroy();
        }
    }

    @Test
    void without_a_user_namespace_a_user_is_told_why_not() throws Exception {
        Files.writeString(
                container.definition(),
                Files.readString(container.definition()).replace("user: private", "user: host"));

        assertThat(engine("run", container.name())).isEqualTo(200);
        assertThat(bench.file("err")).content().contains("only root can make namespaces without a user namespace");
    }
}
