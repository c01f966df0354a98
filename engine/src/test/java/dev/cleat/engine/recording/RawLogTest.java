package dev.cleat.engine.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.RefusedException;
import dev.cleat.engine.definition.RawLogLimits;
import dev.cleat.engine.linux.Buffer;
import dev.cleat.engine.linux.ErrnoException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class RawLogTest {

    @TempDir
    Path directory;

    private final List<String> warnings = new ArrayList<>();

    @Test
    void it_holds_exactly_the_bytes_behind_what_was_there() throws Exception {
        Path file = directory.resolve("log");
        Files.writeString(file, "before ");
        try (RawLog log = RawLog.open(file, warnings::add)) {
            write(log, "\u0000\u00ff\u001b[0m\r\n");
        }
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).isEqualTo("before \u0000\u00ff\u001b[0m\r\n");
        assertThat(warnings).isEmpty();
    }

    @Test
    void a_new_one_is_for_its_owner_only() throws Exception {
        Path file = directory.resolve("log");
        RawLog.open(file, warnings::add).close();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void a_symbolic_link_is_refused_even_to_nothing() throws Exception {
        Path target = directory.resolve("target");
        Path link = Files.createSymbolicLink(directory.resolve("log"), target);
        assertRefused(link, "it is a symbolic link");
        assertThat(target).doesNotExist();
    }

    @Test
    void a_second_name_is_refused() throws Exception {
        Path file = Files.writeString(directory.resolve("log"), "secret");
        Files.createLink(directory.resolve("other"), file);
        assertRefused(file, "it has 2 hard links");
    }

    @Test
    void a_directory_is_refused() {
        assertRefused(directory, "it is a directory");
    }

    @Test
    void a_fifo_is_refused_and_does_not_hang() throws Exception {
        Path fifo = directory.resolve("log");
        run("mkfifo", fifo.toString());
        assertRefused(fifo, "it is a FIFO or a socket");
    }

    /** The name of our own thread, which nobody misses should it ever be written. */
    @Test
    void a_file_of_the_kernel_is_refused() throws Exception {
        assertRefused(Path.of("/proc/self/comm"), "it is a file of the kernel's, which obeys what is written there");
    }

    @Test
    void a_fifo_that_somebody_reads_is_refused() throws Exception {
        Path fifo = directory.resolve("log");
        run("mkfifo", fifo.toString());
        Process reader = new ProcessBuilder("sh", "-c", "exec 3<>\"$0\"; echo open; read x", fifo.toString()).start();
        try {
            assertThat(reader.getInputStream().read()).isEqualTo('o');
            assertRefused(fifo, "it is not a regular file");
        } finally {
            reader.destroy();
            reader.waitFor(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_device_is_refused() {
        assertRefused(Path.of("/dev/full"), "it is not a regular file");
    }

    @Test
    void a_descriptor_by_its_name_in_proc_is_refused() {
        assertRefused(Path.of("/proc/self/fd/1"), "it is a symbolic link");
    }

    @Test
    void a_file_that_another_session_writes_is_refused() throws Exception {
        Path file = directory.resolve("log");
        RawLog first = RawLog.open(file, warnings::add);
        assertThatThrownBy(() -> RawLog.open(file, warnings::add))
                .isInstanceOf(BusyException.class)
                .hasMessage("cannot log to " + file + ": another session writes it");
        first.close();
        RawLog.open(file, warnings::add).close();
    }

    @Test
    void a_directory_that_is_not_there_is_told_by_the_kernel() {
        assertThatThrownBy(() -> RawLog.open(directory.resolve("no/log"), warnings::add))
                .isInstanceOf(ErrnoException.class)
                .hasMessageContaining("ENOENT");
    }

    @Test
    void one_that_becomes_too_large_begins_anew_and_older_ones_are_kept_beside_it() throws Exception {
        Path file = directory.resolve("log");
        RawLogLimits limits = new RawLogLimits(OptionalLong.of(10), 2, Optional.empty());
        try (RawLog log = RawLog.open(file, limits, warnings::add)) {
            for (String part : List.of("one 6789", "two 6789", "three 89", "four 789")) {
                write(log, part);
            }
        }
        assertThat(file).hasContent("four 789");
        assertThat(directory.resolve("log.1")).hasContent("three 89");
        assertThat(directory.resolve("log.2")).hasContent("two 6789");
        assertThat(directory.resolve("log.3")).doesNotExist();
        assertThat(warnings).isEmpty();
    }

    @Test
    void a_directory_that_is_replaced_during_the_session_gets_nothing() throws Exception {
        Path own = Files.createDirectory(directory.resolve("own"));
        Path moved = directory.resolve("moved");
        try (RawLog log = RawLog.open(
                own.resolve("log"), new RawLogLimits(OptionalLong.of(10), 1, Optional.empty()), warnings::add)) {
            write(log, "one 6789");
            Files.move(own, moved);
            Files.createDirectory(own);
            write(log, "two 6789");
        }
        assertThat(own).isEmptyDirectory();
        assertThat(moved.resolve("log")).hasContent("two 6789");
        assertThat(moved.resolve("log.1")).hasContent("one 6789");
    }

    @Test
    void a_file_that_was_removed_meanwhile_is_told_at_the_end() throws Exception {
        Path file = directory.resolve("log");
        try (RawLog log = RawLog.open(file, warnings::add)) {
            write(log, "gone");
            Files.delete(file);
        }
        assertThat(warnings).containsExactly(file + " was removed during the session; its 4 bytes are gone");
    }

    @Test
    void what_a_limit_on_file_sizes_keeps_out_is_counted_and_told_twice() throws Exception {
        Path file = directory.resolve("log");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process =
                new ProcessBuilder(java, "-cp", classPath(), Limited.class.getName(), file.toString()).start();
        assertThat(process.getInputStream().read()).isEqualTo('\n');
        run("prlimit", "--pid", Long.toString(process.pid()), "--fsize=4096");
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();

        assertThat(output.lines())
                .containsExactly(
                        "cannot write " + file
                                + ": EFBIG (file too large); the session goes on, what it shows meanwhile is missing there",
                        file + " lacks 5904 bytes that could not be written");
        assertThat(file).hasSize(4096);
    }

    /** Older files are given away for newer ones, not for nothing. */
    @Test
    void where_nothing_new_can_be_written_nothing_older_is_turned_over() throws Exception {
        Path file = directory.resolve("log");
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process =
                new ProcessBuilder(java, "-cp", classPath(), Rotated.class.getName(), file.toString()).start();
        assertThat(process.getInputStream().read()).isEqualTo('\n');
        run("prlimit", "--pid", Long.toString(process.pid()), "--fsize=0:");
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        assertThat(process.getInputStream().read()).isEqualTo('\n');
        assertThat(file).hasContent("two 6789");
        assertThat(directory.resolve("log.1")).hasContent("one 6789");

        run("prlimit", "--pid", Long.toString(process.pid()), "--fsize=unlimited:");
        process.getOutputStream().close();
        assertThat(process.waitFor()).isZero();
        assertThat(file).hasContent("four 789");
        assertThat(directory.resolve("log.1")).hasContent("two 6789");
        assertThat(directory).isDirectoryNotContaining(left -> left.toString().contains(".new"));
    }

    /** Runs as a program of its own: what it is told to do, it does between two limits. */
    static final class Rotated {
        private Rotated() {}

        public static void main(String[] arguments) throws Exception {
            RawLogLimits limits = new RawLogLimits(OptionalLong.of(10), 1, Optional.empty());
            RawLog log = RawLog.open(Path.of(arguments[0]), limits, warning -> {});
            write(log, "one 6789");
            write(log, "two 6789");
            System.out.println();
            System.in.read();
            write(log, "lost 789");
            System.out.println();
            System.in.read();
            write(log, "four 789");
            log.close();
        }
    }

    /** Runs as a program of its own, below a limit on the size of files. */
    static final class Limited {
        private Limited() {}

        public static void main(String[] arguments) throws Exception {
            RawLog log = RawLog.open(Path.of(arguments[0]), System.out::println);
            System.out.println();
            System.in.read(); // until there is a limit; it would have kept JNA from unpacking its library
            for (int i = 0; i < 10; i++) {
                write(log, "x".repeat(1000));
            }
            log.close();
        }
    }

    private void assertRefused(Path path, String reason) {
        assertThatThrownBy(() -> RawLog.open(path, warnings::add))
                .isInstanceOf(RefusedException.class)
                .hasMessage("cannot log to " + path + ": " + reason);
    }

    private static void write(RawLog log, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        try (Buffer buffer = new Buffer(bytes.length)) {
            buffer.put(bytes, 0, bytes.length);
            log.write(buffer, 0, bytes.length);
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }

    private static String classPath() {
        return System.getProperty("java.class.path");
    }
}
