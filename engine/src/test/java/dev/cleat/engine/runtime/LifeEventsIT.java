package dev.cleat.engine.runtime;

import static dev.cleat.engine.api.ContainerState.ABORTING;
import static dev.cleat.engine.api.ContainerState.FROZEN;
import static dev.cleat.engine.api.ContainerState.RUNNING;
import static dev.cleat.engine.api.ContainerState.STARTING;
import static dev.cleat.engine.api.ContainerState.STOPPED;
import static dev.cleat.engine.api.ContainerState.STOPPING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.EndReport;
import dev.cleat.engine.api.StateEvent;
import dev.cleat.engine.api.StepFailedException;
import dev.cleat.engine.api.Watch;
import dev.cleat.engine.api.WrongStateException;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.Bench;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.Proves;
import dev.cleat.engine.testing.TestContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is told of lives: each change once, in order, with its reason. */
@Timeout(120)
class LifeEventsIT extends OnBench {

    private List<StateEvent> events(TestContainer container) throws Exception {
        return bench.engine().events().stream()
                .filter(event -> event.container().equals(container.name()))
                .toList();
    }

    @Test
    @Proves({"S12", "S13", "T11"})
    void a_watcher_hears_every_change_once_in_order_freezing_included() throws Exception {
        TestContainer container = bench.sleeper();
        List<StateEvent> heard = new CopyOnWriteArrayList<>();
        try (Watch watch = bench.another().watch(heard::add)) {
            container.start();
            bench.engine().freeze(container.name());
            assertThat(container.state()).isEqualTo(FROZEN);
            bench.engine().thaw(container.name());
            container.stop();
            Awaiting.until("the end", () -> heard.stream().anyMatch(event -> event.state() == STOPPED));
        }

        assertThat(heard)
                .extracting(StateEvent::state)
                .containsExactly(STARTING, RUNNING, FROZEN, RUNNING, STOPPING, STOPPED);
        assertThat(heard).extracting(StateEvent::sequence).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
        assertThat(heard.get(0).by()).isPresent();
        assertThat(heard.get(4).by()).isPresent();
        assertThat(events(container)).isEqualTo(heard);
    }

    @Test
    @Proves({"S40", "L18"})
    void running_is_told_when_its_program_runs_and_never_after_its_end() throws Exception {
        for (int i = 0; i < 10; i++) {
            TestContainer container = bench.container("/bin/true").start();
            container.awaitExit();
            assertThat(events(container))
                    .extracting(StateEvent::state)
                    .containsExactly(STARTING, RUNNING, STOPPING, STOPPED);
        }
    }

    @Test
    @Proves({"S13", "S21", "L10", "L18"})
    void a_start_that_fails_is_told_with_its_step_and_never_ran() throws Exception {
        TestContainer container = bench.container("/no/such/program");

        assertThatThrownBy(container::start).isInstanceOf(StepFailedException.class);

        assertThat(events(container)).extracting(StateEvent::state).containsExactly(STARTING, ABORTING, STOPPED);
        assertThat(events(container).get(1).reason())
                .hasValueSatisfying(r -> assertThat(r).contains("execute init"));
        container.assertNothingLeft();
        EndReport why = bench.engine().why(container.name());
        assertThat(why.state()).isEqualTo(STOPPED);
        assertThat(why.conclusion()).contains("execute init").contains("/no/such/program");
    }

    @Test
    @Proves("L10")
    void a_failure_of_the_host_s_part_leaves_no_process() throws Exception {
        TestContainer container = bench.sleeper();

        assertThatThrownBy(() -> container.start(step -> {
                    if (step.name().equals("ENTER_CGROUP")) {
                        Thread.currentThread().interrupt(); // as whoever ends this program does first
                    }
                }))
                .isInstanceOf(StepFailedException.class)
                .hasMessageContaining("interrupted");

        Thread.interrupted();
        container.assertNothingLeft();
        assertThat(bench.state().resolve(container.name())).doesNotExist();
        assertThat(events(container)).extracting(StateEvent::state).containsExactly(STARTING, ABORTING, STOPPED);
    }

    @Test
    void waiting_for_a_state_ends_when_it_is_there_or_the_time_is_up() throws Exception {
        TestContainer container = bench.sleeper();
        assertThat(bench.engine().awaitState(container.name(), Set.of(STOPPED), Duration.ZERO))
                .isTrue();
        assertThat(bench.engine().awaitState(container.name(), Set.of(RUNNING), Duration.ofMillis(60)))
                .isFalse();
        List<Boolean> came = new ArrayList<>();
        Thread waiter = new Thread(() -> {
            try {
                came.add(bench.another().awaitState(container.name(), Set.of(RUNNING), Awaiting.BOUND));
            } catch (dev.cleat.engine.api.ContainerException e) {
                came.add(false);
            }
        });
        waiter.start();

        container.start();

        waiter.join();
        assertThat(came).containsExactly(true);
    }

    @Test
    void what_is_not_running_is_not_frozen_and_what_is_not_frozen_is_not_thawed() throws Exception {
        TestContainer container = bench.container("/bin/true").start();
        container.awaitExit();
        assertThatThrownBy(() -> bench.engine().freeze(container.name())).isInstanceOf(WrongStateException.class);
        TestContainer other = bench.sleeper().start();
        assertThatThrownBy(() -> bench.engine().thaw(other.name())).isInstanceOf(WrongStateException.class);
        bench.engine().freeze(other.name());
        assertThatThrownBy(() -> bench.engine().freeze(other.name()))
                .isInstanceOf(WrongStateException.class)
                .hasMessage(other.name() + " is frozen already");
    }

    @Test
    @Proves({"S42", "L12"})
    void the_end_is_told_with_status_signal_and_who_asked_for_it() throws Exception {
        TestContainer seven =
                bench.container("/bin/sh", "-c", "echo last words; exit 7").start();
        TestContainer filtered =
                bench.container("/bin/sh", "-c", "while :; do :; done").start();
        TestContainer stopped = bench.sleeper().start();

        assertThat(seven.awaitExit().exitCode()).hasValue(7);
        bench.engine().kill(filtered.name(), 9, false);
        assertThat(filtered.awaitExit().signal()).hasValue(9);
        stopped.stop();

        EndReport why = bench.engine().why(seven.name());
        assertThat(why.exitCode()).hasValue(7);
        assertThat(why.conclusion()).isEqualTo("ended with status 7");
        assertThat(why.lastLines()).containsExactly("last words");
        assertThat(why.facts()).containsKey("memory peak").containsKey("CPU time");
        assertThat(bench.engine().why(filtered.name()).conclusion()).isEqualTo("killed by SIGKILL");
        assertThat(bench.engine().why(stopped.name()).conclusion()).startsWith("stopped by ");
    }

    @Test
    void a_start_that_fails_is_not_told_with_the_status_of_the_life_before_it() throws Exception {
        TestContainer container =
                bench.container("/bin/sh", "-c", "[ -e /fine ] || exec /gone; echo old words; exit 3");
        Path hook = Files.createFile(bench.file("hook"));
        Files.writeString(
                container.definition(),
                Files.readString(container.definition()) + "hooks: {startHost: [{path: /bin/cat, args: [" + hook
                        + "]}]}\n");
        Files.createFile(bench.rootfs().resolve("fine"));
        container.start().awaitExit();
        Files.delete(hook);

        assertThatThrownBy(container::start).isInstanceOf(StepFailedException.class);

        EndReport why = bench.engine().why(container.name());
        assertThat(why.conclusion()).contains("start-host hooks");
        assertThat(why.exitCode()).isEmpty();
        assertThat(why.signal()).isEmpty();
        assertThat(why.started()).isEmpty();
        assertThat(why.lastLines()).isEmpty();
        assertThat(why.facts()).containsEntry("life before", "ended with status 3");
    }

    @Test
    void its_last_words_are_known_without_a_log_and_are_those_of_the_last_life() throws Exception {
        TestContainer container = bench.define("rootfs: dir:" + bench.rootfs()
                + "\nconsole: {log: {file: none}}\nprocess: {command: "
                + Bench.list(
                        "/bin/sh",
                        "-c",
                        "for i in $(/bin/busybox seq 3000); do echo line $i; done; echo end >>/ends;"
                                + " echo end $(/bin/busybox wc -l </ends)")
                + "}\n");

        container.start().awaitExit();
        assertThat(bench.engine().why(container.name()).lastLines())
                .hasSize(20)
                .startsWith("line 2982")
                .endsWith("line 3000", "end 1");
        container.start().awaitExit();

        assertThat(bench.engine().why(container.name()).lastLines()).endsWith("end 2");
        assertThat(bench.state().resolve(container.name()).resolve("end.console"))
                .hasSize(8192);
    }

    @Test
    void a_log_of_several_lives_shows_where_each_begins() throws Exception {
        TestContainer container = bench.container("/bin/sh", "-c", "/bin/busybox printf 'one life'");

        container.start().awaitExit();
        assertThat(container.log()).isEqualTo("one life");
        container.start().awaitExit();

        assertThat(container.log())
                .matches(
                        "one life\n--- " + container.name() + " begins, \\d{4}-\\d\\d-\\d\\dT[\\d:]{8}Z ---\none life");
    }

    @Test
    void forks_that_the_limit_refused_or_the_most_processes_are_told() throws Exception {
        TestContainer container = bench.define("rootfs: dir:" + bench.rootfs()
                        + "\nresources: {pids: 4}\nprocess: {command: "
                        + Bench.list("/bin/sh", "-c", "for i in 1 2 3 4 5 6; do /bin/sleep 1000 & done") + "}\n")
                .start();

        container.awaitExit();

        Map<String, String> facts = bench.engine().why(container.name()).facts();
        assertThat(facts.getOrDefault("forks refused", facts.get("processes at most")))
                .isNotNull()
                .isNotEqualTo("0");
    }

    @Test
    void the_oom_killer_is_named_when_it_was_the_cause() throws Exception {
        TestContainer container = bench.define("rootfs: dir:" + bench.rootfs()
                        + "\nresources: {memory: {limit: 16M, swap: 16M}}\nprocess: {command: "
                        + Bench.list("/bin/sh", "-c", "exec /bin/busybox tail /dev/zero") + "}\n")
                .start();

        container.awaitExit();

        assertThat(bench.engine().why(container.name()).conclusion()).contains("OOM killer");
    }

    @Test
    @Proves("L6")
    void state_json_knows_init_and_cgroups_before_init_s_program_runs_and_says_so_afterwards() throws Exception {
        TestContainer container = bench.sleeper();
        List<String> known = new ArrayList<>();
        container.start(step -> {
            if (step.name().equals("EXECUTE_INIT")) {
                known.add(container.saved().pid() + " "
                        + container.saved().cgroups().isEmpty());
            }
        });

        assertThat(known).containsExactly(container.pid() + " false");
        container.stop();
        assertThat(bench.state().resolve(container.name()).resolve("exit.json")).exists();
        assertThat(container.state()).isEqualTo(ContainerState.STOPPED);
    }

    @Test
    @Proves("L1")
    void what_can_be_left_behind_is_made_and_known_before_the_program_that_may_be_killed_runs() throws Exception {
        List<String> steps = new ArrayList<>();
        List<Long> startTimes = new ArrayList<>();
        TestContainer container = bench.sleeper();
        container.start(step -> {
            steps.add(step.name());
            if (step.name().equals("ENTER_CGROUP")) {
                startTimes.add(container.saved().pidStartTime());
            }
        });

        assertThat(steps)
                .containsSubsequence(
                        "CREATE_CGROUP",
                        "CREATE_NETWORK",
                        "CLONE_INIT",
                        "ENTER_CGROUP",
                        "WRITE_ID_MAPS",
                        "EXECUTE_INIT",
                        "PUBLISH_RUNNING");
        assertThat(startTimes)
                .containsExactly(
                        bench.procfs().stat(container.pid()).orElseThrow().startTicks());
    }

    @Test
    @Proves("L5")
    void a_recycled_pid_is_nobody_s_init() throws Exception {
        TestContainer container = bench.sleeper().start();
        container.stop();
        Path state = bench.state().resolve(container.name()).resolve("state.json");
        long self = ProcessHandle.current().pid();
        Files.writeString(state, Files.readString(state).replaceFirst("\"pid\":\\d+", "\"pid\":" + self));

        assertThat(container.state()).isEqualTo(STOPPED);
        assertThatThrownBy(() -> bench.engine().kill(container.name(), 9, false))
                .isInstanceOf(WrongStateException.class);
    }

    @Test
    @Proves("S46")
    void a_command_of_the_caller_s_is_what_the_next_life_runs_too() throws Exception {
        TestContainer container = bench.container("/bin/false");
        bench.engine()
                .start(
                        new dev.cleat.engine.api.StartRequest(
                                java.util.Optional.of(container.name()),
                                java.util.Optional.empty(),
                                List.of("hostname=other"),
                                List.of("/bin/sleep", "1000"),
                                java.util.Optional.empty(),
                                java.util.Optional.empty()),
                        step -> {});

        bench.engine().restart(dev.cleat.engine.api.StopRequest.of(container.name()), step -> {});

        assertThat(container.state()).isEqualTo(RUNNING);
        long pid = container.saved().pid();
        assertThat(bench.procfs().commandLine(pid)).hasValue(List.of("/bin/sleep", "1000"));
        assertThat(container.saved().origin().boots()).isEqualTo(2);
    }
}
