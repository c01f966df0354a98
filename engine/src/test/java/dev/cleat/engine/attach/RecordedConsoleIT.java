package dev.cleat.engine.attach;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cleat.engine.api.CommandOutcome;
import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.EngineOptions;
import dev.cleat.engine.api.NamespaceType;
import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.engine.api.UnshareRequest;
import dev.cleat.engine.runtime.LocalEngine;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.Bench;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.TestContainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What operators do at a container's own terminal is recorded as what they do in one that they attach. */
@Timeout(120)
class RecordedConsoleIT extends OnBench {

    private final List<String> told = new ArrayList<>();

    private Engine recording(String policy) throws Exception {
        Path config = Files.writeString(bench.file("config.yaml"), "recording: {policy: " + policy + "}\n");
        return LocalEngine.open(
                new EngineOptions(bench.path(), bench.state(), Optional.empty(), Optional.of(config), told::add));
    }

    private TestContainer shell(String script) throws Exception {
        return bench.define("rootfs: dir:" + bench.rootfs() + "\nprocess: {terminal: true, command: "
                + Bench.list("/bin/sh", "-c", script) + "}\n");
    }

    private List<String> casts() throws Exception {
        Path recordings = bench.path().resolve("recordings");
        if (!Files.isDirectory(recordings)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(recordings)) {
            List<String> casts = new ArrayList<>();
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".cast")).toList()) {
                casts.add(Files.readString(file));
            }
            return casts;
        }
    }

    @Test
    void each_who_types_at_a_console_is_recorded_and_who_only_looks_is_not() throws Exception {
        TestContainer container = shell("while read line; do echo got $line; done");
        container.start();
        try (Engine engine = recording("interactive")) {
            try (Attached first =
                            new Attached(terminal -> engine.console(container.name(), 0, false, false, terminal));
                    Attached second =
                            new Attached(terminal -> engine.console(container.name(), 0, false, false, terminal));
                    Attached watcher =
                            new Attached(terminal -> engine.console(container.name(), 0, true, true, terminal))) {
                Awaiting.until("two recordings", () -> casts().size() == 2);
                first.operator().type("words\r");
                first.operator().await("got words");
                second.operator().await("got words");
                watcher.operator().await("got words");
                for (Attached each : List.of(first, second, watcher)) {
                    each.operator().type("\u0001q");
                    assertThat(each.outcome()).isInstanceOf(CommandOutcome.Detached.class);
                }
            }
            assertThat(casts())
                    .hasSize(2)
                    .allSatisfy(cast -> assertThat(cast)
                            .contains(
                                    "console " + container.name(),
                                    "\"argv\":[\"console\"]",
                                    "got words",
                                    "\"m\", \"detach\""));
            assertThat(told).hasSize(2).allSatisfy(word -> assertThat(word).startsWith("this session is recorded: "));
            assertThat(engine.recordings().list())
                    .hasSize(2)
                    .extracting(RecordingInfo::container)
                    .containsOnly(container.name());
        }
    }

    @Test
    void a_start_in_the_foreground_is_recorded_to_its_end() throws Exception {
        TestContainer container = shell("echo ready; read line; echo got $line; exit 7");
        try (Engine engine = recording("interactive");
                Attached operator = new Attached(
                        terminal -> engine.startForeground(StartRequest.of(container.name()), step -> {}, terminal))) {
            operator.operator().await("ready");
            operator.operator().type("words\r");
            assertThat(operator.outcome()).isEqualTo(new CommandOutcome.Exited(7));
            assertThat(casts()).singleElement().asString().contains("ready", "got words", "\"x\", \"7\"");
        }
    }

    @Test
    void one_that_cannot_be_recorded_is_not_started() throws Exception {
        TestContainer container = shell("sleep 1000");
        Files.writeString(bench.path().resolve("recordings"), "a file where a directory is to be");
        try (Engine engine = recording("all");
                Attached operator = new Attached(
                        terminal -> engine.startForeground(StartRequest.of(container.name()), step -> {}, terminal))) {
            assertThatThrownBy(operator::outcome).hasMessageContaining("recordings");
            container.assertNothingLeft();
        }
    }

    @Test
    void a_command_in_new_namespaces_is_recorded_too() throws Exception {
        UnshareRequest request = new UnshareRequest(
                Set.of(NamespaceType.UTS), Optional.empty(), Optional.empty(), false, List.of("/bin/echo", "inside"));
        try (Engine engine = recording("all");
                Attached operator = new Attached(terminal -> engine.unshare(request, terminal))) {
            assertThat(operator.outcome()).isEqualTo(new CommandOutcome.Exited(0));
            assertThat(casts())
                    .singleElement()
                    .asString()
                    .contains("\"argv\":[\"/bin/echo\",\"inside\"]", "\"o\", \"inside");
        }
    }

    @Test
    void with_no_policy_nothing_is_recorded() throws Exception {
        TestContainer container = shell("echo ready; read line");
        container.start();
        try (Engine engine = recording("off");
                Attached operator =
                        new Attached(terminal -> engine.console(container.name(), 0, false, true, terminal))) {
            operator.operator().await("ready");
            operator.operator().type("\r");
            operator.outcome();
            assertThat(casts()).isEmpty();
            assertThat(told).isEmpty();
        }
    }
}
