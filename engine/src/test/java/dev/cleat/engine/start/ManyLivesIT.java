package dev.cleat.engine.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.testing.Bench;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.Proves;
import dev.cleat.engine.testing.TestContainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Hundreds of lives leave no more behind than one. */
@Timeout(300)
class ManyLivesIT extends OnBench {

    private static final int CYCLES = 300;
    private static final int SHORT_LIVES = 200;

    @Test
    @Proves({"S20", "S36", "L16"})
    void three_hundred_starts_and_stops_leave_no_trace() throws Exception {
        TestContainer container = bench.sleeper().start();
        container.stop();
        Traces before = Traces.of(bench, container);

        for (int cycle = 0; cycle < CYCLES; cycle++) {
            container.start();
            container.stop();
        }

        container.assertNothingLeft();
        assertThat(Traces.of(bench, container)).isEqualTo(before);
    }

    @Test
    @Proves("S7")
    void two_hundred_inits_that_exit_at_once_never_hang_a_start() throws Exception {
        TestContainer container = bench.container("/bin/true");

        for (int life = 0; life < SHORT_LIVES; life++) {
            container.start();
            assertThat(container.awaitExit().exitCode()).as("life %d", life).hasValue(0);
        }
    }

    @Test
    void a_keeper_holds_no_more_descriptors_after_a_hundred_viewers() throws Exception {
        TestContainer container = bench.sleeper().start();
        Path descriptors = Path.of("/proc/" + container.saved().keeperPid() + "/fd");
        int before = count(descriptors);

        try (Fd state = Fd.open(bench.state().resolve(container.name()), Fd.O_PATH | Fd.O_DIRECTORY, 0)) {
            for (int viewer = 0; viewer < 100; viewer++) {
                dev.cleat.engine.linux.PacketSocket.connect(state, "console.sock")
                        .close();
            }
        }

        dev.cleat.engine.testing.Awaiting.until(
                "the keeper has closed its viewers", () -> count(descriptors) <= before);
    }

    private static int count(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return (int) entries.count();
        }
    }

    /** What a life could leave behind. */
    private record Traces(List<String> mounts, int descriptors, List<String> files, List<Path> cgroups) {

        static Traces of(Bench bench, TestContainer container) throws IOException {
            return new Traces(
                    Files.readAllLines(Path.of("/proc/self/mountinfo")).stream()
                            .filter(line ->
                                    line.contains(bench.path().getParent().toString()))
                            .toList(),
                    count(Path.of("/proc/self/fd")),
                    names(bench.state()),
                    container.cgroups().stream().filter(Files::exists).toList());
        }

        private static List<String> names(Path folder) throws IOException {
            try (Stream<Path> tree = Files.walk(folder)) {
                return tree.map(Path::toString)
                        .filter(name -> !name.contains("/.filters")) // compiled once, kept for all
                        .sorted()
                        .toList();
            }
        }
    }
}
