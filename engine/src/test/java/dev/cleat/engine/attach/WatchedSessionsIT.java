package dev.cleat.engine.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.testing.Awaiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Sessions that others look on at. */
@Timeout(120)
class WatchedSessionsIT extends SessionFixture {

    @Test
    void who_looks_on_sees_the_screen_and_what_follows_and_cannot_type() throws Exception {
        try (Attached operator = new Attached(
                bench,
                request("echo begun; while read line; do echo got $line; done").build())) {
            operator.operator().await("begun");
            String id = bench.engine().sessions().get(0).id();
            assertThatThrownBy(() -> bench.engine().attachSession(id, KEYS, Optional.empty()))
                    .isInstanceOf(BusyException.class);
            try (Attached watcher = watching(id)) {
                watcher.operator().await("begun");
                watcher.operator().type("evil\r\u001b[1;1R");
                operator.operator().type("good\r");
                operator.operator().await("got good");
                watcher.operator().await("got good");
                watcher.operator().type(LEAVE);
                assertThat(id(watcher.outcome())).isEqualTo(id);
                assertThat(watcher.operator().screen()).doesNotContain("evil");
            }
            operator.operator().type("\u0004");
            assertThat(operator.outcome()).isEqualTo(new CommandOutcome.Exited(0));
            assertThat(operator.operator().screen()).doesNotContain("evil");
        }
    }

    @Test
    void who_looks_on_sees_the_last_byte_too() throws Exception {
        try (Attached operator = new Attached(
                bench, request("echo begun; read x; seq 1 30000; echo the end").build())) {
            operator.operator().await("begun");
            String id = bench.engine().sessions().get(0).id();
            try (Attached watcher = watching(id)) {
                watcher.operator().await("begun");
                operator.operator().type("\r");
                assertThat(operator.outcome()).isEqualTo(new CommandOutcome.Exited(0));
                assertThat(watcher.outcome()).isEqualTo(new CommandOutcome.Exited(0));
                assertThat(watcher.output()).endsWith("30000\nthe end\n");
            }
        }
    }

    @Test
    void at_its_end_the_shell_of_who_looked_on_has_a_line_of_its_own() throws Exception {
        String id = detached("printf 'prompt# '; exec sleep 1000");
        Awaiting.until("output", () -> session(id).bytesOut() > 0);
        try (Attached watcher = watching(id)) {
            watcher.operator().await("prompt# ");
            bench.engine().killSession(id, Duration.ZERO);
            watcher.outcome();
            assertThat(watcher.operator().screen()).endsWith("prompt# \r\n");
        }
    }

    @Test
    void who_looked_on_has_the_terminal_as_before() throws Exception {
        String id = detached("printf '\\033[?1049h\\033[?1000h\\033[31mup'; exec sleep 1000");
        Awaiting.until("output", () -> session(id).bytesOut() > 0);
        try (Attached watcher = watching(id)) {
            watcher.operator().await("up");
            watcher.operator().type(LEAVE);
            watcher.outcome();
            assertThat(watcher.operator().screen())
                    .containsSubsequence("up", "\u001b[?1049l", "\u001b[?1000l", "\u001b[0m");
        }
    }

    @Test
    void one_that_cannot_be_left_can_be_looked_on_and_ends_with_its_client() throws Exception {
        try (Attached operator = new Attached(
                bench, request("echo up; exec sleep 1000").detachKeys("none").build())) {
            operator.operator().await("up");
            String id = bench.engine().sessions().get(0).id();
            try (Attached watcher = watching(id)) {
                watcher.operator().await("up");
                operator.operator().type(LEAVE + "more\r"); // none of these keys leaves it
                watcher.operator().await("more");
                assertThat(operator.hasEnded()).isFalse();
                bench.engine().killSession(id, Duration.ZERO);
                assertThat(operator.outcome()).isEqualTo(new CommandOutcome.Killed(9));
                assertThat(watcher.outcome()).isEqualTo(new CommandOutcome.Exited(0));
            }
        }
        assertThat(bench.engine().sessions()).isEmpty();
    }

    @Test
    void more_than_sixteen_cannot_look_on_and_are_told() throws Exception {
        String id = detached("echo up; exec sleep 1000");
        Awaiting.until("output", () -> session(id).bytesOut() > 0);
        List<Attached> watchers = new ArrayList<>();
        try {
            for (int i = 0; i < 16; i++) {
                watchers.add(watching(id));
                watchers.get(i).operator().await("up");
            }
            try (Attached last = watching(id)) {
                assertThatThrownBy(last::outcome).isInstanceOf(BusyException.class);
            }
        } finally {
            for (Attached watcher : watchers) {
                watcher.close();
            }
        }
    }
}
