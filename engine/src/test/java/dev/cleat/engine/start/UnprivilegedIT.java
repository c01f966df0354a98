package dev.cleat.engine.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.Bench;
import dev.cleat.engine.testing.EngineProgram;
import dev.cleat.engine.testing.TestContainer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
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
    private List<String> readableClassPath() throws IOException {
        Path copies = Files.createDirectories(bench.file("classes"));
        List<String> copied = new ArrayList<>();
        for (String entry : EngineProgram.classPath().split(File.pathSeparator)) {
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
        List<String> line = new ArrayList<>(List.of(
                "setpriv", "--reuid", "" + NOBODY, "--regid", "" + NOBODY, "--clear-groups", "--inh-caps=-all", "--"));
        line.addAll(EngineProgram.commandLine(bench, arguments));
        line.set(line.indexOf("-cp") + 1, String.join(File.pathSeparator, classPath));
        return run(line);
    }

    private int run(List<String> line) throws Exception {
        Process process = new ProcessBuilder(line)
                .directory(directory.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(bench.file("out").toFile())
                .redirectError(bench.file("err").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
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
    void without_a_user_namespace_a_user_is_told_why_not() throws Exception {
        Files.writeString(
                container.definition(),
                Files.readString(container.definition()).replace("user: private", "user: host"));

        assertThat(engine("run", container.name())).isEqualTo(200);
        assertThat(bench.file("err")).content().contains("only root can make namespaces without a user namespace");
    }
}
