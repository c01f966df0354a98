package dev.cleat.engine.attach;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.EngineOptions;
import dev.cleat.engine.api.SessionInfo.State;
import dev.cleat.engine.runtime.LocalEngine;
import dev.cleat.engine.testing.Awaiting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
}
