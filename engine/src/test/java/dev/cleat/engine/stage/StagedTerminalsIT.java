package dev.cleat.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.linux.Buffer;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.PacketSocket;
import dev.cleat.engine.linux.Poll;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.Proves;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The console's kinds, and the ttys that are served as it is. */
@Timeout(60)
class StagedTerminalsIT {

    private static final long KEEPER_BYTES = 300 << 10;

    @TempDir
    Path directory;

    private StagedContainer container;

    @BeforeEach
    void a_container() throws Exception {
        container = new StagedContainer(directory);
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        container.close();
    }

    /** Sends frames to a socket of the state directory and reads until {@code text} came. */
    private String talk(Fd socket, String text, String... frames) throws Exception {
        for (String frame : frames) {
            PacketSocket.send(socket, frame.getBytes(StandardCharsets.ISO_8859_1));
        }
        StringBuilder said = new StringBuilder();
        try (Buffer buffer = new Buffer(8192);
                Poll poll = new Poll(1)) {
            while (said.indexOf(text) < 0) {
                poll.watch(0, socket.number(), Poll.IN);
                poll.await(Duration.ofSeconds(10));
                assertThat(poll.has(0, Poll.IN)).as(said.toString()).isTrue();
                said.append(new String(buffer.bytes(socket.read(buffer)), StandardCharsets.ISO_8859_1).substring(1));
            }
        }
        return said.toString();
    }

    private Fd connect(String socket) throws Exception {
        try (Fd state = Fd.open(directory, Fd.O_RDONLY | Fd.O_DIRECTORY, 0)) {
            return PacketSocket.connect(state, socket);
        }
    }

    @Test
    @Proves("S19")
    void ttys_are_terminals_of_the_container_with_viewers_of_their_own() throws Exception {
        container.ttys = 4;
        container
                .shell(
                        "stat -c '%n %u %a' /dev/tty1 /dev/tty4; (while read line; do echo \"tty2 got $line\"; done </dev/tty2 >/dev/tty2) & exec sleep 1000")
                .start();
        container.awaitLog("/dev/tty1 0 620\n/dev/tty4 0 620\n");

        try (Fd one = connect("tty2.sock");
                Fd other = connect("tty2.sock");
                Fd apart = connect("tty3.sock")) {
            talk(other, "", "H");
            assertThat(talk(one, "tty2 got hello", "H", "Ihello\n")).contains("tty2 got hello");
            assertThat(talk(other, "tty2 got hello")).contains("hello");
            talk(apart, "nothing here", "H", "Inothing here\n");
        }
        assertThat(container.log()).doesNotContain("hello");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("tty1.sock"))))
                .isEqualTo("rw-------");
        container.signalInit(9);
        container.awaitEnd();
        assertThat(directory.resolve("tty1.sock")).doesNotExist();
    }

    @Test
    @Proves("S14")
    void the_console_answers_while_viewers_come_and_go_and_signals_are_passed_on() throws Exception {
        container
                .shell("trap 'echo signalled' USR1; while true; do read line && echo \"got $line\"; done")
                .start();
        try (Fd viewer = connect("console.sock")) {
            for (int line = 0; line < 50; line++) {
                connect("console.sock").close();
                container.signalKeeper(10);
                assertThat(talk(viewer, "got line " + line + "\r\n", "Iline " + line + "\n"))
                        .isNotEmpty();
            }
        }
        container.awaitLog("signalled");
    }

    @Test
    void below_a_directory_links_lead_to_them() throws Exception {
        container.ttys = 1;
        container.ttyDirectory = Optional.of("lxc");

        container
                .shell(
                        "readlink /dev/tty1; readlink /dev/console; echo there >/dev/console; ls -1 /dev/lxc; exec sleep 1000")
                .start();

        container.awaitLog("lxc/tty1\nlxc/console\n");
        container.awaitLog("there\nconsole\ntty1\n");
    }

    @Test
    @Proves({"S39", "L2"})
    void init_s_standard_descriptors_are_the_console_of_its_own_devpts() throws Exception {
        container.shell("tty; stty size; exec sleep 1000").start();

        container.awaitLog("/dev/");
        for (int standard = 0; standard < 3; standard++) {
            assertThat(Files.readSymbolicLink(Path.of("/proc/" + container.init() + "/fd/" + standard))
                            .toString())
                    .isIn("/dev/console", "/dev/pts/0");
        }
    }

    @Test
    @Proves("L13")
    void everything_that_was_printed_before_the_end_is_in_the_log() throws Exception {
        container.shell("seq 1 1000000; echo end").start();

        container.awaitEnd();

        assertThat(container.log().lines()).hasSize(1_000_001).endsWith("999999", "1000000", "end");
    }

    @Test
    void nobody_types_into_a_console_that_is_read_only() throws Exception {
        container.readOnlyConsole = true;
        container
                .shell("echo ready; read -t 2 line; echo \"got $line\"; exec sleep 1000")
                .start();

        try (Fd viewer = connect("console.sock")) {
            talk(viewer, "ready", "H", "Itypewritten\n");
            assertThat(talk(viewer, "got")).doesNotContain("typewritten");
        }
    }

    @Test
    void an_init_apart_from_the_console_has_the_null_device() throws Exception {
        container.apart = true;
        container
                .shell("stat -L -c %t:%T /proc/self/fd/0 >/out; echo from afar >/dev/console; exec sleep 1000")
                .start();

        container.awaitLog("from afar\n");
        assertThat(container.rootfs.resolve("out")).hasContent("1:3");
    }

    @Test
    void a_keeper_is_small_whatever_it_could_serve() throws Exception {
        container.start();
        Awaiting.until("it has settled", () -> memory() > 0);

        assertThat(memory()).isLessThan(KEEPER_BYTES);

        container.close();
        container.ttys = 63;
        container.start();
        assertThat(memory()).isLessThan(3 * KEEPER_BYTES);
    }

    private long memory() throws Exception {
        return Files.readString(Path.of("/proc/" + container.keeper() + "/smaps_rollup"))
                .lines()
                .filter(line -> line.startsWith("Pss:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
                .sum();
    }
}
