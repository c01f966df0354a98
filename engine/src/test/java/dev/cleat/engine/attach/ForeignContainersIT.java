package dev.cleat.engine.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.ProcessInfo;
import dev.cleat.engine.api.Runtime;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.engine.api.TimedOutException;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.linux.Signals;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.Bench;
import dev.cleat.engine.testing.Peer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Containers that other runtimes start, as Cleat lists them, attaches to them and stops them. */
@Timeout(180)
class ForeignContainersIT {

    private static final List<String> SAME =
            List.of("Uid", "Gid", "CapInh", "CapPrm", "CapEff", "CapBnd", "CapAmb", "NoNewPrivs");

    private static final int SIGSTOP = 19;
    private static final int SIGCONT = 18;

    private final String name = "it" + ProcessHandle.current().pid() + "-peer";
    private final Procfs procfs = new Procfs();

    @TempDir
    Path directory;

    private Bench bench;
    private Peer peer;

    @BeforeEach
    void an_engine() {
        bench = new Bench(directory.resolve("bench"));
    }

    @AfterEach
    void nothing_of_the_test_stays() throws Exception {
        if (peer != null) {
            peer.remove();
        }
        if (bench != null) {
            bench.close();
        }
    }

    private ContainerSummary start(Runtime runtime) throws Exception {
        peer = Peer.start(runtime, Files.createDirectories(directory.resolve("peer")), name);
        return listed().orElseThrow();
    }

    private Optional<ContainerSummary> listed() throws Exception {
        return bench.engine().list().stream()
                .filter(row -> row.name().equals(name))
                .findFirst();
    }

    @ParameterizedTest
    @EnumSource(names = {"LXC", "RUNC", "CRUN", "PODMAN"})
    void it_is_listed_as_its_own_runtime_knows_it(Runtime runtime) throws Exception {
        ContainerSummary row = start(runtime);

        assertThat(row.runtime()).isEqualTo(runtime);
        assertThat(row.state()).isEqualTo(ContainerState.RUNNING);
        assertThat(row.pid()).isEqualTo(peer.pid());
        assertThat(row.namespaces()).isEqualTo(procfs.namespaces(peer.pid()));
        assertThat(row.namespaces().get(NamespaceType.PID))
                .isNotEqualTo(procfs.hostNamespaces().get(NamespaceType.PID));
        assertThat(row.usage().pids()).hasValue(1);
        assertThat(row.usage().memoryBytes().orElseThrow()).isBetween(1L, 64L << 20);
        assertThat(bench.engine().inspect(name).processes())
                .singleElement()
                .extracting(ProcessInfo::insidePid)
                .isEqualTo(1L);
    }

    @ParameterizedTest
    @EnumSource(names = {"LXC", "RUNC", "CRUN", "PODMAN"})
    void a_command_attached_to_it_is_all_that_its_init_is_and_has_a_terminal(Runtime runtime) throws Exception {
        long init = start(runtime).pid();

        try (Attached attached = attach("test -t 0 && test -t 1 && echo ready; read -r status; exit $status")) {
            attached.operator().await("ready");
            long pid = attachedPid();
            assertThat(procfs.namespaces(pid)).isEqualTo(procfs.namespaces(init));
            assertThat(procfs.cgroup(pid)).isEqualTo(procfs.cgroup(init));
            for (String line : SAME) {
                assertThat(status(pid, line)).as(line).isEqualTo(status(init, line));
            }
            assertThat(label(pid)).isEqualTo(label(init));

            attached.operator().type("9\r");
            assertThat(attached.outcome()).isEqualTo(new CommandOutcome.Exited(9));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"LXC", "RUNC", "CRUN"})
    void it_is_stopped_by_its_own_runtime(Runtime runtime) throws Exception {
        long init = start(runtime).pid();

        bench.engine().stop(StopRequest.of(name));

        assertThat(procfs.stat(init).filter(stat -> stat.isAlive())).isEmpty();
        assertThat(listed()).isEmpty();
    }

    private Attached attach(String script) throws Exception {
        return new Attached(bench, AttachRequest.of(name, List.of("/bin/sh", "-c", script)));
    }

    private long attachedPid() throws Exception {
        return Awaiting.present(
                "the attached process",
                () -> bench.engine().inspect(name).processes().stream()
                        .filter(process -> process.command().contains("test -t 0"))
                        .map(ProcessInfo::pid)
                        .findFirst());
    }

    private static String status(long pid, String key) throws Exception {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith(key + ":"))
                .findFirst()
                .orElseThrow();
    }

    private static Optional<String> label(long pid) throws Exception {
        Path file = Path.of("/proc/" + pid + "/attr/current");
        try {
            return Optional.of(Files.readString(file));
        } catch (java.io.IOException e) {
            return Optional.empty(); // a kernel without security modules
        }
    }

    /** A stopped init gets its halt signal when it is continued: whoever stops it waits until then. */
    @Test
    void a_stop_of_it_that_is_called_back_leaves_it_running() throws Exception {
        long pid = start(Runtime.LXC).pid();
        Signals.kill(pid, SIGSTOP);
        AtomicReference<Exception> end = new AtomicReference<>();
        Thread stop = new Thread(() -> {
            try {
                bench.engine().stop(StopRequest.of(name));
            } catch (ContainerException e) {
                end.set(e);
            }
        });
        stop.start();
        Awaiting.until("it is being stopped", () -> isSignalled(pid) || isAskedToStop() || !stop.isAlive());

        stop.interrupt();
        stop.join();

        assertThat(end.get())
                .isInstanceOf(TimedOutException.class)
                .hasMessage(name + " was sent its halt signal, and is left to end or to run on");
        assertThat(listed()).isPresent();
        assertThat(ProcessHandle.current().children().map(ProcessHandle::pid)).isEmpty();
        Signals.kill(pid, SIGCONT);
    }

    private static boolean isSignalled(long pid) throws Exception {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .anyMatch(line -> line.matches("ShdPnd:\\s+.*[1-9a-f].*"));
    }

    /** lxc-stop waits for an init that hears nothing of a signal without a handler. */
    private static boolean isAskedToStop() {
        return ProcessHandle.current()
                .children()
                .anyMatch(child -> child.info().command().orElse("").endsWith("lxc-stop"));
    }
}
