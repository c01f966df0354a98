package dev.cleat.engine.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.AttachRequest.Privilege;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.EngineOptions;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.SessionInfo;
import dev.cleat.engine.api.SessionInfo.State;
import dev.cleat.engine.api.UnknownContainerException;
import dev.cleat.engine.runtime.LocalEngine;
import dev.cleat.engine.testing.Awaiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions that others end, and what a session leaves behind. */
@Timeout(120)
class SessionEndingIT extends SessionFixture {

    @Test
    void ending_one_ends_what_it_started_and_nothing_else() throws Exception {
        String id = detached(
                "busybox setsid sleep 1001 & (busybox setsid busybox setsid sleep 1002 &); trap '' HUP; echo up; sleep 1003; sleep 1004");
        Awaiting.until("output", () -> session(id).bytesOut() > 0);
        String other = detached("exec sleep 1005");

        bench.engine().killSession(id, Duration.ofMillis(200));

        assertThat(isKnown(id)).isFalse(); // who ended it knows how it ended
        assertThat(container.processes()).hasSize(2);
        assertThat(leaf(id)).isNull();
        assertThat(session(other).state()).isEqualTo(State.DETACHED);
    }

    /** Without a cgroup of its own. */
    @Test
    void ending_one_that_is_outside_of_the_container_s_cgroups_ends_its_terminal_s_session_and_its_descendants()
            throws Exception {
        AttachRequest outside = request(
                        "sleep 41001 & (sleep 41002 &); trap '' HUP; busybox setsid sleep 41003 & echo up; read x")
                .elevated(EnumSet.of(Privilege.CGROUP))
                .detached(true)
                .build();
        String id = id(bench.engine().attach(outside, Optional.empty()));
        Awaiting.until("all of it", () -> sleepers() == 3 && session(id).bytesOut() > 0);
        assertThat(leaf(id)).isNull();

        bench.engine().killSession(id, Duration.ZERO);
        Awaiting.until("nothing of it", () -> sleepers() == 0);
    }

    private static long sleepers() {
        return ProcessHandle.allProcesses()
                .filter(process -> String.join(" ", process.info().arguments().orElse(new String[0]))
                        .matches("4100[123]"))
                .count();
    }

    @Test
    void a_daemon_that_a_session_leaves_behind_lives_on_as_it_should() throws Exception {
        String id = detached("trap '' HUP; busybox setsid sleep 1001 >/dev/null 2>&1 </dev/null & echo up");
        Awaiting.until("its end", () -> session(id).state() == State.ENDED);
        assertThat(container.processes()).hasSize(2);
    }

    @Test
    void a_stop_ends_those_too_that_are_outside_of_the_container() throws Exception {
        AttachRequest outside = request("echo up; exec sleep 1000")
                .elevated(EnumSet.allOf(Privilege.class))
                .namespaces(Set.of(NamespaceType.UTS))
                .detached(true)
                .build();
        String id = id(bench.engine().attach(outside, Optional.empty()));
        String inside = detached("exec sleep 1000");

        container.stop();

        assertThat(isKnown(id)).isFalse();
        assertThat(isKnown(inside)).isFalse();
    }

    @Test
    void the_beginning_of_an_id_is_enough_when_it_is_one_s_alone() throws Exception {
        String id = detached("exec sleep 1000");
        bench.engine().killSession(id.substring(0, 20), Duration.ZERO);
        assertThatThrownBy(() -> bench.engine().killSession("nobody", Duration.ZERO))
                .isInstanceOf(UnknownContainerException.class);
        assertThatThrownBy(() -> bench.engine().killSession("", Duration.ZERO))
                .isInstanceOf(UnknownContainerException.class);
    }

    @Test
    void what_begins_several_ids_ends_none_of_them_and_names_them() throws Exception {
        String first = detached("exec sleep 1000");
        String second = detached("exec sleep 1000");
        assertThatThrownBy(() -> bench.engine().killSession(first.substring(0, 4), Duration.ZERO))
                .hasMessage("2 sessions begin with " + first.substring(0, 4) + ": " + first + " (" + container.name()
                        + "), " + second + " (" + container.name() + ")");
        assertThatThrownBy(() -> bench.engine().killSession("", Duration.ZERO))
                .hasMessage("an empty id is no session's");
        assertThat(session(first).state()).isEqualTo(State.DETACHED);
        assertThat(session(second).state()).isEqualTo(State.DETACHED);
    }

    /** What an operator was told whose session {@code ends} has ended. */
    private List<String> toldWhen(Ending ends) throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        EngineOptions options = new EngineOptions(bench.path(), bench.state(), Optional.empty(), told::add);
        try (Engine engine = LocalEngine.open(options);
                Attached operator = new Attached(terminal ->
                        engine.attach(request("echo up; exec sleep 1000").build(), terminal))) {
            operator.operator().await("up");
            String first = bench.engine().sessions().get(0).id();
            operator.operator().type(LEAVE);
            operator.outcome();
            try (Attached back = new Attached(terminal -> engine.attachSession(first, KEYS, terminal));
                    Attached other = new Attached(terminal ->
                            engine.attach(request("echo other; exec sleep 1000").build(), terminal))) {
                back.operator().await("up");
                other.operator().await("other");
                ends.run();
                assertThat(back.outcome().exitStatus()).isIn(129, 137);
                assertThat(other.outcome().exitStatus()).isIn(129, 137);
            }
        }
        return told;
    }

    @FunctionalInterface
    private interface Ending {
        void run() throws Exception;
    }

    @Test
    void who_is_at_a_session_that_somebody_ends_is_told_who_it_was() throws Exception {
        assertThat(toldWhen(() -> {
                    for (SessionInfo session : bench.engine().sessions()) {
                        bench.engine().killSession(session.id(), Duration.ofSeconds(2));
                    }
                }))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .matches("session [0-9a-f-]{36} was ended by root\\(0\\).* with sessions kill"));
    }

    @Test
    void who_is_at_a_session_of_a_container_that_somebody_stops_is_told_who_it_was() throws Exception {
        assertThat(toldWhen(container::stop))
                .hasSize(2)
                .allSatisfy(line ->
                        assertThat(line).contains("was ended by root(0)").endsWith("who stopped " + container.name()));
    }

    @Test
    void who_is_at_a_session_of_a_container_that_ends_by_itself_is_told_that() throws Exception {
        assertThat(toldWhen(() -> bench.engine().kill(container.name(), 9, false)))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith(container.name() + " has ended, and session "));
    }

    @Test
    void how_a_session_ended_by_itself_needs_no_word() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        EngineOptions options = new EngineOptions(bench.path(), bench.state(), Optional.empty(), told::add);
        try (Engine engine = LocalEngine.open(options);
                Attached operator = new Attached(
                        terminal -> engine.attach(request("kill -9 $$").build(), terminal))) {
            assertThat(operator.outcome()).isEqualTo(new CommandOutcome.Killed(9));
        }
        assertThat(told).isEmpty();
    }

    private Engine killingLeftovers(List<String> told) throws Exception {
        Path config = Files.writeString(directory.resolve("config.yaml"), "sessions: {leftovers: kill}\n");
        return LocalEngine.open(
                new EngineOptions(bench.path(), bench.state(), Optional.empty(), Optional.of(config), told::add));
    }

    @ParameterizedTest
    @ValueSource(strings = {"with nobody at it", "at a terminal", "on pipes"})
    void where_the_host_wants_it_a_session_leaves_nothing_behind(String how) throws Exception {
        String script = "busybox setsid sh -c 'echo >/ready; exec sleep 1001' >/dev/null 2>&1 </dev/null & "
                + "until [ -e /ready ]; do sleep 0.02; done; exit 5";
        List<String> told = new CopyOnWriteArrayList<>();
        try (Engine engine = killingLeftovers(told)) {
            if (how.equals("with nobody at it")) {
                String id = id(engine.attach(request(script).detached(true).build(), Optional.empty()));
                Awaiting.until("its end", () -> session(id).state() == State.ENDED);
                assertThat(session(id).exitStatus()).hasValue(5);
                Awaiting.until("no cgroup of its own", () -> leaf(id) == null);
            } else if (how.equals("on pipes")) {
                AttachRequest request =
                        request(script).pty(AttachRequest.Pty.NEVER).build();
                assertThat(engine.attach(request, Optional.empty())).isEqualTo(new CommandOutcome.Exited(5));
            } else {
                try (Attached operator =
                        new Attached(terminal -> engine.attach(request(script).build(), terminal))) {
                    assertThat(operator.outcome()).isEqualTo(new CommandOutcome.Exited(5));
                }
            }
            Awaiting.until("nothing left", () -> container.processes().size() == 1);
            assertThat(told).isEmpty();
        }
    }

    @Test
    void where_a_session_has_no_cgroup_of_its_own_its_operator_is_told_that_what_it_leaves_lives_on() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        try (Engine engine = killingLeftovers(told)) {
            AttachRequest request = request("exit 0")
                    .elevated(EnumSet.of(Privilege.CGROUP))
                    .pty(AttachRequest.Pty.NEVER)
                    .build();
            engine.attach(request, Optional.empty());
        }
        assertThat(told).containsExactly("what this session leaves behind is not killed: it has no cgroup of its own");
    }
}
