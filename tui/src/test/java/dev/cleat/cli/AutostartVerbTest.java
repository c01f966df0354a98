package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.cli.CommandLineFixture.Result;
import dev.cleat.engine.api.AutostartEntry;
import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.HostLimitException;
import dev.cleat.engine.api.StopRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AutostartVerbTest {

    private final CommandLineFixture cleat = new CommandLineFixture();

    @Test
    void it_starts_those_of_the_boot_first_then_those_without_group() {
        mark("db", List.of(), ContainerState.STOPPED);
        mark("web", List.of("onboot", "front"), ContainerState.STOPPED);
        mark("test", List.of("lab"), ContainerState.STOPPED);

        Result result = cleat.run("autostart");

        assertThat(cleat.engine.calls).containsExactly("autostart", "start web", "start db");
        assertThat(result).isEqualTo(new Result(0, "", "cleat: web runs, pid 4711\ncleat: db runs, pid 4711\n"));
    }

    @Test
    void groups_are_taken_in_their_order_and_nobody_twice() {
        mark("a", List.of("x", "y"), ContainerState.STOPPED);
        mark("b", List.of("y"), ContainerState.STOPPED);
        mark("c", List.of(), ContainerState.STOPPED);

        cleat.run("autostart", "-g", "y", "-g", "x,");
        assertThat(cleat.engine.calls).containsExactly("autostart", "start a", "start b", "start c");
        cleat.engine.calls.clear();
        cleat.run("autostart", "-a");
        assertThat(cleat.engine.calls).containsExactly("autostart", "start a", "start b", "start c");
    }

    @Test
    void what_runs_is_left_alone_and_a_failure_keeps_only_its_dependants_from_starting() {
        mark("runs", List.of(), ContainerState.RUNNING);
        mark("db", List.of(), ContainerState.STOPPED);
        cleat.engine.marked.add(
                new AutostartEntry("web", List.of(), 0, Duration.ZERO, List.of("db"), ContainerState.STOPPED));
        mark("mail", List.of(), ContainerState.STOPPED);
        mark("late", List.of(), ContainerState.STOPPED);
        cleat.engine.failures.put("db", new HostLimitException("no overlayfs", null));
        cleat.engine.failures.put("late", new BusyException("late runs already", null));

        Result result = cleat.run("autostart");

        assertThat(cleat.engine.calls).containsExactly("autostart", "start db", "start mail", "start late");
        assertThat(result).isEqualTo(new Result(1, "", """
                        cleat: no overlayfs
                        cleat: web is not started: it depends on db, which failed
                        cleat: mail runs, pid 4711
                        """));
    }

    @Test
    void what_depends_on_one_that_was_destroyed_is_not_started() {
        cleat.engine.marked.add(
                new AutostartEntry("web", List.of(), 0, Duration.ZERO, List.of("gone"), ContainerState.STOPPED));
        mark("mail", List.of(), ContainerState.STOPPED);

        Result result = cleat.run("autostart");

        assertThat(cleat.engine.calls).doesNotContain("start web").contains("start mail");
        assertThat(result).isEqualTo(new Result(1, "", """
                        cleat: web is not started: it depends on gone, which does not exist
                        cleat: mail runs, pid 4711
                        """));
    }

    @Test
    void a_delay_is_waited_between_two_starts_and_not_after_the_last() {
        Duration delay = Duration.ofMillis(300);
        cleat.engine.marked.add(new AutostartEntry("a", List.of(), 0, delay, List.of(), ContainerState.STOPPED));
        cleat.engine.marked.add(
                new AutostartEntry("b", List.of(), 1, Duration.ofHours(1), List.of(), ContainerState.STOPPED));
        long begun = System.nanoTime();

        assertThat(cleat.run("autostart").status()).isZero();

        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isBetween(delay, Duration.ofMinutes(30));
    }

    @Test
    void ends_go_from_the_last_to_the_first() {
        mark("a", List.of(), ContainerState.RUNNING);
        mark("b", List.of(), ContainerState.STOPPED);
        mark("c", List.of(), ContainerState.FROZEN);

        assertThat(cleat.run("autostart", "-s", "-t", "5").err()).isEqualTo("cleat: c stopped\ncleat: a stopped\n");
        cleat.run("autostart", "-k");
        cleat.run("autostart", "-r");

        Optional<Duration> five = Optional.of(Duration.ofSeconds(5));
        assertThat(cleat.engine.calls)
                .containsExactly(
                        "autostart",
                        "stop c " + new StopRequest("c", five, false, false, true),
                        "stop a " + new StopRequest("a", five, false, false, true),
                        "autostart",
                        "stop c " + new StopRequest("c", Optional.empty(), true, false, true),
                        "stop a " + new StopRequest("a", Optional.empty(), true, false, true),
                        "autostart",
                        "restart a " + StopRequest.of("a"),
                        "restart c " + StopRequest.of("c"));
    }

    @Test
    void the_list_tells_order_delay_and_what_comes_before() {
        cleat.engine.marked.add(new AutostartEntry(
                "web", List.of("onboot", "front"), 10, Duration.ofMillis(1500), List.of("db"), ContainerState.STOPPED));
        mark("db", List.of(), ContainerState.RUNNING);

        assertThat(cleat.run("autostart", "-L").out()).isEqualTo("""
                        NAME  STATE    ORDER   DELAY  GROUPS        AFTER
                        web   STOPPED     10  1500ms  onboot,front  db
                        db    RUNNING      0      0s  -             -
                        """);
        assertThat(cleat.run("autostart", "-L", "--json").out().replaceAll("\\s+", ""))
                .startsWith("[{\"name\":\"web\",\"state\":\"STOPPED\",\"order\":10,\"delayMillis\":1500,"
                        + "\"groups\":[\"onboot\",\"front\"],\"dependsOn\":[\"db\"]},");
        assertThat(cleat.engine.calls).containsOnly("autostart");
    }

    private void mark(String name, List<String> groups, ContainerState state) {
        cleat.engine.marked.add(new AutostartEntry(name, groups, 0, Duration.ZERO, List.of(), state));
    }
}
