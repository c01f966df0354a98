package dev.cleat.engine.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.EngineOptions;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.StepFailedException;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.engine.procfs.ProcessStat;
import dev.cleat.engine.runtime.LocalEngine;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.EngineProgram;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.Proves;
import dev.cleat.engine.testing.TestContainer;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever starts a container is killed, at every step once. */
@Timeout(120)
class StartKilledIT extends OnBench {

    /** One whose start goes through every step: hooks at each point, and a hook that says when it is over. */
    private TestContainer thorough() throws Exception {
        Path over = bench.file("over");
        Files.writeString(over, "#!/bin/sh\necho over >>" + bench.file("told") + "\n");
        over.toFile().setExecutable(true);
        return bench.define("""
                rootfs: dir:%s
                process: {command: [/bin/sleep, '1000']}
                hooks:
                  preStart: [/bin/true]
                  createRuntime: [/bin/true]
                  preMount: [/bin/true]
                  mount: [/bin/true]
                  startHost: [/bin/true]
                  start: [/bin/true]
                  postStart: [/bin/true]
                  postStop: [%s]
                """.formatted(bench.rootfs(), over));
    }

    @ParameterizedTest
    @EnumSource(StartStep.class)
    @Proves({"S25", "L10"})
    void a_start_whose_engine_is_killed_leaves_nothing_that_the_next_look_does_not_tidy_up(StartStep step)
            throws Exception {
        TestContainer container = thorough();

        killAt(step.name(), container);

        if (step == StartStep.RUN_POST_START_HOOKS) { // it runs already, and belongs to its keeper
            assertThat(container.state()).isEqualTo(ContainerState.RUNNING);
            return;
        }
        Awaiting.until(
                "no process of the stage", () -> container.stageProcesses().isEmpty());
        Awaiting.until(
                "no lock",
                () -> bench.engine().list().stream()
                        .filter(row -> row.name().equals(container.name()))
                        .allMatch(row -> row.state() == ContainerState.STOPPED));
        assertThat(bench.warnings()).noneMatch(warning -> warning.contains("cannot tidy up"));
        container.assertNothingLeft();
        boolean wasClaimed = step.compareTo(StartStep.CLAIM_NAME) > 0;
        assertThat(Files.exists(bench.file("told"))).as("the hooks of its end").isEqualTo(wasClaimed);
        bench.engine().list();
        assertThat(bench.warnings())
                .as("said once")
                .filteredOn(warning -> warning.contains("killed"))
                .hasSize(wasClaimed ? 1 : 0);
        assertThat(container.start().state()).isEqualTo(ContainerState.RUNNING);
    }

    @ParameterizedTest
    @EnumSource(
            value = StartStep.class,
            names = {"ENTER_CGROUP", "MOVE_NETWORK", "SET_DEVICE_POLICY", "RUN_START_HOST_HOOKS", "PUBLISH_RUNNING"})
    @Proves({"S21", "L10"})
    void a_start_whose_keeper_or_init_is_killed_says_so_and_leaves_nothing(StartStep step) throws Exception {
        for (boolean keeper : new boolean[] {true, false}) {
            TestContainer container = thorough();

            Throwable failure = catchThrowable(() -> container.start(progress -> {
                if (progress.name().equals(step.name())) {
                    long pid = keeper
                            ? container.saved().keeperPid()
                            : container.saved().pid();
                    ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
                }
            }));

            if (step == StartStep.PUBLISH_RUNNING && failure == null) { // its program ran, and was killed
                Awaiting.until("STOPPED", () -> container.state() == ContainerState.STOPPED);
            } else {
                assertThat(failure).isInstanceOf(StepFailedException.class);
            }
            container.assertNothingLeft();
            assertThat(container.start().state()).isEqualTo(ContainerState.RUNNING);
            container.stop();
        }
    }

    @Test
    void a_container_runs_on_when_the_engine_that_started_it_is_killed() throws Exception {
        TestContainer container = bench.sleeper();

        killAt("the end", container);

        assertThat(bench.engine().list())
                .filteredOn(row -> row.name().equals(container.name()))
                .extracting(ContainerSummary::state)
                .containsExactly(ContainerState.RUNNING);
    }

    /** Names belong to a state directory, cgroups to the host: the other one has the same name and the same place. */
    @ParameterizedTest
    @EnumSource(
            value = StartStep.class,
            names = {"RUN_PRE_START_HOOKS", "CREATE_CGROUP", "CREATE_NETWORK", "RUN_POST_START_HOOKS"})
    void what_a_killed_start_left_is_not_looked_for_in_a_container_of_another_state_directory(StartStep step)
            throws Exception {
        TestContainer container = thorough();
        killAt(step.name(), container);
        if (step == StartStep.RUN_POST_START_HOOKS) { // it ran: now its keeper is killed, and init with it
            ProcessHandle.of(container.saved().keeperPid()).ifPresent(ProcessHandle::destroyForcibly);
        }
        Awaiting.until(
                "nothing of it runs",
                () -> container.stageProcesses().isEmpty()
                        && !bench.procfs()
                                .stat(container.saved().pid())
                                .filter(ProcessStat::isAlive)
                                .isPresent());
        try (Engine other = LocalEngine.open(
                new EngineOptions(bench.path(), bench.file("other"), Optional.empty(), warning -> {}))) {
            long pid = other.start(StartRequest.of(container.name()), progress -> {})
                    .pid();

            bench.engine().list();

            assertThat(bench.procfs().stat(pid))
                    .hasValueSatisfying(stat -> assertThat(stat.isAlive()).isTrue());
            assertThat(container.cgroup("pids", "cgroup.procs")).hasContent(Long.toString(pid));
            other.stop(new StopRequest(container.name(), Optional.empty(), true, false, true));
        }
        assertThat(container.state()).isEqualTo(ContainerState.STOPPED);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_cgroup_that_was_just_made_is_removed_unless_somebody_is_in_it(boolean used) throws Exception {
        TestContainer container = thorough();
        killAt("CREATE_CGROUP", container);
        Path made =
                Files.createDirectories(container.cgroup("pids", "cgroup.procs").getParent());
        Process inside = new ProcessBuilder("/bin/sleep", "1000").start();
        try {
            if (used) {
                Files.writeString(made.resolve("cgroup.procs"), Long.toString(inside.pid()));
            }

            bench.engine().list();

            assertThat(inside.isAlive()).isTrue();
            assertThat(Files.exists(made)).isEqualTo(used);
        } finally {
            inside.destroyForcibly().waitFor();
            Files.deleteIfExists(made);
            Files.deleteIfExists(made.getParent());
        }
    }

    private void killAt(String step, TestContainer container) throws Exception {
        List<String> line = EngineProgram.commandLine(bench, "start", container.name(), step);
        Process program = new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(said.readLine()).isEqualTo("at " + step);
        } finally {
            program.destroyForcibly().waitFor();
        }
    }
}
