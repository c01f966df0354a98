package dev.cleat.engine.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.host.CgroupLayout.Hierarchy;
import dev.cleat.engine.linux.Fd;
import dev.cleat.engine.linux.Signals;
import dev.cleat.engine.plan.StartPlan.CgroupPlan;
import dev.cleat.engine.state.StateStore;
import dev.cleat.engine.testing.Awaiting;
import dev.cleat.engine.testing.OnBench;
import dev.cleat.engine.testing.TestContainer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may make cgroups below its own can nest them: deeper than a stack, longer than a path (PATH_MAX, path_resolution(7)). */
@Timeout(300)
class DeepCgroupsIT extends OnBench {

    /** What a name may hold; only a line feed is refused (cgroup_mkdir(), kernel/cgroup/cgroup.c). */
    private static final List<String> NAMES = List.of(
            "a", "-rf", "$(reboot)", "two words", "...", "\u001b[31mred", "grün", "\\x2d", "'\"", "n".repeat(255));

    /** Longer than any wait for a process that has just ended; removing each takes the kernel some microseconds. */
    private static final Duration SOON = Awaiting.slowly(Duration.ofSeconds(10));

    @ParameterizedTest
    @ValueSource(ints = {300, 3000})
    void who_tidies_up_after_a_keeper_removes_cgroups_of_any_depth(int depth) throws Exception {
        TestContainer container = bench.sleeper().start();
        nest(top(container), depth).close();

        Signals.kill(container.saved().keeperPid(), Signals.KILL);
        Awaiting.until("the keeper's lock is free", () -> !new StateStore(bench.state()).isHeld(container.name()));
        long began = System.nanoTime();
        bench.engine().list();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
        container.assertNothingLeft();
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 3000})
    void a_process_in_the_deepest_is_killed_with_the_container(int depth) throws Exception {
        TestContainer container = bench.sleeper().start();
        Process hidden = new ProcessBuilder("sleep", "1000").start();
        try (Fd deepest = nest(top(container), depth);
                Fd members = deepest.openAt("cgroup.procs", Fd.O_WRONLY, 0)) {
            members.writeFully(Long.toString(hidden.pid()).getBytes(StandardCharsets.US_ASCII));
        }

        long began = System.nanoTime();
        container.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
        assertThat(hidden.waitFor(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
        container.assertNothingLeft();
    }

    @Test
    void many_beside_each_other_each_with_one_below_are_removed_soon() throws Exception {
        TestContainer container = bench.sleeper().start();
        for (int i = 0; i < 1000; i++) {
            Files.createDirectories(top(container).resolve("wide" + i + "/below"));
        }

        long began = System.nanoTime();
        container.stop();

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(SOON);
        container.assertNothingLeft();
    }

    /** Init's cgroup where the keeper looks for processes: v1's freezer, else v2. */
    private Path top(TestContainer container) {
        return bench.layout()
                .of("freezer")
                .or(bench.layout()::unified)
                .flatMap(Hierarchy::base)
                .orElseThrow()
                .resolve(CgroupPlan.payloadOf(container.name()))
                .resolve(CgroupPlan.INIT);
    }

    /** The deepest. */
    private static Fd nest(Path top, int depth) throws Exception {
        Fd here = Fd.open(top, Fd.O_RDONLY | Fd.O_DIRECTORY, 0);
        for (int i = 0; i < depth; i++) {
            String name = NAMES.get(i % NAMES.size());
            try (Fd above = here) {
                above.makeDirectoryAt(name, 0755);
                here = above.openAt(name, Fd.O_RDONLY | Fd.O_DIRECTORY, 0);
            }
        }
        return here;
    }
}
