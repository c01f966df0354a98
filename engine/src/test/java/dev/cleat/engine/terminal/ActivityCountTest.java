package dev.cleat.engine.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.linux.Poll;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActivityCountTest {

    private static final long SECOND = 1_000_000_000L;

    private final List<String> told = new ArrayList<>();
    private long in;
    private long out;
    private final ActivityCount count = new ActivityCount((to, from) -> told.add(to + " " + from), () -> in, () -> out);

    @Test
    void it_is_told_once_a_second_and_at_the_end_and_not_when_nothing_passed() {
        long now = System.nanoTime();
        try (Poll poll = new Poll(1)) {
            out = 5;
            count.serve(poll, 0, now);
            assertThat(told).isEmpty();
            long due = count.due().orElseThrow();
            count.serve(poll, 0, due);
            assertThat(told).containsExactly("0 5");

            count.serve(poll, 0, count.due().orElseThrow());
            assertThat(count.due())
                    .as("nothing is waited for while nothing passes")
                    .isEmpty();

            in = 1;
            count.serve(poll, 0, due + 10 * SECOND);
            count.serve(poll, 0, count.due().orElseThrow());
            assertThat(told).containsExactly("0 5", "1 5");
            in = 2;
            count.settle(due + 11 * SECOND);
            count.settle(due + 11 * SECOND);
            assertThat(told).containsExactly("0 5", "1 5", "2 5");
        }
    }
}
