package dev.cleat.engine.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.EngineProgram;
import dev.cleat.engine.testing.Proves;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Attaches without a terminal, in a process of their own: bytes go through pipes as they are. */
@Timeout(120)
class AttachPipesIT extends OnSleeper {

    private ProcessBuilder attach(String... command) throws IOException {
        String[] arguments = new String[command.length + 4];
        System.arraycopy(new String[] {"attach", container.name(), "AUTO", "-"}, 0, arguments, 0, 4);
        System.arraycopy(command, 0, arguments, 4, command.length);
        return new ProcessBuilder(EngineProgram.commandLine(bench, arguments))
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(bench.file("out").toFile())
                .redirectError(bench.file("err").toFile());
    }

    private static int run(ProcessBuilder program) throws Exception {
        Process process = program.start();
        try {
            assertThat(Awaiting.endOf(process)).isTrue();
            return process.exitValue();
        } finally {
            process.destroyForcibly();
        }
    }

    @ParameterizedTest
    @CsvSource({"exit 7, 7", "kill -TERM $$, 143", "true, 0"})
    void the_status_is_the_command_s(String script, int status) throws Exception {
        assertThat(run(attach("/bin/sh", "-c", script))).isEqualTo(status);
    }

    @Test
    void output_and_errors_stay_apart_and_are_not_translated() throws Exception {
        assertThat(run(attach(
                        "/bin/sh", "-c", "printf 'a\\nb\\r\\n'; echo problem >&2; test -t 1 || echo no terminal")))
                .isZero();

        assertThat(bench.file("out")).hasBinaryContent("a\nb\r\nno terminal\n".getBytes());
        assertThat(bench.file("err")).hasContent("problem\n");
    }

    @Test
    @Proves("M6")
    void ten_million_random_bytes_come_back_unchanged() throws Exception {
        byte[] random = new byte[10_000_000];
        new Random(7).nextBytes(random);
        Files.write(bench.file("in"), random);

        assertThat(run(attach("cat").redirectInput(bench.file("in").toFile()))).isZero();

        assertThat(bench.file("out")).hasBinaryContent(random);
    }

    @Test
    void a_reader_that_goes_away_ends_the_command() throws Exception {
        ProcessBuilder program = attach("yes").redirectOutput(Redirect.PIPE);
        Process process = program.start();
        try {
            assertThat(process.getInputStream().readNBytes(1000)).hasSize(1000);
            process.getInputStream().close();

            assertThat(Awaiting.endOf(process)).as("ends").isTrue();
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void the_end_of_the_input_is_passed_on() throws Exception {
        assertThat(run(attach("/bin/sh", "-c", "cat; echo end"))).isZero();

        assertThat(bench.file("out")).hasContent("end\n");
    }

    @Test
    void a_command_that_ends_without_reading_ends_the_attach_although_more_is_typed() throws Exception {
        Process process =
                attach("/bin/sh", "-c", "exit 4").redirectInput(Redirect.PIPE).start();
        try {
            assertThat(Awaiting.endOf(process)).as("ends").isTrue();
            assertThat(process.exitValue()).isEqualTo(4);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void a_daemon_that_keeps_the_pipe_does_not_keep_the_attach() throws Exception {
        assertThat(run(attach("/bin/sh", "-c", "sleep 1000 & echo started; exit 3")))
                .isEqualTo(3);

        assertThat(bench.file("out")).hasContent("started\n");
    }
}
