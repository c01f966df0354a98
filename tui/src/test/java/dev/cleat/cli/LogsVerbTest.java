package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.cli.CommandLineFixture.Result;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogsVerbTest {

    private final CommandLineFixture cleat = new CommandLineFixture();

    @TempDir
    private Path folder;

    @BeforeEach
    void a_log() throws IOException {
        cleat.engine.log = folder.resolve("console.log");
        Files.writeString(cleat.engine.log, "one\r\n\u001b[31mtwo\u001b[0m\r\n\u001b]0;title\u0007three\r\n");
    }

    @Test
    void a_pipe_gets_every_byte() throws IOException {
        assertThat(cleat.run("logs", "web").out()).isEqualTo(Files.readString(cleat.engine.log));
    }

    @Test
    void a_terminal_gets_colours_and_nothing_else_that_drives_it() {
        cleat.terminal = true;
        assertThat(cleat.run("logs", "web").out()).isEqualTo("one\n\u001b[31mtwo\u001b[0m\n\\x1b]0;title\\x07three\n");

        cleat.environment.put("NO_COLOR", "1");
        assertThat(cleat.run("logs", "web").out()).isEqualTo("one\ntwo\n\\x1b]0;title\\x07three\n");
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,1", "2,2", "4000,4000", "5000,5000", "9999,5000"})
    void the_tail_begins_at_a_line(int lines, int printed) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int line = 1; line <= 5000; line++) {
            text.append("line ").append(line).append('\n');
        }
        Files.writeString(cleat.engine.log, text);

        String out = cleat.run("logs", "--tail", String.valueOf(lines), "web").out();

        assertThat(out.lines()).hasSize(printed);
        assertThat(text.toString()).endsWith(out);
    }

    @Test
    void an_unfinished_line_counts_as_a_line() throws IOException {
        Files.writeString(cleat.engine.log, "a\nb\nc");

        assertThat(cleat.run("logs", "--tail", "2", "web").out()).isEqualTo("b\nc");
    }

    @Test
    void following_prints_what_comes_until_the_container_ends() {
        cleat.engine.whileAwaited = () -> append("four\n");

        assertThat(cleat.run("logs", "-f", "--tail=0", "web").out()).isEqualTo("four\n");
    }

    @Test
    void following_goes_on_in_a_log_that_was_replaced_or_cut() {
        cleat.engine.whileAwaited = () -> {
            Path old = cleat.engine.log.resolveSibling("console.log.1");
            move(cleat.engine.log, old);
            append("new\n");
        };
        assertThat(cleat.run("logs", "-f", "--tail", "0", "web").out()).isEqualTo("new\n");

        cleat.engine.whileAwaited = () -> {
            move(cleat.engine.log, cleat.engine.log.resolveSibling("old"));
            append("x\n");
        };
        assertThat(cleat.run("logs", "-f", "--tail", "0", "web").out()).isEqualTo("x\n");
    }

    @Test
    void a_log_that_is_turned_over_all_the_time_is_read() throws Exception {
        Path old = cleat.engine.log.resolveSibling("console.log.1");
        AtomicBoolean isOver = new AtomicBoolean();
        Thread keeper = new Thread(() -> {
            while (!isOver.get()) {
                moveOver(cleat.engine.log, old);
                Thread.onSpinWait();
                Thread.yield();
                append("line\n");
            }
        });
        keeper.start();
        try {
            for (int call = 0; call < 40; call++) {
                assertThat(cleat.run("logs", "--tail", "1", "web").err()).isEmpty();
                assertThat(cleat.run("logs", "-f", "web").err()).isEmpty();
            }
        } finally {
            isOver.set(true);
            keeper.join();
        }
    }

    @Test
    void a_log_that_cannot_be_read_is_told() {
        cleat.engine.log = folder.resolve("none");

        Result result = cleat.run("logs", "web");

        assertThat(result.err())
                .isEqualTo("cleat: cannot read the log of web: " + cleat.engine.log + ": no such file or directory\n");
        assertThat(result.status()).isEqualTo(1);
    }

    private void append(String text) {
        try {
            Files.writeString(cleat.engine.log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void moveOver(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
