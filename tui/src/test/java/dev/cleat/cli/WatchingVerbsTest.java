package dev.cleat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.cli.CommandLineFixture.Result;
import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.EndReport;
import dev.cleat.engine.api.StateEvent;
import dev.cleat.engine.api.UnknownContainerException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WatchingVerbsTest {

    private final CommandLineFixture cleat = new CommandLineFixture();

    /** The end of a monitor is an interrupt of its thread, which is ours. */
    @AfterEach
    void nothing_is_interrupted() {
        Thread.interrupted();
    }

    @Test
    void wait_says_nothing_when_the_state_is_reached() {
        assertThat(cleat.run("wait", "web", "-s", "running|Stopped", "-t", "10s"))
                .isEqualTo(new Result(0, "", ""));
        assertThat(cleat.engine.calls).containsExactly("awaitState web [STOPPED, RUNNING] PT10S");
    }

    @Test
    void wait_is_4_when_the_time_is_up() {
        cleat.engine.reached = false;

        assertThat(cleat.run("wait", "web", "-s", "RUNNING,FROZEN", "-t", "500ms"))
                .isEqualTo(new Result(4, "", "cleat: web was not RUNNING or FROZEN within 500ms\n"));
        Result json = cleat.run("wait", "web", "-s", "RUNNING", "-t", "1", "--json");
        assertThat(json.err()).isEqualTo("cleat: web was not RUNNING within 1s\n");
        assertThat(json.out()).contains("\"reached\" : false").contains("[ \"RUNNING\" ]");
        assertThat(json.status()).isEqualTo(4);
    }

    @Test
    void monitor_prints_each_change_as_a_line_and_closes_its_watch() {
        cleat.engine.events.add(event(17, "web", ContainerState.RUNNING, null, null));
        cleat.engine.events.add(event(18, "db", ContainerState.RUNNING, null, null));
        cleat.engine.events.add(event(19, "web\u001b[2J", ContainerState.STOPPED, "ann", "exit\n1"));

        Result result = cleat.run("monitor", "^web");

        assertThat(result).isEqualTo(new Result(0, """
                        17 2026-11-22T10:00:00.123Z 'web' changed state to [RUNNING]
                        19 2026-11-22T10:00:00.123Z 'web\\x1b[2J' changed state to [STOPPED] by ann: exit\\x0a1
                        """, ""));
        assertThat(cleat.engine.calls).containsExactly("watch", "watch closed");
    }

    @Test
    void monitor_as_json_is_one_object_a_line() {
        cleat.engine.events.add(event(17, "web", ContainerState.RUNNING, null, null));
        cleat.engine.events.add(event(18, "web", ContainerState.STOPPED, "ann", "signal 9"));

        assertThat(cleat.run("monitor", "--json").out().lines())
                .containsExactly(
                        "{\"sequence\":17,\"time\":\"2026-11-22T10:00:00.123Z\",\"name\":\"web\","
                                + "\"state\":\"RUNNING\",\"by\":null,\"reason\":null}",
                        "{\"sequence\":18,\"time\":\"2026-11-22T10:00:00.123Z\",\"name\":\"web\","
                                + "\"state\":\"STOPPED\",\"by\":\"ann\",\"reason\":\"signal 9\"}");
    }

    @Test
    void why_begins_with_the_conclusion_and_ends_with_the_last_lines() {
        cleat.engine.end = report();

        assertThat(cleat.run("why", "web")).isEqualTo(new Result(0, """
                        web: killed by the OOM killer
                          state        STOPPED
                          started      2026-11-22T08:00:00Z (2h ago)
                          ended        2026-11-22T09:59:00Z (1m ago)
                          signal       9
                          oom kills    1
                          memory peak  64M
                        last lines of its console:
                          | plain\tand tab
                          | evil\\x1b]0;x\\x07
                        """, ""));
    }

    @Test
    void a_conclusion_that_names_the_container_stands_alone() {
        cleat.engine.end = new EndReport(
                "web",
                ContainerState.STOPPED,
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                "cannot start web: step 38/40, execute init",
                Map.of(),
                List.of());

        assertThat(cleat.run("why", "web").out())
                .isEqualTo("cannot start web: step 38/40, execute init\n  state  STOPPED\n");
    }

    @Test
    void why_as_json_has_every_field() {
        cleat.engine.end = report();

        assertThat(cleat.run("why", "web", "--json").out().replaceAll("\\s+", ""))
                .isEqualTo("{\"name\":\"web\",\"state\":\"STOPPED\",\"conclusion\":\"killedbytheOOMkiller\","
                        + "\"started\":\"2026-11-22T08:00:00Z\",\"ended\":\"2026-11-22T09:59:00Z\","
                        + "\"exitCode\":null,\"signal\":9,\"facts\":{\"oomkills\":\"1\",\"memorypeak\":\"64M\"},"
                        + "\"lastLines\":[\"plain\\tandtab\",\"\\u001B[31mevil\\u001B]0;x\\u0007\\r\"]}");
    }

    @Test
    void why_of_a_name_that_never_was_is_3() {
        cleat.engine.failures.put("web", new UnknownContainerException("no container is called web", null));

        assertThat(cleat.run("why", "web")).isEqualTo(new Result(3, "", "cleat: no container is called web\n"));
    }

    private static EndReport report() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("oom kills", "1");
        facts.put("memory peak", "64M");
        return new EndReport(
                "web",
                ContainerState.STOPPED,
                Optional.of(CommandLineFixture.NOW.minusSeconds(7200)),
                Optional.of(CommandLineFixture.NOW.minusSeconds(60)),
                OptionalInt.empty(),
                OptionalInt.of(9),
                "killed by the OOM killer",
                facts,
                List.of("plain\tand tab", "\u001b[31mevil\u001b]0;x\u0007\r"));
    }

    private static StateEvent event(
            long sequence, String name, ContainerState state, String byOrNull, String reasonOrNull) {
        return new StateEvent(
                sequence,
                Instant.parse("2026-11-22T10:00:00.123456Z"),
                name,
                state,
                Optional.ofNullable(byOrNull),
                Optional.ofNullable(reasonOrNull));
    }
}
