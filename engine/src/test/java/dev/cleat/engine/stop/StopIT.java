package dev.cleat.engine.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.engine.api.TimedOutException;
import dev.cleat.engine.api.UnknownContainerException;
import dev.cleat.engine.api.WrongStateException;
import dev.cleat.engine.procfs.ProcessStat;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.Bench;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.TestContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How containers are ended. */
@Timeout(120)
class StopIT extends OnBench {

    /** Says "ready" once its traps are set. */
    private TestContainer started(String more, String script) throws Exception {
        TestContainer container = bench.define("rootfs: dir:" + bench.rootfs() + "\n" + more + "process: {command: "
                        + Bench.list("/bin/sh", "-c", script + "\necho ready\nwhile :; do sleep 1000 & wait $!; done")
                        + "}\n")
                .start();
        container.awaitLog("ready");
        return container;
    }

    @Test
    void the_halt_signal_asks_init_to_end() throws Exception {
        TestContainer container = started("stop: {timeout: 20s}\n", "trap 'echo goodbye; exit 3' PWR");

        bench.engine().stop(StopRequest.of(container.name()));

        assertThat(container.awaitExit().exitCode()).hasValue(3);
        assertThat(container.log()).endsWith("goodbye\n");
        assertThat(container.state()).isEqualTo(ContainerState.STOPPED);
    }

    @Test
    void the_halt_signal_is_the_one_of_the_definition() throws Exception {
        TestContainer container = started("stop: {timeout: 20s}\nsignals: {halt: USR1}\n", "trap 'exit 4' USR1");

        bench.engine().stop(StopRequest.of(container.name()));

        assertThat(container.awaitExit().exitCode()).hasValue(4);
    }

    @Test
    void who_does_not_listen_is_killed_after_the_time_out() throws Exception {
        TestContainer container = started("stop: {timeout: 200ms}\n", "trap '' PWR");

        bench.engine().stop(StopRequest.of(container.name()));

        assertThat(container.awaitExit().signal()).hasValue(9);
    }

    @Test
    void who_must_not_be_killed_is_left_running() throws Exception {
        TestContainer patient = started("stop: {action: halt, timeout: 100ms}\n", "trap '' PWR");

        assertThatThrownBy(() -> bench.engine().stop(StopRequest.of(patient.name())))
                .isInstanceOf(TimedOutException.class)
                .hasMessage(patient.name() + " still runs after signal 30");
        assertThat(patient.state()).isEqualTo(ContainerState.RUNNING);
        assertThatThrownBy(() -> bench.engine()
                        .stop(new StopRequest(patient.name(), Optional.of(Duration.ofMillis(50)), false, true, true)))
                .isInstanceOf(TimedOutException.class);
    }

    @Test
    void it_tells_its_steps_and_is_left_running_when_it_is_called_back_while_it_waits() throws Exception {
        TestContainer deaf = started("stop: {timeout: 60s}\n", "trap '' PWR");
        List<String> steps = new ArrayList<>();
        Thread self = Thread.currentThread();

        assertThatThrownBy(() -> bench.engine().stop(StopRequest.of(deaf.name()), step -> {
                    steps.add(step.number() + "/" + step.total() + " " + step.title());
                    if (step.name().equals("WAIT")) {
                        self.interrupt();
                    }
                }))
                .isInstanceOf(TimedOutException.class)
                .hasMessage(deaf.name() + " was sent its halt signal, and is left to end or to run on");

        assertThat(steps).containsExactly("1/4 send it SIGPWR", "2/4 wait for its end (60 s)");
        assertThat(Thread.interrupted()).isFalse();
        assertThat(deaf.state()).isEqualTo(ContainerState.RUNNING);
    }

    @Test
    void a_stop_that_is_not_awaited_returns_after_the_signal() throws Exception {
        TestContainer container = started("stop: {timeout: 20s}\n", "trap 'exit 6' PWR");

        bench.engine().stop(new StopRequest(container.name(), Optional.empty(), false, false, false));

        assertThat(container.awaitExit().exitCode()).hasValue(6);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_frozen_container_can_be_stopped(boolean kill) throws Exception {
        TestContainer container = started("stop: {timeout: 20s}\n", "trap 'exit 5' PWR");
        container.freeze();
        assertThat(container.state()).isEqualTo(ContainerState.FROZEN);

        bench.engine().stop(new StopRequest(container.name(), Optional.empty(), kill, false, true));

        if (kill) {
            assertThat(container.awaitExit().signal()).hasValue(9);
        } else {
            assertThat(container.awaitExit().exitCode()).hasValue(5);
        }
    }

    /** A shell that freezes {@code process} in a cgroup of its own below its container's, and says so. */
    private static String freezing(String process) {
        return """
                top=/sys/fs/cgroup/freezer
                below=$top$(grep :freezer: /proc/self/cgroup | cut -d: -f3)
                [ -d "$below" ] || below=$top
                mkdir $below/x && echo %s >$below/x/cgroup.procs && echo FROZEN >$below/x/freezer.state
                """.formatted(process);
    }

    private static void awaitFrozen(Path state) throws Exception {
        Awaiting.until(
                "FROZEN", () -> Files.exists(state) && Files.readString(state).equals("FROZEN\n"));
    }

    @Test
    void an_init_that_has_itself_frozen_is_killed_all_the_same() throws Exception {
        assumeTrue(bench.layout().of("freezer").isPresent(), "needs the freezer of cgroup v1");
        TestContainer container = started("autoMounts: {cgroup: mixed}\n", "(" + freezing("1") + ") &");
        Path frozen = container.cgroup("freezer", "cgroup.procs").resolveSibling("x/freezer.state");
        awaitFrozen(frozen);

        container.stop();

        assertThat(container.awaitExit().signal()).hasValue(9);
    }

    @Test
    void what_a_container_has_frozen_itself_ends_with_init() throws Exception {
        assumeTrue(bench.layout().of("freezer").isPresent(), "needs the freezer of cgroup v1");
        TestContainer container = started(
                "autoMounts: {cgroup: mixed}\nnamespaces: {pid: host}\n",
                "/bin/busybox setsid sleep 1000 & " + freezing("$!") + "trap 'exit 0' TERM");
        Path frozen = container.cgroup("freezer", "cgroup.procs").resolveSibling("x");
        awaitFrozen(frozen.resolve("freezer.state"));
        long daemon =
                Long.parseLong(Files.readString(frozen.resolve("cgroup.procs")).strip());

        bench.engine().kill(container.name(), 15, false);

        assertThat(container.awaitExit().exitCode()).hasValue(0);
        assertThat(isAlive(daemon)).isFalse();
    }

    /** The keeper turns its log over at each read, which takes a disk's time: there is always more to read. */
    @Test
    void of_daemons_that_never_stop_writing_to_the_console_the_end_is_not_waited_for() throws Exception {
        TestContainer container = bench.define("""
                rootfs: dir:%s
                namespaces: {pid: host}
                console: {log: {maxSize: 4K, keep: 100, sync: 1s}}
                process: {command: [/bin/sh, -c, "for i in 1 2 3 4 5 6 7 8; do /bin/busybox setsid cat /dev/zero >/dev/console & done; exec sleep 1000"]}
                """.formatted(bench.rootfs())).start();
        Awaiting.until("they write", () -> Files.exists(bench.path().resolve("logs/" + container.name() + ".log.100")));
        long keeper = container.saved().keeperPid();

        bench.engine().kill(container.name(), 9, false);

        Awaiting.until("init's end", () -> !isAlive(container.pid()));
        long before = bytesRead(keeper).orElse(0L);
        Awaiting.until(
                "its keeper's end, or that it has read too much",
                () -> bytesRead(keeper)
                        .filter(now -> before > 0 && now - before < 3 << 20)
                        .isEmpty());
        assertThat(container.state()).isEqualTo(ContainerState.STOPPED);
    }

    /** As /proc/PID/io has it; empty when it has ended. */
    private static Optional<Long> bytesRead(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/io"))
                    .lines()
                    .filter(line -> line.startsWith("rchar: "))
                    .map(line -> Long.valueOf(line.substring("rchar: ".length())))
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @Test
    void an_init_that_is_killed_while_it_is_frozen_ends_when_somebody_looks() throws Exception {
        TestContainer container = started("", "true");
        container.freeze();

        bench.engine().kill(container.name(), 9, false);
        if (bench.layout().of("freezer").isPresent()) { // v2 lets what is frozen die of SIGKILL at once
            bench.engine().stop(new StopRequest(container.name(), Optional.empty(), true, false, true));
        }

        assertThat(container.awaitExit().signal()).hasValue(9);
    }

    @Test
    void a_daemon_of_a_container_with_the_host_s_pids_is_killed_with_it() throws Exception {
        TestContainer container = started("namespaces: {pid: host}\n", "/bin/busybox setsid sleep 1000 & sleep 1000 &");
        List<Long> processes = processes(container, 4);

        container.stop();

        assertThat(processes).noneMatch(this::isAlive);
    }

    @Test
    void a_daemon_of_a_container_with_the_host_s_pids_is_killed_when_init_ends_by_itself() throws Exception {
        TestContainer container = bench.define("""
                rootfs: dir:%s
                namespaces: {pid: host}
                process: {command: [/bin/sh, -c, "trap 'exit 0' TERM; (/bin/busybox setsid sleep 1000 &); while :; do sleep 1000 & wait $!; done"]}
                """.formatted(bench.rootfs())).start();
        List<Long> processes = processes(container, 3);

        bench.engine().kill(container.name(), 15, false);

        assertThat(container.awaitExit().exitCode()).hasValue(0);
        assertThat(processes).noneMatch(this::isAlive);
    }

    @Test
    void a_container_that_forks_as_fast_as_it_can_is_ended_completely() throws Exception {
        TestContainer container = bench.define("""
                rootfs: dir:%s
                namespaces: {pid: host}
                resources: {pids: 5000}
                process: {command: [/bin/sh, -c, "while :; do sleep 1000 & done"]}
                """.formatted(bench.rootfs())).start();
        Awaiting.until(
                "it has many",
                () -> Files.readAllLines(container.cgroup("pids", "cgroup.procs"))
                                .size()
                        > 100);

        container.stop();

        assertThat(container.state()).isEqualTo(ContainerState.STOPPED);
    }

    @Test
    void a_stop_goes_on_when_it_cannot_note_who_asked() throws Exception {
        TestContainer container = bench.sleeper().start();
        Files.createDirectory(bench.state().resolve(container.name()).resolve("stop.json"));

        container.stop();

        assertThat(container.state()).isEqualTo(ContainerState.STOPPED);
        assertThat(bench.warnings())
                .anyMatch(warning -> warning.startsWith("cannot note who stops " + container.name()));
        Files.delete(bench.state().resolve(container.name()).resolve("stop.json"));
    }

    @Test
    void what_has_ended_or_never_was_cannot_be_stopped() throws Exception {
        TestContainer container = bench.container("/bin/true").start();
        container.awaitExit();

        assertThatThrownBy(container::stop)
                .isInstanceOf(WrongStateException.class)
                .hasMessage(container.name() + " is not running");
        assertThatThrownBy(() -> bench.engine().kill(container.name(), 9, true))
                .isInstanceOf(WrongStateException.class);
        assertThatThrownBy(() -> bench.engine().stop(StopRequest.of("it-nobody")))
                .isInstanceOf(UnknownContainerException.class);
    }

    @Test
    void a_signal_reaches_init_alone_or_everybody() throws Exception {
        TestContainer container = started(
                "",
                "trap 'echo init heard' USR1; (trap 'echo child heard' USR1; echo child ready; while :; do sleep 1000 & wait $!; done) &");
        container.awaitLog("child ready");

        bench.engine().kill(container.name(), 10, false);
        container.awaitLog("init heard");
        assertThat(container.log()).doesNotContain("child heard");

        bench.engine().kill(container.name(), 10, true);
        container.awaitLog("child heard");
    }

    @Test
    void stops_at_the_same_time_all_end_well() throws Exception {
        TestContainer container = started("", "trap '' PWR");
        List<Thread> threads = java.util.stream.IntStream.range(0, 4)
                .mapToObj(i -> new Thread(() -> stopQuietly(container)))
                .toList();

        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(container.state()).isEqualTo(ContainerState.STOPPED);
    }

    private static void stopQuietly(TestContainer container) {
        try {
            container.stop();
        } catch (dev.cleat.engine.api.ContainerException e) {
            // Another thread was first.
        }
    }

    private List<Long> processes(TestContainer container, int count) throws Exception {
        return Awaiting.present(
                count + " processes",
                () -> Optional.of(Files.readAllLines(container.cgroup("pids", "cgroup.procs")).stream()
                                .map(Long::valueOf)
                                .toList())
                        .filter(all -> all.size() == count));
    }

    private boolean isAlive(long pid) {
        return bench.procfs().stat(pid).filter(ProcessStat::isAlive).isPresent();
    }
}
