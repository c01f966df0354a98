package dev.cleat.engine.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cleat.engine.api.Engine;
import dev.cleat.engine.api.EngineOptions;
import dev.cleat.engine.host.CgroupLayout;
import dev.cleat.engine.host.HostProbe;
import dev.cleat.engine.host.Procfs;
import dev.cleat.engine.runtime.LocalEngine;
import dev.cleat.engine.state.StateStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * An engine with directories of its own for one test, and the containers the test defines. Closing it ends what still runs
 * and then looks whether anything is left on the host: a process, a cgroup, a mount, a lock.
 */
public final class Bench implements AutoCloseable {

    private static final AtomicInteger NAMES = new AtomicInteger();

    private final Path directory;
    private final Procfs procfs = new Procfs();
    private final CgroupLayout layout = new HostProbe(procfs).layout();
    private final List<String> warnings = new CopyOnWriteArrayList<>();
    private final List<TestContainer> containers = new ArrayList<>();
    private final Engine engine;
    private Path rootfs;

    /** Everything of it is below {@code directory}. Skips the test where it cannot run. */
    public Bench(Path directory) {
        assumeTrue(new HostProbe(procfs).facts().isRoot(), "needs root");
        assumeTrue(layout.isWritable(), "needs writable cgroups");
        this.directory = directory;
        this.engine = another();
    }

    /** The engine. */
    public Engine engine() {
        return engine;
    }

    /** Another engine that sees the same containers. */
    public Engine another() {
        return LocalEngine.open(new EngineOptions(path(), state(), Optional.empty(), warnings::add));
    }

    /** Where definitions and logs are. */
    public Path path() {
        return directory.resolve("path");
    }

    /** Where state is. */
    public Path state() {
        return directory.resolve("state");
    }

    /** For what else a test needs. */
    public Path file(String name) {
        return directory.resolve(name);
    }

    /** What the engines of this bench have warned of. */
    public List<String> warnings() {
        return warnings;
    }

    /** The host's /proc. */
    public Procfs procfs() {
        return procfs;
    }

    /** The host's cgroups. */
    public CgroupLayout layout() {
        return layout;
    }

    /** A small root file system, made once for each bench. */
    public Path rootfs() throws IOException {
        if (rootfs == null) {
            rootfs = HostRootfs.make(Files.createDirectories(directory.resolve("rootfs")));
        }
        return rootfs;
    }

    /** Stores a definition; its name is one that nobody else on this machine uses, its stop kills at once. */
    public TestContainer define(String yaml) throws IOException {
        String name = "it" + ProcessHandle.current().pid() + "-" + NAMES.incrementAndGet();
        Path file = path().resolve(name).resolve("container.yaml");
        Files.createDirectories(file.getParent());
        String stop = yaml.contains("stop:") ? "" : "stop: {action: kill}\n";
        Files.writeString(file, "schema: 1\n" + stop + yaml);
        TestContainer container = new TestContainer(this, name, file);
        containers.add(container);
        return container;
    }

    /** A container of {@link #rootfs} that executes {@code command}. */
    public TestContainer container(String... command) throws IOException {
        return define("rootfs: dir:" + rootfs() + "\nprocess:\n  command: " + list(command) + "\n");
    }

    /** One that runs until it is ended. */
    public TestContainer sleeper() throws IOException {
        return container("/bin/sleep", "1000");
    }

    /** Words as a YAML list in double quotes. */
    public static String list(String... words) {
        return Stream.of(words)
                .map(word ->
                        '"' + word.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"')
                .toList()
                .toString();
    }

    /** Ends what runs, then fails when anything is left. */
    @Override
    public void close() throws Exception {
        StateStore states = new StateStore(state());
        try {
            for (TestContainer container : containers) {
                if (states.isHeld(container.name())) {
                    container.stop();
                }
                engine.list(); // settles a life that ended unseen
            }
            for (TestContainer container : containers) {
                container.assertNothingLeft();
                assertThat(states.isHeld(container.name()))
                        .as("lock of " + container.name())
                        .isFalse();
            }
            assertThat(Files.readString(Path.of("/proc/self/mountinfo")))
                    .as("mounts of the host")
                    .doesNotContain(directory.toString());
        } finally {
            engine.close();
        }
    }
}
