package dev.cleat.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.RefusedException;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.engine.api.UnknownContainerException;
import dev.cleat.engine.api.WrongStateException;
import dev.cleat.engine.testing.Bench;
import dev.cleat.engine.testing.EngineProgram;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.Proves;
import dev.cleat.engine.testing.TestContainer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names are had by one at a time; definitions are stored and destroyed. */
@Timeout(120)
class RestartIT extends OnBench {

    @Test
    @Proves("S15")
    void of_many_who_start_one_name_exactly_one_wins() throws Exception {
        for (int round = 0; round < 5; round++) {
            TestContainer container = bench.sleeper();
            List<Object> ends = new CopyOnWriteArrayList<>();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                threads.add(new Thread(() -> ends.add(outcome(container))));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }

            assertThat(ends).filteredOn("started"::equals).hasSize(1);
            assertThat(ends).filteredOn(BusyException.class::isInstance).hasSize(3);
        }
    }

    private Object outcome(TestContainer container) {
        try {
            bench.engine().start(StartRequest.of(container.name()), step -> {});
            return "started";
        } catch (ContainerException e) {
            return e;
        }
    }

    @Test
    void the_name_is_never_free_while_it_is_restarted() throws Exception {
        TestContainer container = bench.sleeper().start();
        AtomicBoolean done = new AtomicBoolean();
        List<String> stolen = new CopyOnWriteArrayList<>();
        Engine other = bench.another();
        Thread thief = new Thread(() -> {
            while (!done.get()) {
                try {
                    other.start(StartRequest.of(container.name()), step -> {});
                    stolen.add("started");
                } catch (ContainerException e) {
                    if (!(e instanceof BusyException)) {
                        stolen.add(e.getMessage());
                    }
                }
            }
        });
        thief.start();

        long before = container.pid();
        for (int i = 0; i < 3; i++) {
            assertThat(bench.engine()
                            .restart(StopRequest.of(container.name()), step -> {})
                            .pid())
                    .isNotEqualTo(before);
        }
        done.set(true);
        thief.join();

        assertThat(stolen).isEmpty();
        assertThat(container.saved().origin().boots()).isEqualTo(4);
    }

    @Test
    void a_reboot_that_is_asked_for_sends_the_reboot_signal() throws Exception {
        TestContainer container = bench.define("stop: {timeout: 20s}\nrootfs: dir:" + bench.rootfs()
                        + "\nprocess: {command: "
                        + Bench.list(
                                "/bin/sh",
                                "-c",
                                "trap 'echo asked to reboot; exit 0' INT; echo ready; while :; do sleep 1000 & wait $!; done")
                        + "}\n")
                .start();
        container.awaitLog("ready");

        bench.engine()
                .restart(new StopRequest(container.name(), Optional.empty(), false, false, true, true), step -> {});

        assertThat(container.awaitLog("asked to reboot")).isNotEmpty();
        assertThat(container.state()).isEqualTo(ContainerState.RUNNING);
    }

    @Test
    void what_does_not_run_is_not_restarted() throws Exception {
        TestContainer container = bench.container("/bin/true").start();
        container.awaitExit();
        assertThatThrownBy(() -> bench.engine().restart(StopRequest.of(container.name()), step -> {}))
                .isInstanceOf(WrongStateException.class);
        assertThatThrownBy(() -> bench.engine().restart(StopRequest.of("it-nobody"), step -> {}))
                .isInstanceOf(UnknownContainerException.class);
    }

    @Test
    @Proves("S8")
    void a_signal_that_the_keeper_gets_reaches_init() throws Exception {
        TestContainer container = bench.container(
                        "/bin/sh",
                        "-c",
                        "for s in USR1 USR2 TERM HUP INT QUIT; do trap \"echo heard $s\" $s; done; echo ready; while :; do sleep 1000 & wait $!; done")
                .start();
        container.awaitLog("ready");

        for (String signal : List.of("USR1", "TERM", "HUP", "INT", "QUIT", "USR2")) {
            new ProcessBuilder(
                            "kill",
                            "-" + signal,
                            Long.toString(container.saved().keeperPid()))
                    .start()
                    .waitFor();
            container.awaitLog("heard " + signal);
        }
    }

    @Test
    @Proves("S43")
    void a_viewer_of_the_console_that_is_killed_ends_nothing() throws Exception {
        TestContainer container = bench.container("/bin/sh", "-c", "while :; do echo tick; sleep 0.05; done")
                .start();
        Process viewer = new ProcessBuilder(EngineProgram.commandLine(bench, "console", container.name()))
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(viewer.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(said.readLine()).startsWith("tick");
        }
        viewer.destroyForcibly().waitFor();

        int lines = container.log().length();
        container.awaitLog(container.log() + "tick");
        assertThat(container.log().length()).isGreaterThan(lines);
        assertThat(container.state()).isEqualTo(ContainerState.RUNNING);
        container.stop();
        assertThat(container.awaitExit().signal()).hasValue(9);
    }

    @ParameterizedTest
    @CsvSource({
        "console /dev/full, 200, 'standard output: ENOSPC'",
        "console head, 129, tick",
        "foreground /dev/full, 200, 'standard output: ENOSPC'"
    })
    void who_cannot_print_a_console_says_so_and_ends_nothing(String how, int status, String told) throws Exception {
        TestContainer container = bench.container("/bin/sh", "-c", "while :; do echo tick; sleep 0.05; done");
        String verb = how.split(" ")[0];
        if (verb.equals("console")) {
            container.start();
        }
        List<String> line = new ArrayList<>(List.of(
                "bash",
                "-c",
                "\"$@\" " + (how.endsWith("full") ? ">/dev/full" : "| head -1") + "; exit ${PIPESTATUS[0]}",
                "-"));
        line.addAll(EngineProgram.commandLine(bench, verb, container.name()));
        Process viewer = new ProcessBuilder(line).redirectErrorStream(true).start();

        String said = new String(viewer.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(viewer.waitFor()).as(said).isEqualTo(status);
        assertThat(said).contains(told);
        assertThat(container.state()).isEqualTo(ContainerState.RUNNING);
    }

    @Test
    void a_definition_is_stored_once_with_what_was_asked_for_and_destroyed_with_its_directory() throws Exception {
        Path file = bench.file("web.yaml");
        Files.writeString(
                file,
                "schema: 1\n# a comment\nstop: {action: kill}\nrootfs: dir:" + bench.rootfs()
                        + "\nprocess: {command: [/bin/sleep, '1000']}\n");
        String plain = "plain" + ProcessHandle.current().pid();
        String changed = "changed" + ProcessHandle.current().pid();

        bench.engine().create(plain, file, List.of());
        bench.engine().create(changed, file, List.of("process.cwd=/tmp", "hostname=\"yes\""));

        assertThat(bench.path().resolve(plain).resolve("container.yaml")).hasSameTextualContentAs(file);
        assertThat(bench.engine().lint(bench.path().resolve(changed).resolve("container.yaml")))
                .isEmpty();
        assertThatThrownBy(() -> bench.engine().create(plain, file, List.of())).isInstanceOf(BusyException.class);
        assertThat(bench.engine().start(StartRequest.of(changed), step -> {}).name())
                .isEqualTo(changed);
        assertThatThrownBy(() -> bench.engine().destroy(changed, false)).isInstanceOf(BusyException.class);
        Path outside = Files.createDirectory(bench.file("outside"));
        Files.writeString(outside.resolve("precious"), "x");
        Files.createSymbolicLink(bench.path().resolve(changed).resolve("link"), outside);
        Path logs = bench.path().resolve("logs");
        Path older = Files.createSymbolicLink(logs.resolve(changed + ".log.1"), outside.resolve("precious"));
        Path life =
                Files.createFile(Files.createDirectories(logs.resolve("life")).resolve(changed + ".log"));
        Path other = Files.createFile(logs.resolve(changed + ".log.log"));
        bench.engine().destroy(changed, true);
        bench.engine().destroy(plain, false);

        assertThat(bench.path().resolve(changed)).doesNotExist();
        assertThat(bench.state().resolve(changed)).doesNotExist();
        assertThat(logs.resolve(changed + ".log")).doesNotExist();
        assertThat(older).doesNotExist();
        assertThat(life).doesNotExist();
        assertThat(other).exists();
        assertThat(outside.resolve("precious")).exists();
        assertThatThrownBy(() -> bench.engine().destroy(changed, true)).isInstanceOf(UnknownContainerException.class);
    }

    @Test
    void what_is_protected_or_is_not_its_own_is_not_destroyed() throws Exception {
        TestContainer safe = bench.define(
                "protect: true\nrootfs: dir:" + bench.rootfs() + "\nprocess: {command: [/bin/sleep, '1000']}\n");
        assertThatThrownBy(() -> bench.engine().destroy(safe.name(), true)).isInstanceOf(RefusedException.class);

        Path elsewhere = Files.createDirectory(bench.file("elsewhere"));
        Files.writeString(elsewhere.resolve("container.yaml"), "schema: 1\nprocess: {command: [/bin/true]}\n");
        Files.createSymbolicLink(bench.path().resolve("linked"), elsewhere);
        assertThatThrownBy(() -> bench.engine().destroy("linked", false)).isInstanceOf(ContainerException.class);
        assertThat(elsewhere.resolve("container.yaml")).exists();
    }

    @Test
    void what_starts_with_the_host_is_listed_in_the_order_of_numbers_and_needs() throws Exception {
        String end = "\nrootfs: dir:" + bench.rootfs() + "\nprocess: {command: [/bin/sleep, '1000']}\n";
        TestContainer last = bench.define("autostart: {enabled: true, order: 9}" + end);
        TestContainer needed = bench.define("autostart: {enabled: true, order: 7, delay: 2s}" + end);
        TestContainer first =
                bench.define("autostart: {enabled: true, order: 1, dependsOn: {" + needed.name() + ": started}}" + end);
        bench.define("autostart: {enabled: false}" + end);

        assertThat(bench.engine().autostart())
                .extracting(entry -> entry.name())
                .containsExactly(needed.name(), first.name(), last.name());
        assertThat(bench.engine().autostart().get(0).delay()).isEqualTo(Duration.ofSeconds(2));

        Files.writeString(
                needed.definition(),
                Files.readString(needed.definition())
                        .replace("delay: 2s", "dependsOn: {" + first.name() + ": started}"));
        assertThatThrownBy(() -> bench.engine().autostart())
                .hasMessageContaining("depend on each other")
                .hasMessageContaining(first.name());
    }
}
