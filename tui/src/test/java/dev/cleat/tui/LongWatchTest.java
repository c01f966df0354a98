package dev.cleat.tui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.Runtime;
import dev.cleat.tui.message.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A console that is open all day. */
class LongWatchTest {

    private static final int CONTAINERS = 50;
    private static final int SETTLED = 600;
    private static final int SECONDS = 6000;
    private static final long LITTLE = 2 << 20;

    @Test
    void nothing_of_containers_that_are_gone_is_kept() {
        try (Pilot pilot = Pilot.on(new FakeEngine(List.of()), 120, 40, false, false)) {
            watch(pilot, 0, SETTLED);
            long before = usedAfterCollection();
            watch(pilot, SETTLED, SECONDS);
            assertThat(usedAfterCollection()).isLessThan(before + LITTLE);
        }
    }

    /** Each second one begins and another one ends. */
    private static void watch(Pilot pilot, int from, int to) {
        for (int second = from; second < to; second++) {
            List<ContainerSummary> running = new ArrayList<>();
            for (int i = 0; i < CONTAINERS; i++) {
                running.add(container(second + i, second));
            }
            pilot.send(new Message.Ticked(FakeContainers.NOW.plusSeconds(second)));
            pilot.send(new Message.ContainersListed(running));
        }
        assertThat(pilot.screen()).contains("job-" + to);
    }

    private static ContainerSummary container(int number, int second) {
        Duration age = Duration.ofSeconds(number - second);
        return FakeContainers.live(
                "job-" + number, Runtime.CLEAT, number + 1, second % 97, second << 10, -1, 3, age, 0);
    }

    private static long usedAfterCollection() {
        System.gc();
        java.lang.Runtime heap = java.lang.Runtime.getRuntime();
        return heap.totalMemory() - heap.freeMemory();
    }
}
