package dev.cleat.engine.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.TerminalSize;
import dev.cleat.engine.linux.Buffer;
import dev.cleat.engine.linux.Fd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PipeRelayTest {

    private static final TerminalSize SIZE = new TerminalSize(24, 80);

    @TempDir
    Path directory;

    @Test
    void ten_megabytes_pass_two_pipes_unchanged() throws Exception {
        Path file = directory.resolve("random");
        Path copy = directory.resolve("copy");
        byte[] random = new byte[10_000_000];
        new java.util.Random(1).nextBytes(random);
        Files.write(file, random);
        Fd.Pipe stdin = Fd.pipe();
        Fd.Pipe stdout = Fd.pipe();

        try (Fd in = Fd.open(file, Fd.O_RDONLY, 0);
                Fd out = Fd.open(copy, Fd.O_WRONLY | Fd.O_CREAT, 0600);
                Command cat = Command.with("cat", stdin.read(), stdout.write(), stdout.write())) {
            stdin.read().close();
            stdout.write().close();
            RelayEnd end = Relay.until(cat.process())
                    .input(HostStream.source(in.number()), stdin.write())
                    .output(stdout.read(), HostStream.sink(out.number()))
                    .run();

            assertThat(end).isEqualTo(new RelayEnd(RelayEnd.Reason.COMMAND_ENDED, 10_000_000, 10_000_000, List.of()));
            assertThat(sha256(Files.readAllBytes(copy))).isEqualTo(sha256(random));
        }
    }

    @Test
    void output_that_is_redirected_goes_around_the_terminal_and_its_taps() throws Exception {
        Path file = directory.resolve("out");
        Fd.Pipe stdout = Fd.pipe();
        ByteArrayOutputStream heard = new ByteArrayOutputStream();
        try (Operator operator = new Operator();
                HostPty pty = HostPty.open(-1, -1, SIZE);
                Fd out = Fd.open(file, Fd.O_WRONLY | Fd.O_CREAT, 0600);
                Command command = Command.on(pty, "echo file >&3; exec 3>&-; echo screen", stdout.write())) {
            stdout.write().close();
            RelayEnd end = Relay.until(command.process())
                    .tap((bytes, offset, length) -> heard.writeBytes(copy(bytes, offset, length)))
                    .terminal(operator.terminal(), pty, DetachKeys.NONE)
                    .output(stdout.read(), HostStream.sink(out.number()))
                    .run();
            operator.await("screen\r\n");

            assertThat(end.reason()).isEqualTo(RelayEnd.Reason.COMMAND_ENDED);
            assertThat(file).hasContent("file");
            assertThat(heard.toString(StandardCharsets.US_ASCII)).isEqualTo("screen\r\n");
        }
    }

    @Test
    void a_reader_that_goes_away_ends_the_writer_with_SIGPIPE() throws Exception {
        Fd.Pipe stdout = Fd.pipe();
        Fd.Pipe ours = Fd.pipe();
        try (Fd in = Fd.open(Path.of("/dev/null"), Fd.O_RDONLY, 0);
                Command yes = Command.with("exec yes", in, stdout.write(), stdout.write())) {
            stdout.write().close();
            Relay relay = Relay.until(yes.process())
                    .output(stdout.read(), HostStream.sink(ours.write().number()));
            ours.write().close();
            CompletableFuture<RelayEnd> end = RelayedCommand.run(relay);
            try (Buffer buffer = new Buffer(4096)) {
                assertThat(ours.read().read(buffer)).isPositive();
            }
            ours.read().close();

            assertThat(end.get(60, TimeUnit.SECONDS).failures()).isEmpty();
            assertThat(yes.end().value()).isEqualTo(13); // SIGPIPE
        }
    }

    @Test
    void a_full_disk_behind_descriptor_1_ends_the_writer_and_is_told() throws Exception {
        Fd.Pipe stdout = Fd.pipe();
        try (Fd in = Fd.open(Path.of("/dev/null"), Fd.O_RDONLY, 0);
                Fd full = Fd.open(Path.of("/dev/full"), Fd.O_WRONLY, 0);
                Command yes = Command.with("exec yes", in, stdout.write(), stdout.write())) {
            stdout.write().close();
            RelayEnd end = Relay.until(yes.process())
                    .output(stdout.read(), HostStream.sink(full.number()))
                    .run();

            assertThat(end.failures())
                    .singleElement()
                    .hasToString("dev.cleat.engine.linux.ErrnoException: descriptor " + full.number()
                            + ": ENOSPC (no space left on device)");
            assertThat(yes.end().value()).isEqualTo(13);
        }
    }

    @Test
    void the_flags_of_descriptors_that_others_share_stay_as_they_are() throws Exception {
        Fd.Pipe shared = Fd.pipe();
        Fd.Pipe stdout = Fd.pipe();
        try (Fd in = Fd.open(Path.of("/dev/null"), Fd.O_RDONLY, 0);
                Fd read = shared.read();
                Fd write = shared.write();
                Command command = Command.with("echo x", in, stdout.write(), stdout.write())) {
            stdout.write().close();
            String before = flags(write);
            Relay.until(command.process())
                    .output(stdout.read(), HostStream.sink(write.number()))
                    .run();

            assertThat(flags(write)).isEqualTo(before);
            try (Buffer buffer = new Buffer(16)) {
                assertThat(read.read(buffer)).isEqualTo(2);
            }
        }
    }

    @Test
    void a_terminal_without_an_operator_takes_its_keys_from_a_pipe() throws Exception {
        Path file = directory.resolve("out");
        Fd.Pipe input = Fd.pipe();
        try (HostPty pty = HostPty.open(-1, -1, SIZE);
                Fd out = Fd.open(file, Fd.O_WRONLY | Fd.O_CREAT, 0600);
                Command command = Command.on(pty, "stty -echo; tty -s && sort")) {
            Operator.writeAll(input.write(), "b\na\n".getBytes(StandardCharsets.US_ASCII));
            Relay relay = Relay.until(command.process())
                    .terminal(HostStream.source(input.read().number()), HostStream.sink(out.number()), pty);
            input.write().close();
            input.read().close();

            assertThat(relay.run().reason()).isEqualTo(RelayEnd.Reason.COMMAND_ENDED);
            assertThat(Files.readString(file)).endsWith("a\r\nb\r\n");
        }
    }

    private static String flags(Fd fd) throws IOException {
        return Files.readAllLines(Path.of("/proc/self/fdinfo", Integer.toString(fd.number())))
                .get(1);
    }

    private static byte[] copy(Buffer bytes, int offset, int length) {
        byte[] copy = new byte[length];
        bytes.get(offset, copy, 0, length);
        return copy;
    }

    private static byte[] sha256(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(bytes);
    }
}
