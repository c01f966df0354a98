package dev.cleat.engine.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.procfs.ProcessStat;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.EngineProgram;
import dev.cleat.engine.testing.TerminalProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of a session when the container, the client or the terminal goes away. */
@Timeout(120)
class AttachEndIT extends OnSleeper {

    private static final Duration SOON = Awaiting.slowly(Duration.ofSeconds(5));

    private TerminalProgram program(String line, String... command) throws Exception {
        return program("attach", line, command);
    }

    private TerminalProgram program(String how, String line, String[] command) throws Exception {
        String[] arguments = new String[command.length + 4];
        System.arraycopy(new String[] {how, container.name(), "AUTO", "-"}, 0, arguments, 0, 4);
        System.arraycopy(command, 0, arguments, 4, command.length);
        return new TerminalProgram(line, EngineProgram.commandLine(bench, arguments));
    }

    @Test
    void the_terminal_is_as_before_after_an_attach() throws Exception {
        try (TerminalProgram program =
                program("stty -a >/dev/null; \"$@\"; echo status $?", "/bin/sh", "-c", "exit 7")) {
            String before = program.settings();

            program.end();

            assertThat(program.screen()).contains("status 7");
            assertThat(program.settings()).isEqualTo(before);
        }
    }

    @Test
    void when_init_is_killed_the_attach_returns_and_the_terminal_is_as_before() throws Exception {
        try (TerminalProgram program =
                program("\"$@\"; echo status $?", "/bin/sh", "-c", "echo ready; exec sleep 1000")) {
            String before = program.settings();
            program.await("ready");
            assertThat(program.settings()).isNotEqualTo(before);

            bench.engine().kill(container.name(), 9, false);

            program.end();
            assertThat(program.screen()).contains("status 137");
            assertThat(program.settings()).isEqualTo(before);
        }
        Awaiting.until("STOPPED", SOON, () -> container.state() == ContainerState.STOPPED);
        assertThat(container.stageProcesses()).isEmpty();
    }

    @Test
    void when_the_container_is_stopped_its_sessions_end_as_killed() throws Exception {
        try (Attached attached = Attached.script(bench, container, "echo ready; exec sleep 1000")) {
            attached.operator().await("ready");

            container.stop();

            assertThat(attached.outcome()).isEqualTo(new CommandOutcome.Killed(9));
        }
    }

    /** The attached process is a child of nobody in the container: unless it is reaped, the container cannot end. */
    @Test
    void
            when_the_client_of_a_session_that_cannot_be_left_is_killed_its_command_is_hung_up_and_the_container_still_ends_at_once()
                    throws Exception {
        String[] words = {"/bin/sh", "-c", "echo ready; exec sleep 1000"};
        try (TerminalProgram program = program("attach-for-good", "exec \"$@\"", words)) {
            program.await("ready");
            long command = Attached.pid(bench, container, 1);

            program.process().destroyForcibly().waitFor();

            Awaiting.until("the command's end", SOON, () -> !isAlive(command));
            Awaiting.until(
                    "the watcher's end", SOON, () -> container.stageProcesses().size() == 1);
        }
        assertThat(container.summary().sessions()).isZero();
        long before = System.nanoTime();
        container.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SOON);
    }

    @Test
    void when_the_client_is_killed_a_command_that_ignores_the_hang_up_does_not_keep_the_container() throws Exception {
        String[] words = {"/bin/sh", "-c", "trap '' HUP; echo ready; while :; do sleep 1000; done"};
        try (TerminalProgram program = program("attach-for-good", "exec \"$@\"", words)) {
            program.await("ready");

            program.process().destroyForcibly().waitFor();
        }
        Awaiting.until("no session", () -> container.summary().sessions() == 0);
        long before = System.nanoTime();
        container.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SOON);
    }

    @Test
    void when_a_client_without_a_terminal_is_killed_the_container_still_ends_at_once() throws Exception {
        Process client = new ProcessBuilder(EngineProgram.commandLine(
                        bench,
                        "attach",
                        container.name(),
                        "NEVER",
                        "-",
                        "/bin/sh",
                        "-c",
                        "echo ready; exec sleep 1000"))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(client.getInputStream().readNBytes(6)).asString().isEqualTo("ready\n");

        client.destroyForcibly().waitFor();

        long before = System.nanoTime();
        container.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(SOON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "HUP", "INT"})
    void when_a_client_without_a_terminal_is_asked_to_end_all_that_it_started_ends(String signal) throws Exception {
        // Whoever runs this may ignore them: nohup(1), a shell's background.
        List<String> line = new ArrayList<>(List.of("env", "--default-signal=HUP,INT"));
        line.addAll(EngineProgram.commandLine(
                bench, "attach", container.name(), "NEVER", "-", "/bin/sh", "-c", "sleep 1000 & echo ready; wait"));
        Process client = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(client.getInputStream().readNBytes(6)).asString().isEqualTo("ready\n");
        assertThat(container.processes()).hasSize(3);

        new ProcessBuilder("kill", "-" + signal, Long.toString(client.pid()))
                .start()
                .waitFor();
        client.waitFor();

        Awaiting.until("the end of what it started", () -> container.processes().size() == 1);
        assertThat(bench.engine().sessions()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pid: private", "pid: host"})
    void when_the_terminal_is_hung_up_the_command_is_too(String kind) throws Exception {
        container.stop();
        container = bench.define("rootfs: dir:" + bench.rootfs() + "\nnamespaces: {" + kind
                        + "}\nprocess: {command: [/bin/sleep, '1000']}\n")
                .start();
        try (Attached attached = Attached.script(
                bench,
                container,
                "trap 'echo hung up >/tmp/end; exit' HUP; echo ready; while :; do sleep 1000 & wait $!; done")) {
            attached.operator().await("ready");

            attached.operator().hangUp();

            Awaiting.until(
                    "the trap of the command", () -> Files.exists(bench.rootfs().resolve("tmp/end")));
            Awaiting.until("the end of the attach", attached::hasEnded);
        }
    }

    @Test
    void when_the_watcher_is_killed_the_attach_returns() throws Exception {
        try (Attached attached = Attached.script(bench, container, "echo ready; exec sleep 1000")) {
            attached.operator().await("ready");
            long keeper = container.saved().keeperPid();
            long watcher = Awaiting.present(
                    "the watcher",
                    () -> container.stageProcesses().stream()
                            .filter(pid -> pid != keeper)
                            .findFirst());

            ProcessHandle.of(watcher).orElseThrow().destroyForcibly();

            assertThat(attached.outcome()).isEqualTo(new CommandOutcome.Killed(9));
        }
        container.stop(); // as soon as PID 1 of the host has reaped the command, which was the watcher's to reap
        assertThat(container.state()).isEqualTo(ContainerState.STOPPED);
    }

    @Test
    void a_child_that_outlives_its_command_is_the_container_s_and_ends_with_it() throws Exception {
        assertThat(output("trap '' HUP; sleep 1000 & echo $!; exit 0")).isNotEmpty();
        long child = Attached.pid(bench, container, 1);
        assertThat(isAlive(child)).isTrue();

        container.stop();

        assertThat(isAlive(child)).isFalse();
    }

    @Test
    void a_suspended_command_can_still_be_ended() throws Exception {
        try (Attached attached = Attached.script(bench, container, "echo ready; kill -STOP $$; echo on; exit 3")) {
            attached.operator().await("ready");
            long pid = Attached.pid(bench, container, 1);
            Awaiting.until("it is suspended", () -> state(pid).equals(Optional.of('T')));

            new ProcessBuilder("kill", "-CONT", Long.toString(pid)).start().waitFor();

            assertThat(attached.outcome()).isEqualTo(new CommandOutcome.Exited(3));
        }
    }

    private Optional<Character> state(long pid) throws Exception {
        List<String> lines = Files.readAllLines(Path.of("/proc/" + pid + "/status"));
        return lines.stream()
                .filter(line -> line.startsWith("State:"))
                .map(line -> line.substring(6).strip().charAt(0))
                .findFirst();
    }

    private boolean isAlive(long pid) {
        return bench.procfs().stat(pid).filter(ProcessStat::isAlive).isPresent();
    }
}
