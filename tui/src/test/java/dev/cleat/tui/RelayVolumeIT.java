package dev.cleat.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.PackageDirection;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.TerminalProgram;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How much, how long and how fast: what passes the launcher's attach is what was sent, and takes no more memory. */
@Timeout(300)
class RelayVolumeIT {

    private static final Path LAUNCHER =
            PackageDirection.inModule("../cleat").toAbsolutePath().normalize();
    private static final String NAME = "volume-it-" + ProcessHandle.current().pid();
    private static final long GIGABYTE = 1L << 30;

    /** By then the client's heap is as large as it gets. */
    private static final long WARM = GIGABYTE / 8;

    /** Megabytes that the client may have more of than when it was warm. */
    private static final long MORE = 4;

    @TempDir
    Path folder;

    @BeforeEach
    void a_container() throws Exception {
        Path stored = Files.createDirectories(folder.resolve("lib").resolve(NAME));
        Files.writeString(stored.resolve("container.yaml"), """
                schema: 1
                name: %s
                rootfs: host
                process: {command: [sleep, '100000']}
                stop: {action: kill}
                """.formatted(NAME));
        assertThat(cleat("start " + NAME)).contains(NAME + " runs");
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        cleat("stop -k " + NAME);
        assertThat(cleat("ls -1 --ours")).isEmpty();
    }

    /** What {@code cleat LINE} prints, where LINE is the rest of a line of bash. */
    private String cleat(String line) throws Exception {
        Process process = new ProcessBuilder("bash", "-c", environment() + LAUNCHER + " " + line)
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return output;
    }

    private String environment() {
        return "export CLEAT_BUILD=never CLEAT_PATH=" + folder.resolve("lib") + " CLEAT_STATE=" + folder.resolve("run")
                + "; ";
    }

    /** An attach on a terminal of its own, which has become the process of the shell. */
    private TerminalProgram attach(String script) throws Exception {
        return new TerminalProgram(
                environment() + "exec \"$@\"",
                List.of(LAUNCHER.toString(), "attach", NAME, "--", "bash", "--norc", "-c", script));
    }

    @Test
    void a_gigabyte_of_random_bytes_passes_the_pipes_unchanged() throws Exception {
        Path sent = folder.resolve("sent");
        Path received = folder.resolve("received");

        String line = environment() + "head -c " + GIGABYTE + " /dev/urandom | tee >(sha256sum > " + sent + ") | "
                + LAUNCHER + " attach " + NAME + " -- cat | tee >(wc -c >&2) | sha256sum > " + received + "; wait";
        Process shell = new ProcessBuilder("bash", "-c", line).start();
        shell.getOutputStream().close();
        String count = new String(shell.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(shell.waitFor()).isZero();
        assertThat(count.strip()).isEqualTo(Long.toString(GIGABYTE));
        Awaiting.until("the sum of what was sent", () -> Files.size(sent) > 0);
        assertThat(received).hasSameTextualContentAs(sent);
    }

    /** Lines as programs write them: the terminal inside ends each with a carriage return, too. */
    @Test
    void a_gigabyte_of_text_passes_the_terminal_unchanged() throws Exception {
        int rounds = 64;
        String line = "0123456789 abcdefghijklmnopqrstuvwxyz ÄÖÜ äöü € %06d\n";
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < GIGABYTE / rounds; i++) {
            text.append(line.formatted(i));
        }
        String script = "awk 'BEGIN {for (i = 0; i < "
                + text.length() / line.formatted(0).length()
                + "; i++) printf \"" + line.replace("\n", "\\n") + "\", i}' > /tmp/text; read; "
                + "for i in {1.." + rounds + "}; do echo round $i; cat /tmp/text; done";
        MessageDigest expected = MessageDigest.getInstance("SHA-256");
        byte[] shown = text.toString().replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8);
        long bytes = 0;
        for (int i = 1; i <= rounds; i++) {
            byte[] round = ("round " + i + "\r\n").getBytes(StandardCharsets.US_ASCII);
            expected.update(round);
            expected.update(shown);
            bytes += round.length + shown.length;
        }
        assertThat(bytes).isGreaterThan(GIGABYTE);

        try (TerminalProgram session = attach("stty -echo; echo ready; " + script)) {
            session.await("ready\n");
            MessageDigest digest = MessageDigest.getInstance("SHA-256");

            session.type("\r");
            session.drain(WARM, digest::update);
            long warm = resident(session);
            session.drain(bytes - WARM, digest::update);

            assertThat(HexFormat.of().formatHex(digest.digest()))
                    .isEqualTo(HexFormat.of().formatHex(expected.digest()));
            assertThat(session.screen()).isEqualTo("ready\n");
            assertThat(resident(session)).isLessThanOrEqualTo(warm + MORE);
            assertThat(session.end()).isZero();
        }
    }

    @Test
    void a_flood_that_is_looked_at_slowly_waits_inside_and_not_in_memory() throws Exception {
        try (TerminalProgram session = attach("stty -opost; echo ready; echo $BASHPID; exec yes")) {
            session.await("ready\n");
            session.await("\ny\n");
            long yes = ProcessHandle.allProcesses()
                    .filter(process -> process.info().command().orElse("").endsWith("/yes"))
                    .filter(process -> isIn(process.pid()))
                    .findFirst()
                    .orElseThrow()
                    .pid();
            session.drain(WARM, (bytes, offset, length) -> {});
            long warm = resident(session);
            long looked = WARM;
            for (int i = 0; i < 100; i++) {
                looked += 65536;
                session.drain(65536, (bytes, offset, length) -> {});
                TimeUnit.MILLISECONDS.sleep(20);
            }
            assertThat(written(yes)).isLessThan(looked + (1 << 20));
            assertThat(resident(session)).isLessThanOrEqualTo(warm + MORE);

            session.drain(GIGABYTE / 4, (bytes, offset, length) -> {});
            assertThat(resident(session)).isLessThanOrEqualTo(warm + MORE);
        }
    }

    private static boolean isIn(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/cgroup")).contains(NAME);
        } catch (java.io.IOException gone) {
            return false;
        }
    }

    @Test
    void two_thousand_keys_come_back_each_once_in_order_and_soon() throws Exception {
        int keys = 2000;
        try (TerminalProgram session = attach("stty raw -echo; echo ready; exec dd bs=1 count=" + keys)) {
            session.await("ready\n");
            long[] micros = new long[keys];
            byte[] came = new byte[1];
            for (int i = 0; i < keys; i++) {
                byte key = (byte) ('!' + i % 90);
                long before = System.nanoTime();
                session.type(Character.toString(key));
                session.drain(1, (bytes, offset, length) -> came[0] = bytes[offset]);
                micros[i] = (System.nanoTime() - before) / 1000;
                assertThat(came[0]).isEqualTo(key);
            }
            Arrays.sort(micros);
            System.out.printf(
                    "echo of %d keys through cleat attach: p50 %d us, p99 %d us, most %d us%n",
                    keys, micros[keys / 2], micros[keys * 99 / 100], micros[keys - 1]);
            assertThat(micros[keys / 2]).as("p50, us").isLessThan(20_000);
        }
    }

    /** Megabytes that the client has in memory now. */
    private static long resident(TerminalProgram session) throws Exception {
        return number(Path.of("/proc/" + session.process().pid() + "/status"), "VmRSS:") / 1024;
    }

    private static long written(long pid) throws Exception {
        return number(Path.of("/proc/" + pid + "/io"), "wchar:");
    }

    private static long number(Path file, String key) throws Exception {
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith(key))
                .map(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElseThrow();
    }
}
