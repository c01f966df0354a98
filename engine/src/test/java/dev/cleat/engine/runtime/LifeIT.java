package dev.cleat.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.ProcessInfo;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.engine.api.UnknownContainerException;
import dev.cleat.engine.api.WrongStateException;
import dev.cleat.engine.procfs.ProcessStat;
import dev.cleat.engine.terminal.Operator;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.TestContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A container lives as long as its init and its keeper, whatever becomes of engines. */
@Timeout(120)
class LifeIT extends OnBench {

    private static final Duration A_SECOND = Duration.ofSeconds(1);

    @Test
    void who_attaches_to_a_frozen_container_is_told_the_command_that_thaws_it() throws Exception {
        TestContainer container = bench.sleeper().start();
        container.freeze();

        WrongStateException refused = catchThrowableOfType(
                WrongStateException.class,
                () -> bench.engine().attach(AttachRequest.of(container.name(), List.of("true")), Optional.empty()));
        assertThat(refused.advice()).contains("thaw it with 'cleat thaw " + container.name() + "'");

        bench.engine().thaw(container.name());
        Awaiting.until("RUNNING", A_SECOND, () -> container.state() == ContainerState.RUNNING);
    }

    @Test
    void our_own_init_goes_by_its_own_name_inside_and_tells_nothing_of_the_host() throws Exception {
        TestContainer container = bench.define(
                        "rootfs: dir:" + bench.rootfs() + "\nprocess: {mode: stub, command: [/bin/sleep, '1000']}\n")
                .start();

        assertThat(container.proc("cmdline").replaceAll("\0+$", "")).isEqualTo("cleat-init");
        assertThat(container.proc("comm")).isEqualTo("cleat-init\n");
    }

    @Test
    void what_was_started_from_a_file_under_another_name_keeps_it_when_started_again() throws Exception {
        TestContainer container = bench.sleeper();
        StartRequest renamed = new StartRequest(
                Optional.of(container.name() + "-renamed"),
                Optional.of(container.definition()),
                List.of(),
                List.of(),
                Optional.empty(),
                Optional.empty());
        String name = bench.engine().start(renamed, step -> {}).name();
        StartRequest again = StartRequest.of(name);

        assertThatThrownBy(() -> bench.engine().start(again, step -> {})).isInstanceOf(BusyException.class);
        bench.engine().stop(StopRequest.of(name));

        assertThat(bench.engine().start(again, step -> {}).name()).isEqualTo(name);
        bench.engine().stop(StopRequest.of(name));
    }

    @Test
    void init_dies_with_its_keeper_and_the_next_look_tidies_up() throws Exception {
        TestContainer container = bench.sleeper().start();

        kill(container.saved().keeperPid());

        Awaiting.until("STOPPED", A_SECOND, () -> container.state() == ContainerState.STOPPED);
        assertThat(isAlive(container.pid())).isFalse();
        container.assertNothingLeft();
        assertThat(bench.warnings())
                .containsExactly(container.name()
                        + " has ended with its keeper, which was killed; what it left behind is removed");
        assertThat(container.start().state()).isEqualTo(ContainerState.RUNNING);
    }

    @Test
    void what_shares_the_host_s_pids_dies_when_somebody_looks_after_the_keeper_was_killed() throws Exception {
        TestContainer container = bench.define("""
                rootfs: dir:%s
                namespaces: {pid: host}
                process: {command: [/bin/sh, -c, "sleep 1000 & exec sleep 1000"]}
                """.formatted(bench.rootfs())).start();
        List<Long> processes = Awaiting.present(
                "two processes", () -> Optional.of(container.processes()).filter(all -> all.size() == 2));

        kill(container.saved().keeperPid());

        Awaiting.until("STOPPED", A_SECOND, () -> container.state() == ContainerState.STOPPED);
        assertThat(processes).noneMatch(this::isAlive);
        container.assertNothingLeft();
    }

    @Test
    void a_start_needs_no_look_in_between_when_the_keeper_was_killed() throws Exception {
        TestContainer container = bench.sleeper().start();
        kill(container.saved().keeperPid());
        Awaiting.until("init's death", () -> !isAlive(container.pid()));

        container.start();

        assertThat(container.state()).isEqualTo(ContainerState.RUNNING);
    }

    @Test
    void a_container_outlives_its_engine_and_another_one_attaches_to_it() throws Exception {
        TestContainer container = bench.sleeper();
        Engine first = bench.another();
        first.start(StartRequest.of(container.name()), step -> {});

        first.close();

        assertThat(container.state()).isEqualTo(ContainerState.RUNNING);
        try (Operator operator = new Operator()) {
            CommandOutcome outcome = bench.engine()
                    .attach(
                            AttachRequest.of(container.name(), List.of("/bin/sh", "-c", "exit 5")),
                            Optional.of(operator.terminal()));
            assertThat(outcome).isEqualTo(new CommandOutcome.Exited(5));
        }
    }

    @Test
    void thirty_lives_leave_no_descriptor_open() throws Exception {
        TestContainer container = bench.sleeper();
        container.start().stop();
        bench.engine().list();
        long before = descriptors();

        for (int i = 0; i < 30; i++) {
            container.start();
            bench.engine().list();
            container.stop();
        }
        bench.engine().list();

        // a list also keeps some of containers that others start here meanwhile; one a life would be thirty
        assertThat(descriptors() - before).isLessThan(15);
    }

    @Test
    void starts_that_fail_leave_no_descriptor_open() throws Exception {
        TestContainer missing = bench.container("/no/such/program");
        assertThatThrownBy(missing::start).isNotNull();
        long before = descriptors();

        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(missing::start).isNotNull();
        }

        assertThat(descriptors()).isEqualTo(before);
    }

    @Test
    void the_list_shows_ours_with_figures_and_the_detail_its_processes() throws Exception {
        TestContainer container =
                bench.container("/bin/sh", "-c", "sleep 1000 & exec sleep 1001").start();
        Awaiting.until("two processes", () -> container.processes().size() == 2);

        ContainerSummary row = container.summary();

        assertThat(row.isOurs()).isTrue();
        assertThat(row.pid()).isEqualTo(container.pid());
        assertThat(row.cgroup()).hasValue("/cleat/" + container.name() + "/init");
        assertThat(row.definition()).hasValue(container.definition());
        assertThat(row.namespaces()).isEqualTo(container.namespaces());
        assertThat(bench.engine().inspect(container.name()).processes())
                .extracting(ProcessInfo::pid)
                .containsExactlyElementsOf(container.processes());
        assertThat(bench.engine().list())
                .filteredOn(r -> r.pid() == container.pid())
                .hasSize(1);
    }

    @Test
    void a_container_that_does_not_end_is_not_waited_for_longer_than_asked() throws Exception {
        TestContainer container = bench.sleeper().start();

        assertThat(bench.engine().awaitEnd(container.name(), Duration.ofMillis(50)))
                .isFalse();
        assertThatThrownBy(() -> bench.engine().awaitEnd("it-nobody", A_SECOND))
                .isInstanceOf(UnknownContainerException.class);
    }

    @Test
    void a_state_that_is_no_longer_readable_breaks_no_list() throws Exception {
        TestContainer container = bench.sleeper().start();
        TestContainer other = bench.container("/bin/true").start();
        other.awaitExit();
        Files.writeString(bench.state().resolve(other.name()).resolve("state.json"), "{\"name\":");

        assertThat(bench.engine().list()).extracting(ContainerSummary::name).contains(container.name());
        assertThat(other.state()).as("that of one that is stored").isEqualTo(ContainerState.STOPPED);
    }

    private boolean isAlive(long pid) {
        return bench.procfs().stat(pid).filter(ProcessStat::isAlive).isPresent();
    }

    private static void kill(long pid) {
        ProcessHandle.of(pid).orElseThrow().destroyForcibly();
    }

    private static long descriptors() throws Exception {
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            return all.count();
        }
    }
}
