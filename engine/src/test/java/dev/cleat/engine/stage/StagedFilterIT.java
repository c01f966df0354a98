package dev.cleat.engine.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.definition.Hooks.Point;
import dev.cleat.engine.linux.Signals;
import dev.cleat.engine.plan.FilterProgram;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.Proves;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** System call filters, and our own init as PID 1. */
@Timeout(60)
class StagedFilterIT {

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

    /** Lets everything through but sethostname(2), which answers with errno 42. */
    private static FilterProgram filter() {
        Assumptions.assumeTrue(System.getProperty("os.arch").equals("amd64"), "a number of x86-64");
        ByteBuffer code = ByteBuffer.allocate(4 * 8).order(ByteOrder.nativeOrder());
        instruction(code, 0x20, 0, 0, 0); // load the number of the call
        instruction(code, 0x15, 0, 1, 170);
        instruction(code, 0x06, 0, 0, 0x00050000 | 42);
        instruction(code, 0x06, 0, 0, 0x7fff0000);
        return new FilterProgram(0, code.array());
    }

    private static void instruction(ByteBuffer code, int operation, int yes, int no, int value) {
        code.putShort((short) operation).put((byte) yes).put((byte) no).putInt(value);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Proves("S37")
    void the_filter_is_on_before_the_start_hooks_and_in_init(boolean noNewPrivileges) throws Exception {
        container.noNewPrivileges = noNewPrivileges;
        container.filter = Optional.of(filter());
        container.hook(
                Point.START, true, Duration.ofSeconds(10), "/bin/sh", "-c", "grep Seccomp: /proc/self/status >/hooked");

        container
                .shell("hostname x; grep -E 'Seccomp:|NoNewPrivs|CapEff' /proc/self/status; exec sleep 1000")
                .start();

        container.awaitLog("hostname: sethostname: ");
        container.awaitLog("CapEff:\t00000000a80425fb\nNoNewPrivs:\t" + (noNewPrivileges ? 1 : 0) + "\nSeccomp:\t2\n");
        assertThat(container.rootfs.resolve("hooked")).content().startsWith("Seccomp:\t2");
    }

    @Test
    void a_filter_that_is_none_is_the_kernel_s_to_refuse() {
        container.filter = Optional.of(new FilterProgram(0, new byte[16]));

        assertThatThrownBy(container::start).hasMessage("system call filter: EINVAL (invalid argument)");
    }

    @ParameterizedTest
    @CsvSource({"exit 7, 7", "kill -9 $$, 137", "exit 0, 0"})
    void our_own_init_ends_as_its_program_did(String script, int status) throws Exception {
        container.stub = true;

        container.shell(script).start();

        assertThat(container.awaitEnd()).contains("\"exitCode\":" + status + ",");
    }

    @Test
    @Proves("L3")
    void our_own_init_reaps_forwards_and_gives_the_terminal_to_its_program() throws Exception {
        container.stub = true;
        container
                .shell(
                        "trap 'echo got; exit 5' USR1; (sleep 0.1 &) ; echo \"I am $$\"; tty; echo visible >/dev/tty; while :; do sleep 0.05; done")
                .start();
        container.awaitLog("I am 2\n");

        Awaiting.until("the orphan is reaped", () -> zombies() == 0);
        assertThat(Files.readSymbolicLink(Path.of("/proc/" + container.init() + "/exe"))
                        .toString())
                .startsWith("/memfd:cleat-stage");
        try (var descriptors = Files.list(Path.of("/proc/" + container.init() + "/fd"))) {
            assertThat(descriptors.map(d -> d.getFileName().toString())).containsExactlyInAnyOrder("0", "1", "2");
        }
        container.signalKeeper(10);
        assertThat(container.awaitEnd()).contains("\"exitCode\":5,");
    }

    private long zombies() throws Exception {
        String children =
                Files.readString(Path.of("/proc/" + container.init() + "/task/" + container.init() + "/children"));
        long zombies = 0;
        for (String child : children.strip().split(" ")) {
            zombies += Files.readString(Path.of("/proc/" + child + "/stat")).contains(") Z ") ? 1 : 0;
        }
        return zombies;
    }

    @Test
    @Proves("S45")
    void a_program_that_cannot_be_executed_fails_the_start_below_our_own_init_too() {
        container.stub = true;
        container.command = List.of("/no/such/program");

        assertThatThrownBy(container::start)
                .isInstanceOf(StageFailureException.class)
                .hasMessage("/no/such/program: ENOENT (no such file or directory)")
                .extracting(e -> ((StageFailureException) e).step())
                .isEqualTo(StageStep.EXECUTE_INIT);
    }

    @Test
    void our_own_init_can_be_killed() throws Exception {
        container.stub = true;
        container.start();

        container.signalInit(Signals.KILL);

        assertThat(container.awaitEnd()).contains("\"signal\":9");
    }
}
