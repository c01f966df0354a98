package dev.cleat.engine.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.BusyException;
import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.EngineOptions;
import dev.cleat.engine.api.RecordingChoice;
import dev.cleat.engine.api.RecordingChoice.Input;
import dev.cleat.engine.api.SessionInfo.State;
import dev.cleat.engine.api.VerifyReport;
import dev.cleat.engine.api.VerifyReport.Verdict;
import dev.cleat.engine.runtime.LocalEngine;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.EngineProgram;
import dev.cleat.engine.testing.TerminalProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Recordings of sessions that are left and come back to. */
@Timeout(120)
class ReturnedRecordingIT extends SessionFixture {

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

    /** Else a policy would be got round by leaving, and waiting for a week. */
    @Test
    void what_nobody_came_back_for_is_recorded_before_it_is_forgotten() throws Exception {
        try (Engine engine = recordingEverything()) {
            String id = id(engine.attach(
                    request("echo it is forgotten; exit 3").detached(true).build(), Optional.empty()));
            Path exit = bench.state().resolve("sessions").resolve(id + ".exit");
            Awaiting.until("its end", () -> Files.exists(exit) && Files.size(exit) > 0);
            Files.writeString(exit, Files.readString(exit).replaceAll("(endedAtSeconds\"?: *)\\d+", "$11"));

            engine.list();
            assertThat(casts()).noneSatisfy(cast -> assertThat(cast).contains("\"o\", "));
            assertThat(engine.sessions()).isEmpty();

            assertThat(casts())
                    .anySatisfy(cast -> assertThat(cast).contains("\"o\", \"it is forgotten", "\"x\", \"3\""));
            assertThat(bench.state().resolve("sessions")).isEmptyDirectory();
        }
    }

    @Test
    void what_a_session_showed_whose_keeper_was_killed_is_recorded() throws Exception {
        try (Engine engine = recordingEverything()) {
            String id = id(engine.attach(
                    request("echo it lost its keeper; exec sleep 1000")
                            .detached(true)
                            .build(),
                    Optional.empty()));
            Awaiting.until("output", () -> session(id).bytesOut() > 0);
            Path file = bench.state().resolve("sessions").resolve(id + ".json");
            Matcher pid = Pattern.compile("\"pid\":(\\d+)").matcher(Files.readString(file));
            assertThat(pid.find()).isTrue();
            ProcessHandle command =
                    ProcessHandle.of(Long.parseLong(pid.group(1))).orElseThrow();
            command.parent().orElseThrow().destroyForcibly();
            Awaiting.until("its end", () -> !command.isAlive());

            Awaiting.until("nothing left", () -> engine.sessions().isEmpty() && !Files.exists(file));
            assertThat(casts())
                    .anySatisfy(
                            cast -> assertThat(cast).contains("\"o\", \"it lost its keeper", "\"m\", \"disconnect\""));
        }
    }

    private Engine recordingEverything() throws Exception {
        Path config = Files.writeString(directory.resolve("config.yaml"), "recording: {policy: all}\n");
        return LocalEngine.open(
                new EngineOptions(bench.path(), bench.state(), Optional.empty(), Optional.of(config), warning -> {}));
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
                            .contains("what session " + ended + " showed to nobody")
                            .contains("never seen"));
        }
    }

    private AttachRequest.Builder recorded(Path file, Input input, String script) {
        return request(script).recording(new RecordingChoice(Optional.of(file), false, Optional.of(input)));
    }

    private VerifyReport.Verdict verdict(Path file) throws Exception {
        return bench.engine().recordings().verify(file.toString()).verdict();
    }

    @Test
    void a_recording_that_was_named_goes_on_in_files_beside_it_with_what_was_shown_to_nobody() throws Exception {
        Path first = directory.resolve("work.cast");
        Path second = directory.resolve("work.2.cast");
        Path gate = bench.rootfs().resolve("gate");
        String script = "echo begun; until [ -e /gate ]; do sleep 0.02; done; echo unseen; read x; echo seen; exit 3";
        String id;
        try (Attached operator =
                new Attached(bench, recorded(first, Input.OFF, script).build())) {
            operator.operator().await("begun");
            id = bench.engine().sessions().get(0).id();
            assertThat(session(id).recording()).contains(first);
            operator.operator().type(LEAVE);
            operator.outcome();
        }
        long shown = session(id).bytesOut();
        Files.createFile(gate);
        Awaiting.until("what nobody sees", () -> session(id).bytesOut() > shown);
        assertThat(session(id).recording()).contains(first);
        assertThat(second).doesNotExist();
        try (Attached operator = attached(id)) {
            operator.operator().await("unseen");
            assertThat(session(id).recording()).contains(second);
            operator.operator().type("\r");
            assertThat(operator.outcome()).isEqualTo(new CommandOutcome.Exited(3));
        }
        assertThat(Files.readString(first)).contains("begun", "\"m\", \"detach").doesNotContain("\"unseen");
        assertThat(Files.readString(second))
                .contains("goes on with session " + id, "\"x\", \"3\"")
                .containsSubsequence("nobody was there", "unseen", "somebody is there", "seen");
        assertThat(verdict(first)).isEqualTo(Verdict.INTACT);
        assertThat(verdict(second)).isEqualTo(Verdict.INTACT);
    }

    @Test
    void after_a_client_was_killed_its_recording_goes_on_beside_it_though_nobody_comes_back() throws Exception {
        Path first = directory.resolve("work.cast");
        String script = "echo begun; until [ -e /gate ]; do sleep 0.02; done; echo unseen; exit 4";
        String[] line = {"attach", container.name(), "AUTO", first.toString(), "/bin/sh", "-c", script};
        try (TerminalProgram client = new TerminalProgram("exec \"$@\"", EngineProgram.commandLine(bench, line))) {
            client.await("begun");
            Awaiting.until("a record", () -> Files.readString(first).contains("begun"));
            client.process().destroyForcibly().waitFor();
        }
        Awaiting.until("detached", () -> bench.engine().sessions().get(0).state() == State.DETACHED);
        String id = bench.engine().sessions().get(0).id();
        Files.createFile(bench.rootfs().resolve("gate"));
        Awaiting.until("its end", () -> session(id).state() == State.ENDED);
        Path second = directory.resolve("work.2.cast");
        assertThat(session(id).recording()).contains(second);
        assertThat(Files.readString(second)).contains("showed to nobody", "unseen", "\"x\", \"4\"");
        assertThat(verdict(first)).isEqualTo(Verdict.TRUNCATED);
        assertThat(verdict(second)).isEqualTo(Verdict.INTACT);

        try (Attached operator = attached(id)) {
            assertThat(operator.outcome().exitStatus()).isEqualTo(4);
        }
        assertThat(directory.resolve("work.3.cast")).doesNotExist(); // all of it was recorded
    }

    @Test
    void one_that_nobody_was_at_from_the_beginning_is_recorded_in_the_file_that_was_named() throws Exception {
        Path file = directory.resolve("make.cast");
        AttachRequest request =
                recorded(file, Input.OFF, "echo all of it").detached(true).build();
        String id = id(bench.engine().attach(request, Optional.empty()));
        Awaiting.until("its end", () -> session(id).state() == State.ENDED);
        assertThat(session(id).recording()).contains(file);
        assertThat(Files.readString(file)).contains("all of it", "\"x\", \"0\"");
        assertThatThrownBy(() -> bench.engine().attach(request, Optional.empty()))
                .isInstanceOf(BusyException.class)
                .hasMessageContaining("is there already");
    }

    @Test
    void one_that_cannot_go_on_keeps_nobody_from_the_session_and_the_list_says_so() throws Exception {
        Path folder = Files.createDirectory(directory.resolve("records"));
        AttachRequest request = recorded(folder.resolve("work.cast"), Input.OFF, "echo unseen; read x")
                .detached(true)
                .build();
        String id = id(bench.engine().attach(request, Optional.empty()));
        Awaiting.until("output", () -> session(id).bytesOut() > 0);
        Files.delete(folder);
        try (Attached operator = attached(id)) {
            operator.operator().await("unseen");
            assertThat(session(id).recording()).isEmpty();
            operator.operator().type(LEAVE);
            operator.outcome();
        }
        Files.createDirectory(folder);
        try (Attached operator = attached(id)) { // what was kept is not lost
            operator.operator().await("unseen");
            operator.operator().type("\r");
            operator.outcome();
        }
        assertThat(Files.readString(folder.resolve("work.cast"))).containsSubsequence("nobody was there", "unseen");
    }

    /** The policy's recording has it: that is no reason to forget what the operator wanted. */
    @Test
    void what_only_the_policy_s_recording_has_yet_is_kept_for_the_one_that_was_named_and_recorded_once()
            throws Exception {
        Path folder = Files.createDirectory(directory.resolve("records"));
        try (Engine engine = recordingEverything()) {
            String id = id(engine.attach(
                    recorded(folder.resolve("work.cast"), Input.OFF, "echo unseen; exit 3")
                            .detached(true)
                            .build(),
                    Optional.empty()));
            Path exit = bench.state().resolve("sessions").resolve(id + ".exit");
            Awaiting.until("its end", () -> Files.exists(exit) && Files.size(exit) > 0);
            Files.delete(folder);
            for (int i = 0; i < 3; i++) {
                engine.sessions();
            }
            assertThat(casts())
                    .filteredOn(cast -> cast.contains("\"o\", \"unseen"))
                    .hasSize(1);

            Files.createDirectory(folder);
            try (Attached operator = new Attached(terminal -> engine.attachSession(id, KEYS, terminal))) {
                assertThat(operator.outcome()).isEqualTo(new CommandOutcome.Exited(3));
            }
            assertThat(Files.readString(folder.resolve("work.cast"))).contains("unseen", "\"x\", \"3\"");
            assertThat(casts())
                    .filteredOn(cast -> cast.contains("\"o\", \"unseen"))
                    .hasSize(1);
            assertThat(isKnown(id)).isFalse();
        }
    }

    @Test
    void what_is_too_much_to_be_kept_is_missing_with_a_mark() throws Exception {
        Path file = directory.resolve("much.cast");
        AttachRequest request = recorded(file, Input.OFF, "yes | head -c 14000000; echo the end")
                .detached(true)
                .build();
        String id = id(bench.engine().attach(request, Optional.empty()));
        Awaiting.until("its end", () -> session(id).state() == State.ENDED);
        String cast = Files.readString(file);
        Matcher lost = Pattern.compile("LOST (\\d+) bytes").matcher(cast);
        assertThat(lost.find()).isTrue();
        long shown = cast.chars().filter(c -> c == 'y').count() * 3;
        long all = 14_000_000 / 2 * 3;
        assertThat(Long.parseLong(lost.group(1)) + shown).isBetween(all - 200, all + 200);
        assertThat(cast).contains("the end");
    }

    /** Keys at a visible prompt are no secret, and those of a password are. */
    @Test
    void after_a_return_keys_are_hidden_where_the_terminal_hides_them_and_nowhere_else() throws Exception {
        Path first = directory.resolve("work.cast");
        String script =
                "echo begun; read x; echo got $x; stty -echo; echo mute; read y; stty echo; echo; echo loud; read z";
        String id;
        try (Attached operator =
                new Attached(bench, recorded(first, Input.MASKED, script).build())) {
            operator.operator().await("begun");
            operator.operator().type(LEAVE);
            id = id(operator.outcome());
        }
        try (Attached operator = attached(id)) {
            operator.operator().await("begun");
            operator.operator().type("seen");
            operator.operator().type("word\r");
            operator.operator().await("mute");
            operator.operator().type("hunter2\r");
            operator.operator().await("loud");
            operator.operator().type("again\r");
            assertThat(operator.outcome()).isEqualTo(new CommandOutcome.Exited(0));
        }
        String typed = Files.readAllLines(directory.resolve("work.2.cast")).stream()
                .filter(line -> line.contains("\"i\""))
                .map(line -> line.replaceAll("^.*\"i\", \"|\"]$", ""))
                .collect(Collectors.joining());
        assertThat(typed).isEqualTo("seenword\\r*******\\ragain\\r");
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
}
