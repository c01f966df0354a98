package dev.cleat.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Memory;
import com.sun.jna.NativeLibrary;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.EngineProgram;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.TerminalProgram;
import dev.cleat.engine.testing.TestContainer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the host's log hears of who was at a container. It is ours here, on a /dev of the client's own mount namespace. */
@Timeout(120)
class HostLogIT extends OnBench {

    private static final String LEAVE = "\u0001q";

    /** A directory, a socket, a command line. */
    private static final String WITH_OUR_LOG = """
            dev=$1 log=$2; shift 2
            mount -t tmpfs none "$dev"
            for node in null zero full random urandom tty; do : >"$dev/$node"; mount --bind "/dev/$node" "$dev/$node"; done
            mknod -m 666 "$dev/ptmx" c 5 2; mkdir "$dev/pts"; mount --bind /dev/pts "$dev/pts"; ln -s /proc/self/fd "$dev/fd"
            : >"$dev/log"
            mount --bind "$log" "$dev/log"
            mount --rbind "$dev" /dev
            exec "$@"
            """;

    @TempDir
    Path directory;

    private Log log;

    @BeforeEach
    void a_log() throws Exception {
        log = new Log(directory.resolve("log"));
    }

    @AfterEach
    void no_log() {
        log.close();
    }

    private TerminalProgram operator(String... arguments) throws Exception {
        List<String> line = new ArrayList<>(List.of("unshare", "-m", "sh", "-e", "-c", WITH_OUR_LOG, "sh"));
        line.add(Files.createDirectories(directory.resolve("dev")).toString());
        line.add(directory.resolve("log").toString());
        line.addAll(EngineProgram.commandLine(bench, arguments));
        return new TerminalProgram("exec \"$@\"", line);
    }

    @Test
    void an_attach_is_told_twice_with_its_status() throws Exception {
        TestContainer container = bench.sleeper().start();
        try (TerminalProgram operator =
                operator("attach", container.name(), "AUTO", "-", "/bin/sh", "-c", "echo here; exit 7")) {
            assertThat(operator.end()).as(operator.screen()).isEqualTo(7);
        }
        assertThat(log.next())
                .contains(about(container), "command=\"/bin/sh -c echo here; exit 7\"")
                .endsWith(" begins");
        assertThat(log.next()).contains(about(container)).endsWith(" ended with status 7");
    }

    @Test
    void the_end_of_a_session_that_was_left_is_told_by_its_keeper() throws Exception {
        TestContainer container = bench.sleeper().start();
        try (TerminalProgram operator =
                operator("attach", container.name(), "AUTO", "-", "/bin/sh", "-c", "echo here; sleep 1000")) {
            operator.await("here");
            operator.type(LEAVE);
            operator.end();
        }
        assertThat(log.next()).endsWith(" begins");
        bench.engine().killSession(bench.engine().sessions().get(0).id(), Awaiting.BOUND);

        assertThat(log.next()).contains(about(container)).contains(" ended");
    }

    @Test
    void who_is_at_a_container_s_own_terminal_is_told_as_well() throws Exception {
        TestContainer container = bench.container(
                        "/bin/sh", "-c", "echo ready; read line; echo got $line; exec sleep 1000")
                .start();
        try (TerminalProgram operator = operator("console", container.name())) {
            operator.await("ready");
            operator.type("a word\r");
            operator.await("got a word");
            operator.type(LEAVE);
            operator.end();
        }
        assertThat(log.next()).contains(about(container), "command=\"console\"").endsWith(" begins");
        assertThat(log.next()).contains(about(container)).endsWith(" was left");
    }

    @Test
    void a_start_in_the_foreground_is_told_until_its_end() throws Exception {
        TestContainer container = bench.container("/bin/sh", "-c", "exit 3");
        try (TerminalProgram operator = operator("foreground", container.name())) {
            assertThat(operator.end()).as(operator.screen()).isEqualTo(3);
        }
        assertThat(log.next())
                .contains("container=\"" + container.name() + "\"")
                .endsWith(" begins");
        assertThat(log.next())
                .contains("container=\"" + container.name() + "\"")
                .endsWith(" ended");
    }

    private static String about(TestContainer container) throws Exception {
        return "init=\"" + container.pid() + "\" container=\"" + container.name() + "\"";
    }

    /** Where syslogd(8) or journald listens: a datagram is a line. */
    private static final class Log implements AutoCloseable {

        private static final int AF_UNIX = 1;
        private static final int SOCK_DGRAM = 2;
        private static final int MSG_DONTWAIT = 0x40;
        private static final int ADDRESS = 110; // struct sockaddr_un
        private static final int LINE = 8192;

        private final NativeLibrary c = NativeLibrary.getInstance("c");
        private final int socket;

        Log(Path path) {
            socket = call("socket", AF_UNIX, SOCK_DGRAM, 0);
            try (Memory address = new Memory(ADDRESS)) {
                address.clear();
                address.setShort(0, (short) AF_UNIX);
                address.setString(2, path.toString());
                assertThat(call("bind", socket, address, ADDRESS)).isZero();
            }
        }

        /** The next line. */
        String next() throws Exception {
            try (Memory line = new Memory(LINE)) {
                int[] length = {-1};
                Awaiting.until("a line in the host's log", () -> {
                    length[0] = call("recv", socket, line, LINE, MSG_DONTWAIT);
                    return length[0] >= 0;
                });
                return new String(Arrays.copyOf(line.getByteArray(0, length[0]), length[0]), StandardCharsets.UTF_8);
            }
        }

        private int call(String name, Object... arguments) {
            return c.getFunction(name).invokeInt(arguments);
        }

        @Override
        public void close() {
            call("close", socket);
        }
    }
}
