package dev.cleat.tui.view;

import dev.cleat.engine.api.ContainerException;
import dev.cleat.engine.api.DefinitionSummary;
import dev.cleat.engine.api.Imported;
import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.engine.api.Recordings;
import dev.cleat.engine.api.Runtime;
import dev.cleat.engine.api.SessionInfo;
import dev.cleat.engine.api.StateEvent;
import dev.cleat.tui.FakeContainers;
import dev.cleat.tui.FakeEngine;
import dev.cleat.tui.FakePane;
import dev.cleat.tui.FakeRecordings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The hosts that the golden screens are of. */
final class SceneHosts {

    static final FakePane PANE = new FakePane(false, "$ ls /", "bin  dev  etc  home  lib  proc  srv  tmp", "$");

    private SceneHosts() {}

    /** A bit of everything. */
    static FakeEngine mixed(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            lines.add("\u001b[32mINFO\u001b[0m request " + i + " done" + (i % 9 == 0 ? " and more".repeat(12) : ""));
        }
        return new FakeEngine(FakeContainers.mixed())
                .logIn(Files.write(folder.resolve("console.log"), lines))
                .logOf("batch-7", timed(folder, "batch", 0))
                .logOf("buildkit", timed(folder, "build", 7))
                .logOf("db-main", Files.write(folder.resolve("empty.log"), new byte[0]))
                .showIn(PANE);
    }

    /** The same, and what its first definition is about runs. */
    static FakeEngine withHello(Path folder) throws IOException {
        return mixed(folder)
                .put(FakeContainers.live(
                        "hello", Runtime.CLEAT, 8123, 0.5, 4 << 20, 64 << 20, 1, Duration.ofMinutes(7), 0));
    }

    /** Where an LXC configuration is, of which not all can be carried over. */
    static FakeEngine importing(Path folder) {
        return new FakeEngine(FakeContainers.mixed()) {
            @Override
            public Imported importLxc(Path file, Optional<String> name) {
                return new Imported(
                        "schema: 1\nname: " + name.orElseThrow() + "\n",
                        List.of(
                                file + ":7: lxc.cgroup2.devices.allow: the usual devices are allowed, others are not",
                                file + ":12: lxc.hook.autodev: /x\u001b]0;own\u0007: hooks of LXC are not run"));
            }

            @Override
            public void create(String name, Path file, List<String> overrides) {}
        };
    }

    static FakeEngine crowded(Path folder) {
        return new FakeEngine(FakeContainers.many(1000));
    }

    /** Nothing runs, and there is only the sample to start. */
    static FakeEngine empty(Path folder) {
        return new FakeEngine(List.of());
    }

    /** Where nobody has ever done anything. */
    static FakeEngine untouched(Path folder) {
        return new FakeEngine(List.of()) {
            @Override
            public synchronized List<DefinitionSummary> definitions() {
                return List.of();
            }

            @Override
            public List<SessionInfo> sessions() {
                return List.of();
            }

            @Override
            public List<StateEvent> events() {
                return List.of();
            }

            @Override
            public Recordings recordings() throws ContainerException {
                return new FakeRecordings() {
                    @Override
                    public List<RecordingInfo> list() {
                        return List.of();
                    }
                };
            }
        };
    }

    /** Every line tells its time. */
    private static Path timed(Path folder, String name, int shift) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Instant time = FakeContainers.NOW.minusSeconds(900 - 15L * i - shift);
            lines.add(time + (i % 4 == 3 ? " WARN slow: " : " INFO GET /") + name + "/" + i);
        }
        return Files.write(folder.resolve(name + ".log"), lines);
    }
}
