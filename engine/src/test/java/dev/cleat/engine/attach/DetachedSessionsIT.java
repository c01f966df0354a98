package dev.cleat.engine.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.AttachRequest.Privilege;
import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.CommandOutcome.Detached;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.EngineOptions;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.SessionInfo;
import dev.cleat.engine.api.SessionInfo.State;
import dev.cleat.engine.api.UnknownContainerException;
import dev.cleat.engine.api.WrongStateException;
import dev.cleat.engine.plan.StartPlan.CgroupPlan;
import dev.cleat.engine.runtime.LocalEngine;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.Bench;
import dev.cleat.engine.testing.EngineProgram;
import dev.cleat.engine.testing.TerminalProgram;
import dev.cleat.engine.testing.TestContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sessions that are left, looked at, come back to, and ended by others. */
@Timeout(120)
class DetachedSessionsIT {

    private static final String KEYS = AttachRequest.DEFAULT_DETACH_KEYS;
    private static final String LEAVE = "\u0001q";

    @TempDir
    Path directory;

    private Bench bench;
    private TestContainer container;

    @BeforeEach
    void a_container() throws Exception {
        bench = new Bench(directory);
        container = bench.sleeper().start();
    }

    @AfterEach
    void nothing_is_left() throws Exception {
        if (bench != null) {
            for (SessionInfo session : bench.engine().sessions()) {
                bench.engine().killSession(session.id(), Duration.ZERO);
            }
            bench.close();
        }
    }

    private AttachRequest.Builder request(String script) {
        return AttachRequest.to(container.name()).command(List.of("/bin/sh", "-c", script));
    }

    /** Begun with nobody at it. */
    private String detached(String script) throws Exception {
        return id(bench.engine().attach(request(script).detached(true).build(), Optional.empty()));
    }

    private static String id(CommandOutcome outcome) {
        assertThat(outcome).isInstanceOf(Detached.class);
        return ((Detached) outcome).session().orElseThrow();
    }

    private Attached attached(String id) throws Exception {
        return new Attached(terminal -> bench.engine().attachSession(id, KEYS, terminal));
    }

    private Attached watching(String id) throws Exception {
        return new Attached(terminal -> bench.engine().watchSession(id, KEYS, terminal));
    }

    private SessionInfo session(String id) throws Exception {
        return bench.engine().sessions().stream()
                .filter(session -> session.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private Path leaf(String id) {
        return container.cgroups().stream()
                .map(cgroup -> cgroup.resolve(CgroupPlan.INIT).resolve("session-" + id))
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
    }

    @Test
    void one_that_was_begun_with_nobody_at_it_gives_whoever_comes_its_screen_and_later_its_status() throws Exception {
        String id = detached("echo begun; read line; echo got $line; exit 7");
        Awaiting.until("output", () -> session(id).bytesOut() > 0);
        assertThat(session(id).state()).isEqualTo(State.DETACHED);
        assertThat(container.summary().sessions()).isEqualTo(1);

        try (Attached operator = attached(id)) {
            operator.operator().await("begun");
            Awaiting.until("attached", () -> session(id).state() == State.ATTACHED);
            operator.operator().type("words\r");

            assertThat(operator.outcome()).isEqualTo(new CommandOutcome.Exited(7));
            assertThat(operator.operator().screen()).contains("got words");
        }
        assertThat(bench.engine().sessions()).isEmpty();
        assertThat(directory.resolve("state/sessions").toFile().list()).isNullOrEmpty();
    }

    @Test
    void one_that_is_left_and_come_back_to_goes_on_where_it_was() throws Exception {
        String id;
        try (Attached first = new Attached(
                bench,
                request("echo begun; while read line; do echo got $line; done").build())) {
            first.operator().await("begun");
            first.operator().type("one\r");
            first.operator().await("got one");
            first.operator().type(LEAVE);
            id = id(first.outcome());
        }
        for (String word : List.of("two", "three")) {
            try (Attached next = attached(id)) {
                next.operator().await("got one");
                next.operator().type(word + "\r");
                next.operator().await("got " + word);
                next.operator().type(LEAVE);
                assertThat(id(next.outcome())).isEqualTo(id);
            }
        }
        assertThat(session(id).bytesIn()).isGreaterThanOrEqualTo(14);
    }

    @Test
    void one_whose_client_is_killed_runs_on_with_its_screen_and_its_status() throws Exception {
        String[] line = {"attach", container.name(), "AUTO", "-", "/bin/sh", "-c", "echo shown; read x; exit 5"};
        try (TerminalProgram client = new TerminalProgram("exec \"$@\"", EngineProgram.commandLine(bench, line))) {
            client.await("shown");
            client.process().destroyForcibly().waitFor();
        }
        Awaiting.until("detached", () -> bench.engine().sessions().get(0).state() == State.DETACHED);
        String id = bench.engine().sessions().get(0).id();
        try (Attached operator = attached(id)) {
            operator.operator().await("shown");
            operator.operator().type("\r");
            assertThat(operator.outcome()).isEqualTo(new CommandOutcome.Exited(5));
        }
    }

    @Test
    void one_whose_client_is_asked_to_end_ends() throws Exception {
        String[] line = {"attach", container.name(), "AUTO", "-", "/bin/sh", "-c", "echo shown; exec sleep 1000"};
        try (TerminalProgram client = new TerminalProgram("exec \"$@\"", EngineProgram.commandLine(bench, line))) {
            client.await("shown");
            client.process().destroy();
            client.process().waitFor();
        }
        Awaiting.until("no session", () -> bench.engine().sessions().isEmpty());
        Awaiting.until("the command's end", () -> container.processes().size() == 1);
    }

    @Test
    void one_whose_terminal_has_gone_ends() throws Exception {
        Attached operator =
                new Attached(bench, request("echo shown; exec sleep 1000").build());
        operator.operator().await("shown");
        operator.operator().seat().close();
        Awaiting.until("the end of the attach", operator::hasEnded);
        Awaiting.until("no session", () -> bench.engine().sessions().isEmpty());
    }

    @Test
    void one_that_ended_with_nobody_at_it_tells_its_last_screen_and_its_status_once() throws Exception {
        String id = detached("echo last words; kill -TERM $$");
        Awaiting.until("its end", () -> session(id).state() == State.ENDED);
        assertThat(container.summary().sessions()).isZero();
        assertThatThrownBy(() -> bench.engine().watchSession(id, KEYS, Optional.empty()))
                .isInstanceOf(WrongStateException.class);

        try (Attached operator = attached(id)) {
            assertThat(operator.outcome().exitStatus()).isEqualTo(143);
            assertThat(operator.operator().screen()).contains("last words");
        }
        assertThatThrownBy(() -> bench.engine().attachSession(id, KEYS, Optional.empty()))
                .isInstanceOf(UnknownContainerException.class);
    }

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

    /** Asked again, an operator's terminal would answer into a program that expects no answer. */
    @Test
    void a_screen_that_is_shown_again_asks_the_terminal_nothing_and_does_not_touch_its_clipboard() throws Exception {
        String id = detached(
                "printf 'A\\033[6n\\033[cB\\033]52;c;ZXZpbA==\\007C\\033]11;?\\007\\007\\033[31mD\\n'; exec sleep 1000");
        Awaiting.until("output", () -> session(id).bytesOut() > 0);
        try (Attached operator = attached(id)) {
            operator.operator().await("D");
            assertThat(operator.operator().screen()).contains("ABC\u001b[31mD").doesNotContain("\u0007");
            operator.operator().type(LEAVE);
            operator.outcome();
            assertThat(operator.operator().screen()).contains("\u001b[0m"); // the colour does not stay
        }
    }

    @Test
    void a_screen_that_is_longer_than_what_is_remembered_is_drawn_anew_by_its_program() throws Exception {
        String id = detached("trap 'echo drawn anew' WINCH; seq 1 200000; echo end; while :; do sleep 0.1; done");
        Awaiting.until("all of it", () -> session(id).bytesOut() >= 1_488_900);
        try (Attached operator = attached(id)) {
            operator.operator().await("end");
            operator.operator().await("drawn anew");
            assertThat(operator.operator().screen().length()).isLessThan(300_000);
        }
    }

    @Test
    void ending_one_ends_what_it_started_and_nothing_else() throws Exception {
        String id = detached(
                "busybox setsid sleep 1001 & (busybox setsid busybox setsid sleep 1002 &); trap '' HUP; echo up; sleep 1003; sleep 1004");
        Awaiting.until("output", () -> session(id).bytesOut() > 0);
        String other = detached("exec sleep 1005");

        bench.engine().killSession(id, Duration.ofMillis(200));

        assertThat(session(id).state()).isEqualTo(State.ENDED);
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
    void of_two_who_come_at_once_one_is_its_operator() throws Exception {
        String id = detached("echo up; read x; exit 2");
        Awaiting.until("output", () -> session(id).bytesOut() > 0);
        try (Attached one = attached(id);
                Attached other = attached(id)) {
            Awaiting.until("one is told", () -> one.hasEnded() || other.hasEnded());
            Attached refused = one.hasEnded() ? one : other;
            assertThatThrownBy(refused::outcome).isInstanceOf(BusyException.class);
            Attached operator = refused == one ? other : one;
            operator.operator().await("up");
            operator.operator().type("\r");
            assertThat(operator.outcome()).isEqualTo(new CommandOutcome.Exited(2));
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

        assertThat(session(id).state()).isEqualTo(State.ENDED);
        Awaiting.until("its end", () -> session(inside).state() == State.ENDED);
    }

    /** Else a policy would be got round by leaving, and having somebody else clear up. */
    @Test
    void what_a_killed_session_showed_to_nobody_is_recorded() throws Exception {
        Path config = Files.writeString(directory.resolve("config.yaml"), "recording: {policy: all}\n");
        EngineOptions options =
                new EngineOptions(bench.path(), bench.state(), Optional.empty(), Optional.of(config), warning -> {});
        try (Engine engine = LocalEngine.open(options)) {
            String running = id(engine.attach(
                    request("echo it was taken; exec sleep 1000").detached(true).build(), Optional.empty()));
            String ended =
                    id(engine.attach(request("echo it is gone").detached(true).build(), Optional.empty()));
            Awaiting.until("output", () -> session(running).bytesOut() > 0);
            Awaiting.until("its end", () -> session(ended).state() == State.ENDED);

            engine.killSession(running, Duration.ZERO);
            engine.killSession(ended, Duration.ZERO);

            assertThat(casts())
                    .anySatisfy(cast -> assertThat(cast).contains("it was taken"))
                    .anySatisfy(cast -> assertThat(cast).contains("it is gone"));
        }
    }

    /** Else a policy would be got round with two keys. */
    @Test
    void what_the_host_wants_recorded_is_recorded_from_the_return_on_with_what_was_shown_between() throws Exception {
        Path config = Files.writeString(directory.resolve("config.yaml"), "recording: {policy: all}\n");
        EngineOptions options =
                new EngineOptions(bench.path(), bench.state(), Optional.empty(), Optional.of(config), warning -> {});
        try (Engine engine = LocalEngine.open(options)) {
            String id = id(engine.attach(
                    request("echo unseen; read x; echo seen; exit 3")
                            .detached(true)
                            .build(),
                    Optional.empty()));
            Awaiting.until("output", () -> session(id).bytesOut() > 0);
            try (Attached operator = new Attached(terminal -> engine.attachSession(id, KEYS, terminal))) {
                operator.operator().await("unseen");
                operator.operator().type("\r");
                assertThat(operator.outcome()).isEqualTo(new CommandOutcome.Exited(3));
            }
            String ended = id(engine.attach(
                    request("echo never seen; exit 4").detached(true).build(), Optional.empty()));
            Awaiting.until("its end", () -> session(ended).state() == State.ENDED);
            try (Attached operator = new Attached(terminal -> engine.attachSession(ended, KEYS, terminal))) {
                assertThat(operator.outcome()).isEqualTo(new CommandOutcome.Exited(4));
            }
            List<String> casts = casts();
            assertThat(casts)
                    .anySatisfy(cast -> assertThat(cast)
                            .contains("goes on with session " + id)
                            .containsSubsequence("nobody was there", "unseen", "somebody is there", "seen"));
            assertThat(casts)
                    .anySatisfy(cast -> assertThat(cast)
                            .contains("goes on with session " + ended)
                            .contains("never seen"));
        }
    }

    private List<String> casts() throws Exception {
        try (Stream<Path> files = Files.walk(bench.path())) {
            List<String> casts = new ArrayList<>();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".cast")).toList()) {
                casts.add(Files.readString(file));
            }
            return casts;
        }
    }

    @Test
    void on_a_full_disk_a_session_is_refused_with_the_reason_and_one_that_runs_goes_on() throws Exception {
        Path small = Files.createDirectories(directory.resolve("small"));
        run("mount", "-t", "tmpfs", "-o", "mode=0755,size=64k,nr_inodes=64", "tmpfs", small.toString());
        try (Engine engine =
                LocalEngine.open(new EngineOptions(bench.path(), small, Optional.empty(), warning -> {}))) {
            AttachRequest outside = AttachRequest.to("pid " + container.pid())
                    .pid(Optional.of(container.pid()))
                    .command(List.of("/bin/sh", "-c", "seq 1 50000; echo all of it; read x; exit 6"))
                    .detached(true)
                    .build();
            String id = id(engine.attach(outside, Optional.empty()));
            assertThatThrownBy(() -> {
                        for (int i = 0; i < 100; i++) {
                            Files.write(small.resolve("filler" + i), new byte[4096]);
                        }
                    })
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> engine.attach(outside, Optional.empty()))
                    .hasMessageContaining("no space left on device");
            try (Attached operator = new Attached(terminal -> engine.attachSession(id, KEYS, terminal))) {
                operator.operator().await("all of it");
                operator.operator().type("\r");
                assertThat(operator.outcome()).isEqualTo(new CommandOutcome.Exited(6));
            }
        } finally {
            run("umount", "-l", small.toString());
        }
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
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
}
