package dev.cleat.engine.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.linux.Buffer;
import dev.cleat.engine.linux.Poll;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class TtyTerminalTest {

    private static final Duration LONG = Duration.ofSeconds(10);

    @Test
    void keys_come_as_they_are_typed_and_are_not_echoed() throws Exception {
        try (Operator operator = new Operator()) {
            operator.type("a\u0003\r\u0004");

            assertThat(read(operator.terminal(), 4)).isEqualTo("a\u0003\r\u0004");
            assertThat(operator.look(Duration.ZERO)).isFalse();
        }
    }

    @Test
    void what_is_unread_comes_first() throws Exception {
        try (Operator operator = new Operator()) {
            operator.type("third");
            operator.terminal().unread(bytes("second "), 0, 7);
            operator.terminal().unread(bytes("first "), 0, 6);

            assertThat(read(operator.terminal(), 18)).isEqualTo("first second third");
        }
    }

    @Test
    void a_read_that_waits_can_be_woken() throws Exception {
        try (Operator operator = new Operator()) {
            CompletableFuture<Integer> read =
                    CompletableFuture.supplyAsync(() -> operator.terminal().read(new byte[1], LONG));
            operator.terminal().wake();
            assertThat(read.get(60, TimeUnit.SECONDS)).isZero();
        }
    }

    @Test
    void a_change_of_size_is_told_once() throws Exception {
        try (Operator operator = new Operator()) {
            operator.resize(new TerminalSize(10, 20));

            assertThat(operator.terminal().read(new byte[1], LONG)).isZero();
            assertThat(operator.terminal().takeResized()).isTrue();
            assertThat(operator.terminal().takeResized()).isFalse();
            assertThat(operator.terminal().size()).isEqualTo(new TerminalSize(10, 20));
        }
    }

    @Test
    void a_terminal_that_was_never_told_its_size_has_the_classic_one() throws Exception {
        try (Operator operator = new Operator(new TerminalSize(0, 0))) {
            assertThat(operator.terminal().size()).isEqualTo(new TerminalSize(24, 80));
        }
    }

    @Test
    void a_terminal_that_was_hung_up_stays_gone() throws Exception {
        try (Operator operator = new Operator()) {
            operator.hangUp();

            assertThat(operator.terminal().read(new byte[1], LONG)).isEqualTo(-1);
            assertThat(operator.terminal().read(new byte[1], LONG)).isEqualTo(-1);
            operator.terminal().write(bytes("nobody hears"), 0, 12);
        }
    }

    @Test
    void everything_is_written_however_slow_the_terminal() throws Exception {
        try (Operator operator = new Operator()) {
            byte[] much = "0123456789".repeat(100_000).getBytes(StandardCharsets.US_ASCII);
            CompletableFuture<Void> writing =
                    CompletableFuture.runAsync(() -> operator.terminal().write(much, 0, much.length));
            operator.awaitBytes(much.length);
            writing.get(60, TimeUnit.SECONDS);
            assertThat(operator.bytes()).isEqualTo(much);
        }
    }

    @Test
    void the_settings_are_restored_on_close_and_raw_in_between() throws Exception {
        try (HostPty seat = HostPty.open(-1, -1, new TerminalSize(24, 80))) {
            String found = settings(seat.name());

            try (TtyTerminal terminal = TtyTerminal.open(seat.name())) {
                assertThat(settings(seat.name())).contains("-icanon", "-echo ", "-isig", "-opost");
                terminal.leaveRaw();
                assertThat(settings(seat.name())).isEqualTo(found);
                terminal.enterRaw();
                assertThat(settings(seat.name())).contains("-icanon");
            }

            assertThat(settings(seat.name())).isEqualTo(found);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TERM", "HUP", "INT"})
    void the_settings_are_restored_when_a_signal_ends_us(String signal) throws Exception {
        try (HostPty seat = HostPty.open(-1, -1, new TerminalSize(24, 80))) {
            String found = settings(seat.name());
            Process holder = java(Holder.class, seat.name().toString());
            await(seat, "raw");
            assertThat(settings(seat.name())).contains("-icanon");

            run("kill", "-" + signal, Long.toString(holder.pid()));

            assertThat(holder.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(settings(seat.name())).isEqualTo(found);
            await(seat, "farewell");
        }
    }

    /** Runs as a program of its own: takes a terminal and waits to be ended. */
    static final class Holder {
        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            TtyTerminal terminal = TtyTerminal.open(Path.of(arguments[0]));
            terminal.setFarewell(() -> bytes("farewell"));
            terminal.write(bytes("raw"), 0, 3);
            terminal.read(new byte[1], LONG);
        }
    }

    private static void await(HostPty seat, String text) throws IOException {
        StringBuilder seen = new StringBuilder();
        try (Poll poll = new Poll(1);
                Buffer buffer = new Buffer(64)) {
            while (seen.indexOf(text) < 0) {
                poll.watch(0, seat.master().number(), Poll.IN);
                poll.await(LONG);
                assertThat(poll.has(0, Poll.IN)).isTrue();
                seen.append(new String(buffer.bytes(seat.master().read(buffer)), StandardCharsets.US_ASCII));
            }
        }
    }

    private static String read(TtyTerminal terminal, int count) {
        StringBuilder typed = new StringBuilder();
        byte[] buffer = new byte[64];
        while (typed.length() < count) {
            int n = terminal.read(buffer, LONG);
            assertThat(n).isPositive();
            typed.append(new String(buffer, 0, n, StandardCharsets.ISO_8859_1));
        }
        return typed.toString();
    }

    private static String settings(Path terminal) throws Exception {
        return run("stty", "-a", "-F", terminal.toString());
    }

    private static String run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).describedAs(output).isZero();
        return output;
    }

    private static Process java(Class<?> main, String argument) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        assertThat(Files.isExecutable(Path.of(java))).isTrue();
        return new ProcessBuilder(List.of(java, "-cp", System.getProperty("java.class.path"), main.getName(), argument))
                .inheritIO()
                .start();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
