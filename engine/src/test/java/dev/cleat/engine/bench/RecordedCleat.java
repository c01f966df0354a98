package dev.cleat.engine.bench;

import dev.cleat.engine.api.AttachRequest;
import dev.cleat.engine.api.RecordingChoice;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** We, with every attach recorded in a file; of the containers that {@link Cleat} starts. */
final class RecordedCleat implements Contestant {

    private static final long MAIN = 1;

    private final Cleat cleat;
    private final Path folder;

    RecordedCleat(Cleat cleat, Path folder) {
        this.cleat = cleat;
        this.folder = folder;
    }

    @Override
    public String name() {
        return "recorded";
    }

    @Override
    public void start(String container) throws IOException {
        cleat.start(container);
    }

    /** Recording has threads of its own: all count but the one that looks at the terminal. */
    @Override
    public long attach(String container, Seat seat, List<String> command) throws IOException {
        RecordingChoice here =
                new RecordingChoice(Optional.of(folder.resolve("session.cast")), false, Optional.empty());
        long before = othersCpu();
        cleat.attach(
                AttachRequest.to(container).command(command).recording(here).build(), seat);
        long cpu = othersCpu() - before;
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        return cpu;
    }

    private static long othersCpu() throws IOException {
        long process = Kernel.cpuNanos(ProcessHandle.current().pid());
        return process - ManagementFactory.getThreadMXBean().getThreadCpuTime(MAIN);
    }

    @Override
    public void kill(String container) throws IOException {
        cleat.kill(container);
    }

    @Override
    public void list() throws IOException {
        cleat.list();
    }

    @Override
    public long init(String container) {
        return cleat.init(container);
    }
}
