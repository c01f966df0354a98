package dev.cleat.engine.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.plan.StartPlan.IdMap;
import dev.cleat.engine.plan.StartPlan.IdMaps;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class IdRangesTest {

    private static final List<IdMap> RANGE = List.of(new IdMap(0, 589_824, 65_536));
    private static final IdMaps MAPS = new IdMaps(RANGE, RANGE, false, true, true);

    @TempDir
    Path directory;

    @Test
    void of_two_that_take_a_range_at_once_one_gets_it() throws Exception {
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            for (int round = 0; round < 200; round++) {
                Path ranges = directory.resolve(Integer.toString(round));
                CyclicBarrier together = new CyclicBarrier(2);
                Future<Boolean> one = two.submit(() -> isKept(ranges, "webAa", together));
                Future<Boolean> other = two.submit(() -> isKept(ranges, "webBB", together));
                boolean first = one.get(60, TimeUnit.SECONDS);
                assertThat(other.get(60, TimeUnit.SECONDS)).isEqualTo(!first);
                assertThat(ranges.resolve("589824")).hasContent(first ? "webAa" : "webBB");
            }
        } finally {
            two.shutdownNow();
        }
    }

    private static boolean isKept(Path directory, String name, CyclicBarrier together) throws Exception {
        IdRanges ranges = new IdRanges(directory, alive -> true);
        together.await();
        try {
            ranges.keep(name, MAPS);
            return true;
        } catch (IOException taken) {
            assertThat(taken).hasMessageContaining("try again");
            return false;
        }
    }

    @Test
    void a_range_is_kept_until_it_is_given_back() throws Exception {
        IdRanges ranges = new IdRanges(directory, alive -> true);
        ranges.giveBack("web");
        ranges.keep("web", MAPS);
        ranges.keep("web", MAPS);
        assertThat(ranges.use("web").recorded()).contains(589_824L);
        ranges.giveBack("web");
        assertThat(Files.exists(directory.resolve("589824"))).isFalse();
    }
}
