package dev.cleat.engine.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.InvalidDefinitionException;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.StepFailedException;
import dev.cleat.engine.api.StepListener;
import dev.cleat.engine.api.UnknownContainerException;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.Proves;
import dev.cleat.engine.testing.TestContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Starts that fail say where and why, and leave nothing. */
@Timeout(120)
class StartFailuresIT extends OnBench {

    @Test
    void a_container_that_runs_is_not_started_again() throws Exception {
        TestContainer container = bench.sleeper().start();
        long pid = container.pid();

        assertThatThrownBy(container::start)
                .isInstanceOf(BusyException.class)
                .hasMessageContaining(container.name() + " is running or being started already");
        assertThat(container.summary().pid()).isEqualTo(pid);
        assertThat(container.state()).isEqualTo(ContainerState.RUNNING);
    }

    @Test
    void of_starts_at_the_same_time_exactly_one_wins() throws Exception {
        TestContainer container = bench.sleeper();

        List<String> outcomes = together(4, () -> {
            container.start();
            return "started";
        });

        assertThat(outcomes).containsOnly("started", "BusyException").containsOnlyOnce("started");
        assertThat(container.state()).isEqualTo(ContainerState.RUNNING);
    }

    @Test
    void starts_at_the_same_time_that_all_fail_fail_for_their_own_reason() throws Exception {
        TestContainer container = bench.container("/no/such/program");

        for (int round = 0; round < 40; round++) {
            assertThat(together(4, () -> {
                        container.start();
                        return "started";
                    }))
                    .containsAnyOf("StepFailedException")
                    .isSubsetOf("StepFailedException", "BusyException");
        }
    }

    private static List<String> together(int count, Callable<String> call) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        CyclicBarrier barrier = new CyclicBarrier(count);
        try {
            List<Future<String>> calls = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                calls.add(threads.submit(() -> {
                    barrier.await();
                    try {
                        return call.call();
                    } catch (ContainerException e) {
                        return e instanceof StepFailedException failed
                                        && !failed.step().name().equals("EXECUTE_INIT")
                                ? e.getMessage()
                                : e.getClass().getSimpleName();
                    }
                }));
            }
            List<String> outcomes = new ArrayList<>();
            for (Future<String> started : calls) {
                outcomes.add(started.get(60, TimeUnit.SECONDS));
            }
            return outcomes;
        } finally {
            threads.shutdown();
        }
    }

    @Test
    @Proves({"S26", "S45"})
    void a_program_that_is_missing_is_named_with_its_step() throws Exception {
        TestContainer container = bench.container("/no/such/program");

        StepFailedException failure = catchThrowableOfType(StepFailedException.class, container::start);

        assertThat(failure.step().name()).isEqualTo("EXECUTE_INIT");
        assertThat(failure)
                .hasMessageMatching("cannot start " + container.name()
                        + ": step \\d+/\\d+, execute init: /no/such/program: ENOENT \\(no such file or directory\\)");
        assertThat(failure.getSuppressed()).isEmpty();
        container.assertNothingLeft();
        assertThat(bench.state().resolve(container.name())).doesNotExist();
        assertThat(container.state()).as("that of one that is stored").isEqualTo(ContainerState.STOPPED);
    }

    @Test
    void a_start_that_fails_leaves_the_record_of_the_life_before() throws Exception {
        TestContainer container = bench.container("/bin/sh", "-c", "exit 7").start();
        container.awaitExit();

        StepFailedException failure = catchThrowableOfType(
                StepFailedException.class,
                () -> bench.engine().start(withCommand(container, "/no/such/program"), StepListener.NONE));

        assertThat(failure.getSuppressed()).isEmpty();
        assertThat(container.state()).isEqualTo(ContainerState.STOPPED);
        assertThat(bench.engine().inspect(container.name()).lastEnd()).contains("ended with status 7");
        assertThat(container.start().awaitExit().exitCode()).hasValue(7);
    }

    private static StartRequest withCommand(TestContainer container, String... command) {
        return new StartRequest(
                Optional.of(container.name()),
                Optional.empty(),
                List.of(),
                List.of(command),
                Optional.empty(),
                Optional.empty());
    }

    @Test
    void a_program_that_is_no_program_is_told_from_one_that_is_missing() throws Exception {
        Files.writeString(bench.rootfs().resolve("etc/text"), "just text\n");
        TestContainer plain = bench.container("/etc/text");
        TestContainer folder = bench.container("/etc");
        TestContainer sought = bench.container("no-such-program");

        assertThatThrownBy(plain::start).hasMessageEndingWith("/etc/text: EACCES (permission denied)");
        assertThatThrownBy(folder::start).hasMessageEndingWith("/etc: EACCES (permission denied)");
        assertThatThrownBy(sought::start).hasMessageEndingWith("no-such-program: ENOENT (no such file or directory)");
    }

    @Test
    void a_root_that_is_missing_is_told_before_anything_is_done() throws Exception {
        TestContainer container =
                bench.define("rootfs: dir:" + bench.file("nowhere") + "\nprocess: {command: [/bin/sh]}\n");

        assertThatThrownBy(container::start)
                .isInstanceOf(HostLimitException.class)
                .hasMessageContaining("rootfs: there is no directory " + bench.file("nowhere"));
        assertThat(bench.state()).doesNotExist();
    }

    @Test
    void a_name_without_a_definition_is_unknown_and_the_file_to_write_is_named() {
        Path file = bench.path().resolve("it-nobody/container.yaml");

        assertThatThrownBy(() -> bench.engine().start(StartRequest.of("it-nobody"), StepListener.NONE))
                .isInstanceOfSatisfying(
                        UnknownContainerException.class,
                        e -> assertThat(e.describe())
                                .isEqualTo("there is no definition of it-nobody; store one as " + file
                                        + " or use -f FILE"));
    }

    @Test
    void a_definition_with_mistakes_changes_nothing() throws Exception {
        TestContainer container = bench.define("rootfs: host\nprocess: {comand: [/bin/sh]}\n");

        assertThatThrownBy(container::start).isInstanceOf(InvalidDefinitionException.class);
        assertThat(bench.state()).doesNotExist();
    }

    @Test
    void a_log_that_is_a_link_is_not_followed() throws Exception {
        Path canary = Files.writeString(bench.file("canary"), "sings");
        Path link = Files.createSymbolicLink(bench.file("console.log"), canary);

        assertLogRefused(link, "ELOOP");
        assertThat(canary).hasContent("sings");
    }

    @Test
    void a_log_that_has_a_second_name_is_not_written() throws Exception {
        Path canary = Files.writeString(bench.file("canary"), "sings");
        Path link = Files.createLink(bench.file("console.log"), canary);

        assertLogRefused(link, "is not a regular file with one name, on a disk or in memory");
        assertThat(canary).hasContent("sings");
    }

    /** Whose it is could read and change what root's container prints. */
    @Test
    void a_log_of_somebody_else_is_not_written() throws Exception {
        Path log = Files.writeString(bench.file("console.log"), "theirs");
        Files.setAttribute(log, "unix:uid", 65_534);

        assertLogRefused(log, "belongs to uid 65534, who could change what it holds");
        assertThat(log).hasContent("theirs");
    }

    /** The name of our own thread, which nobody misses should it ever be written. */
    @Test
    void a_log_that_is_a_file_of_the_kernel_is_not_written() throws Exception {
        assertLogRefused(Path.of("/proc/self/comm"), "is not a regular file with one name, on a disk or in memory");
    }

    @Test
    void a_log_that_is_a_fifo_does_not_hang() throws Exception {
        Path fifo = bench.file("console.log");
        new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor();

        assertLogRefused(fifo, "ENXIO");
    }

    @Test
    void a_log_in_a_file_s_place_of_a_directory_is_refused() throws Exception {
        Path file = Files.writeString(bench.file("file"), "");

        assertLogRefused(file.resolve("console.log"), file + ": EEXIST");
    }

    private void assertLogRefused(Path log, String reason) throws Exception {
        TestContainer container = bench.define("rootfs: dir:" + bench.rootfs()
                + "\nprocess: {command: [/bin/sleep, '1000']}\nconsole: {log: {file: " + log + "}}\n");

        StepFailedException failure = catchThrowableOfType(StepFailedException.class, container::start);

        assertThat(failure.step().name()).isEqualTo("OPEN_CONSOLE_LOG");
        assertThat(failure).hasMessageContaining(log.getParent().toString()).hasMessageContaining(reason);
        assertThat(bench.state().resolve(container.name())).doesNotExist();
    }

    @Test
    void an_init_that_is_killed_in_the_middle_is_told_and_leaves_nothing() throws Exception {
        TestContainer container = bench.sleeper();

        StepFailedException failure = catchThrowableOfType(
                StepFailedException.class,
                () -> container.start(step -> {
                    if (step.name().equals("WRITE_ID_MAPS")) {
                        ProcessHandle.of(container.saved().pid()).orElseThrow().destroyForcibly();
                    }
                }));

        assertThat(failure).hasMessageContaining("init was killed by signal 9 before it was executed");
        container.assertNothingLeft();
    }

    @Test
    void a_keeper_that_is_killed_in_the_middle_is_told_and_leaves_nothing() throws Exception {
        TestContainer container = bench.sleeper();

        StepFailedException failure = catchThrowableOfType(
                StepFailedException.class,
                () -> container.start(step -> {
                    if (step.name().equals("MOUNT_ROOT")) {
                        ProcessHandle.of(container.saved().keeperPid())
                                .orElseThrow()
                                .destroyForcibly();
                    }
                }));

        assertThat(failure).isNotNull();
        container.assertNothingLeft();
        assertThat(container.start().state()).isEqualTo(ContainerState.RUNNING);
    }

    @Test
    void a_memory_limit_that_is_too_small_for_any_container_is_named() throws Exception {
        TestContainer container = bench.define("""
                rootfs: dir:%s
                process: {command: [/bin/sleep, "1000"]}
                resources: {memory: {limit: 4096}}
                """.formatted(bench.rootfs()));

        StepFailedException failure = catchThrowableOfType(StepFailedException.class, container::start);

        assertThat(failure)
                .hasMessageContaining("create the cgroup")
                .hasMessageEndingWith("ENOMEM (cannot allocate memory)");
        assertThat(failure.advice()).hasValue("resources.memory.limit is too small for any container");
    }
}
