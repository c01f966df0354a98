package dev.cleat.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.Bench;
import dev.cleat.engine.testing.EngineProgram;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.TerminalProgram;
import dev.cleat.engine.testing.TestContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Starts whose container console is the operator's terminal. */
@Timeout(120)
class ForegroundIT extends OnBench {

    private TestContainer shell(String script) throws Exception {
        return bench.define("rootfs: dir:" + bench.rootfs() + "\nprocess: {terminal: true, command: "
                + Bench.list("/bin/sh", "-c", script) + "}\n");
    }

    private TerminalProgram foreground(TestContainer container) throws Exception {
        return new TerminalProgram(
                "\"$@\"; echo status $?", EngineProgram.commandLine(bench, "foreground", container.name()));
    }

    @Test
    void the_console_is_the_terminal_from_the_first_byte_to_the_last() throws Exception {
        TestContainer container = shell("stty size; echo first; read line; echo got $line; exit 7");
        try (TerminalProgram program = foreground(container)) {
            String before = program.settings();
            program.await("first");

            program.type("words\r");

            program.end();
            assertThat(program.screen())
                    .startsWith("24 80\nfirst\n")
                    .contains("got words\n")
                    .endsWith("status 7\n");
            assertThat(program.settings()).isEqualTo(before);
        }
        assertThat(container.awaitExit().exitCode()).hasValue(7);
    }

    @Test
    void what_a_container_says_is_seen_however_short_it_lives() throws Exception {
        for (int i = 0; i < 10; i++) {
            TestContainer container = shell("echo all there is; exit 3");

            Process program = new ProcessBuilder(EngineProgram.commandLine(bench, "foreground", container.name()))
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(bench.file("out").toFile())
                    .start();

            assertThat(Awaiting.endOf(program)).isTrue();
            assertThat(program.exitValue()).isEqualTo(3);
            assertThat(bench.file("out")).hasContent("all there is");
        }
    }

    @Test
    void the_detach_keys_leave_the_container_running() throws Exception {
        TestContainer container = shell("echo first; while :; do sleep 1000; done");
        try (TerminalProgram program = foreground(container)) {
            program.await("first");

            program.type("\u0001q");

            program.end();
            assertThat(program.screen()).endsWith("status 0\n");
        }
        assertThat(container.state()).isEqualTo(ContainerState.RUNNING);
    }

    @Test
    void when_the_client_is_killed_the_container_runs_on() throws Exception {
        TestContainer container = shell("echo first; while :; do sleep 1000; done");
        try (TerminalProgram program =
                new TerminalProgram("exec \"$@\"", EngineProgram.commandLine(bench, "foreground", container.name()))) {
            program.await("first");
            program.process().destroyForcibly().waitFor();
        }
        assertThat(container.state()).isEqualTo(ContainerState.RUNNING);
        assertThat(container.log()).isEqualTo("first\n");
    }

    @Test
    void a_process_that_got_init_s_number_gets_no_signal() throws Exception {
        Path hook = Files.writeString(
                bench.file("hook"), "#!/bin/sh\ntouch $0.runs\nwhile [ ! -e $0.over ]; do sleep 0.05; done\n");
        hook.toFile().setExecutable(true);
        TestContainer container = bench.define("rootfs: dir:" + bench.rootfs() + "\nhooks: {stop: [" + hook
                + "]}\nprocess: {terminal: true, command: [/bin/true]}\n");
        Process other = new ProcessBuilder("/bin/sleep", "1000").start();
        Process program = new ProcessBuilder(EngineProgram.commandLine(bench, "foreground", container.name()))
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(bench.file("out").toFile())
                .redirectError(bench.file("err").toFile())
                .start();
        try {
            Awaiting.until("init has ended", () -> Files.exists(bench.file("hook.runs")));
            Path state = bench.state().resolve(container.name()).resolve("state.json");
            String saved = Files.readString(state);
            Files.writeString(state, saved.replaceFirst("\"pid\":\\d+", "\"pid\":" + other.pid()));

            program.destroy();

            Awaiting.until("the hook's end", () -> {
                Files.writeString(bench.file("hook.over"), "");
                return !program.isAlive();
            });
            assertThat(program.exitValue()).isZero();
            assertThat(other.isAlive()).isTrue();
        } finally {
            program.destroyForcibly();
            other.destroyForcibly().waitFor();
        }
    }

    @Test
    void signals_are_forwarded_to_init() throws Exception {
        TestContainer container =
                shell("trap 'echo asked; exit 5' TERM; echo first; while :; do sleep 1000 & wait $!; done");
        Process program = new ProcessBuilder(EngineProgram.commandLine(bench, "foreground", container.name()))
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(bench.file("out").toFile())
                .redirectError(bench.file("err").toFile())
                .start();
        try {
            container.awaitLog("first");
            Awaiting.until("the relay", () -> bench.file("out").toFile().length() > 0);

            program.destroy();

            assertThat(Awaiting.endOf(program)).isTrue();
            assertThat(program.exitValue()).isEqualTo(5);
        } finally {
            program.destroyForcibly();
        }
        assertThat(bench.file("out")).content().contains("asked");
    }

    @Test
    void a_start_that_fails_says_why_and_leaves_the_terminal_as_it_was() throws Exception {
        TestContainer container =
                bench.define("rootfs: dir:" + bench.rootfs() + "\nprocess: {command: [/no/such/program]}\n");
        try (TerminalProgram program = foreground(container)) {
            String before = program.settings();

            program.end();

            assertThat(program.screen()).contains("/no/such/program: ENOENT").endsWith("status 200\n");
            assertThat(program.settings()).isEqualTo(before);
        }
    }
}
