package dev.cleat.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.EndReport;
import dev.cleat.engine.api.StateEvent;
import dev.cleat.engine.api.StopRequest;
import dev.cleat.engine.state.SavedContainer;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.Bench;
import dev.cleat.engine.testing.EngineProgram;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.Proves;
import dev.cleat.engine.testing.TestContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes after a life: another one, or nothing of it. */
@Timeout(120)
class AfterlifeIT extends OnBench {

    /** A container whose boots are counted in a file of its own. */
    private TestContainer counting(String more, String script) throws Exception {
        return bench.define("rootfs: dir:" + bench.rootfs() + "\nsecurity: {capabilities: {add: [SYS_BOOT]}}\n" + more
                + "process: {command: "
                + Bench.list("/bin/sh", "-c", "echo boot >>/boots; boots=$(/bin/busybox wc -l </boots); " + script)
                + "}\n");
    }

    private long boots() throws Exception {
        Path file = bench.rootfs().resolve("boots");
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }

    private List<ContainerState> states(TestContainer container) throws Exception {
        return bench.engine().events().stream()
                .filter(event -> event.container().equals(container.name()))
                .map(StateEvent::state)
                .toList();
    }

    private void awaitStopped(TestContainer container) throws Exception {
        assertThat(bench.engine().awaitEnd(container.name(), Awaiting.BOUND))
                .as("ended; its life's log: " + lifeLog(container))
                .isTrue();
    }

    private String lifeLog(TestContainer container) throws Exception {
        Path log = bench.path().resolve("logs").resolve("life").resolve(container.name() + ".log");
        return Files.exists(log) ? Files.readString(log) : "none";
    }

    @Test
    @Proves({"S41", "S13"})
    void a_reboot_from_inside_begins_another_life_and_a_power_off_ends_it() throws Exception {
        TestContainer container =
                counting("", "if [ $boots -lt 3 ]; then /bin/busybox reboot -f; fi; /bin/busybox poweroff -f; sleep 9");

        container.start();
        awaitStopped(container);

        assertThat(boots()).as(lifeLog(container)).isEqualTo(3);
        assertThat(container.awaitExit().signal()).hasValue(2);
        assertThat(states(container))
                .containsExactly(
                        ContainerState.STARTING,
                        ContainerState.RUNNING,
                        ContainerState.STOPPING,
                        ContainerState.STOPPED,
                        ContainerState.STARTING,
                        ContainerState.RUNNING,
                        ContainerState.STOPPING,
                        ContainerState.STOPPED,
                        ContainerState.STARTING,
                        ContainerState.RUNNING,
                        ContainerState.STOPPING,
                        ContainerState.STOPPED);
        assertThat(container.saved().origin().boots()).isEqualTo(3);
        assertThat(bench.engine().why(container.name()).conclusion()).isEqualTo("halted from inside");
    }

    @Test
    void who_fails_is_started_again_until_it_has_been_tried_often_enough() throws Exception {
        TestContainer container = counting(
                "restart: {policy: on-failure, maxRetries: 2, backoff: {initial: 10ms, max: 50ms}}\n", "exit 5");

        container.start();
        awaitStopped(container);

        assertThat(boots()).as(lifeLog(container)).isEqualTo(3);
        assertThat(container.awaitExit().exitCode()).hasValue(5);
        assertThat(bench.engine().why(container.name()).facts()).containsEntry("restarts", "2");
    }

    @Test
    void a_stop_between_the_end_of_a_life_and_the_next_one_ends_both() throws Exception {
        TestContainer container = counting(
                "restart: {policy: always, backoff: {initial: 10ms, max: 10ms}}\n"
                        + "hooks: {postStop: [{path: /bin/sleep, args: ['1.5']}]}\n",
                "exit 5");
        container.start();
        Awaiting.until("the end of init", () -> container.state() == ContainerState.STOPPING);

        bench.engine().stop(new StopRequest(container.name(), Optional.empty(), true, false, true));

        assertThat(container.state()).isEqualTo(ContainerState.STOPPED);
        assertThat(states(container)).endsWith(ContainerState.STOPPED);
        assertThat(boots()).as(lifeLog(container)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "java.class.path, /nowhere, Could not find or load main class",
        "java.home, /nowhere, /nowhere/bin/java: No such file or directory"
    })
    void why_tells_what_kept_the_end_from_being_dealt_with(String property, String value, String reason)
            throws Exception {
        TestContainer container =
                counting("restart: {policy: on-failure, backoff: {initial: 10ms}}\n", "[ $boots != 1 ] || exit 5");
        String before = System.setProperty(property, value);
        try {
            container.start();
        } finally {
            System.setProperty(property, before);
        }

        awaitStopped(container);

        EndReport why = bench.engine().why(container.name());
        assertThat(why.conclusion()).isEqualTo("ended with status 5");
        assertThat(why.facts().get("after its end")).contains(reason);
        assertThat(boots()).isEqualTo(1);

        container.start();
        awaitStopped(container);
        assertThat(bench.engine().why(container.name()).facts()).doesNotContainKey("after its end");
    }

    @Test
    void who_ends_well_is_not_started_again_after_failures_only() throws Exception {
        TestContainer container = counting("restart: {policy: on-failure, backoff: {initial: 10ms}}\n", "exit 0");

        container.start();
        awaitStopped(container);

        assertThat(boots()).isEqualTo(1);
    }

    @Test
    @Proves("S15")
    void the_name_is_held_between_two_lives_and_a_stop_ends_the_wait_at_once() throws Exception {
        TestContainer container =
                counting("restart: {policy: always, backoff: {initial: 600s, max: 600s}}\n", "exit 0");
        container.start();
        Awaiting.until("the wait", () -> container.saved().waiting().isPresent());
        assertThat(container.state()).isEqualTo(ContainerState.STARTING);

        assertThatThrownBy(container::start).isInstanceOf(BusyException.class);
        long before = System.nanoTime();
        bench.engine().stop(StopRequest.of(container.name()));

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Awaiting.slowly(Duration.ofSeconds(10)));
        assertThat(container.state()).isEqualTo(ContainerState.STOPPED);
        assertThat(boots()).isEqualTo(1);
        assertThat(states(container)).endsWith(ContainerState.STARTING, ContainerState.STOPPED);
        assertThat(container.saved().waiting()).isEmpty();
    }

    @Test
    void a_stopped_one_is_not_started_again_whatever_its_policy_is() throws Exception {
        TestContainer container = counting("restart: {policy: always, backoff: {initial: 10ms}}\n", "exec sleep 1000")
                .start();

        bench.engine().stop(StopRequest.of(container.name()));

        assertThat(container.state()).isEqualTo(ContainerState.STOPPED);
        assertThat(boots()).isEqualTo(1);
        assertThat(bench.engine().why(container.name()).conclusion()).startsWith("stopped by ");
    }

    @Test
    void who_waits_for_the_next_life_and_is_killed_is_told_of_once() throws Exception {
        TestContainer container = counting("restart: {policy: always, backoff: {initial: 60s, max: 60s}}\n", "exit 0");
        container.start();
        Awaiting.until("the wait", () -> container.saved().waiting().isPresent());

        ProcessHandle.of(container.saved().waiting().get().pid()).orElseThrow().destroyForcibly();

        Awaiting.until("STOPPED", () -> container.state() == ContainerState.STOPPED);
        container.state();
        assertThat(bench.warnings()).hasSize(1).allMatch(warning -> warning.contains("is not started again"));
        assertThat(container.start().state()).isNotEqualTo(ContainerState.STOPPED);
        Awaiting.until("the wait", () -> container.saved().waiting().isPresent());
    }

    @Test
    void an_ephemeral_one_is_gone_with_everything_in_its_directory() throws Exception {
        TestContainer container = bench.define(
                "ephemeral: true\nrootfs: dir:" + bench.rootfs() + "\nprocess: {command: [/bin/sh, -c, 'exit 3']}\n");

        container.start();

        Path own = bench.path().resolve(container.name());
        Awaiting.until("no directory", () -> !Files.exists(own));
        Awaiting.until("no state", () -> !Files.exists(bench.state().resolve(container.name())));
        assertThat(bench.rootfs().resolve("bin/busybox")).exists();
    }

    @Test
    void the_terminal_follows_a_reboot() throws Exception {
        TestContainer container =
                counting("", "echo this is boot $boots; if [ $boots -lt 2 ]; then /bin/busybox reboot -f; fi; exit 7");

        Process program = new ProcessBuilder(EngineProgram.commandLine(bench, "foreground", container.name()))
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(bench.file("out").toFile())
                .start();

        assertThat(Awaiting.endOf(program)).isTrue();
        assertThat(bench.file("out")).content().contains("this is boot 1").contains("this is boot 2");
        assertThat(program.exitValue()).isEqualTo(7);
    }

    @Test
    @Proves("S20")
    void hooks_of_the_end_run_after_it_with_the_reason_and_the_namespaces() throws Exception {
        Path hook = bench.file("hook");
        Files.writeString(
                hook,
                "#!/bin/sh\n{ echo \"$LXC_HOOK_TYPE $LXC_TARGET ${LXC_NET_NS:+net}\"; } >>" + bench.file("told")
                        + "\n[ -z \"$LXC_NET_NS\" ] || readlink \"$LXC_NET_NS\" >>" + bench.file("told")
                        + "\nexit 1\n");
        hook.toFile().setExecutable(true);
        TestContainer container = bench.define("rootfs: dir:" + bench.rootfs() + "\nhooks: {stop: [" + hook
                        + "], postStop: [" + hook + "]}\nprocess: {command: [/bin/sleep, '1000']}\n")
                .start();
        SavedContainer saved = container.saved();
        String net = Files.readSymbolicLink(Path.of("/proc/" + container.pid() + "/ns/net"))
                .toString();

        container.stop();

        assertThat(Files.readAllLines(bench.file("told"))).containsExactly("stop stop net", net, "post-stop stop ");
        assertThat(saved.state()).isEqualTo(ContainerState.RUNNING);
        assertThat(container.state()).isEqualTo(ContainerState.STOPPED);
    }

    @Test
    void a_keeper_that_is_killed_while_it_is_frozen_is_settled_by_the_next_look() throws Exception {
        TestContainer container = bench.sleeper().start();
        bench.engine().freeze(container.name());

        ProcessHandle.of(container.saved().keeperPid()).orElseThrow().destroyForcibly();

        Awaiting.until("STOPPED", () -> container.state() == ContainerState.STOPPED);
        container.assertNothingLeft();
        assertThat(bench.warnings()).hasSize(1);
        assertThat(states(container)).endsWith(ContainerState.FROZEN, ContainerState.STOPPED);
    }

    @Test
    void hooks_of_an_end_whose_process_was_killed_are_run_by_the_next_look() throws Exception {
        Path slow = bench.file("slow");
        Files.writeString(
                slow,
                "#!/bin/sh\n[ -e " + bench.file("once") + " ] || { : >" + bench.file("once") + "; exec sleep 60; }\n");
        Path last = bench.file("last");
        Files.writeString(last, "#!/bin/sh\necho over >>" + bench.file("told") + "\n");
        slow.toFile().setExecutable(true);
        last.toFile().setExecutable(true);
        TestContainer container = bench.define("rootfs: dir:" + bench.rootfs() + "\nhooks: {stop: [" + slow
                        + "], postStop: [" + last + "]}\nprocess: {command: [/bin/sleep, '1000']}\n")
                .start();
        long keeper = container.saved().keeperPid();
        bench.engine().kill(container.name(), 9, false);
        Awaiting.until("the first hook", () -> Files.exists(bench.file("once")));
        assertThat(container.state()).isEqualTo(ContainerState.STOPPING);

        ProcessHandle.of(keeper).orElseThrow().destroyForcibly();

        Awaiting.until("STOPPED", () -> container.state() == ContainerState.STOPPED);
        assertThat(Files.readAllLines(bench.file("told"))).containsExactly("over");
        assertThat(bench.warnings()).anyMatch(warning -> warning.contains("who was tidying up after it was killed"));
    }
}
