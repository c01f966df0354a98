package dev.cleat.engine.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PidFdTest {

    private static Process sleeping() throws Exception {
        return new ProcessBuilder("sleep", "1000").start();
    }

    @Test
    void each_process_that_is_found_twice_gets_the_signal_and_one_that_has_ended_is_no_failure() throws Exception {
        Process first = sleeping();
        Process second = sleeping();
        Process gone = sleeping();
        gone.destroy();
        gone.waitFor();

        PidFd.signalEach(() -> List.of(gone.pid(), first.pid(), second.pid()), Signals.KILL);

        assertThat(first.waitFor()).isEqualTo(128 + Signals.KILL);
        assertThat(second.waitFor()).isEqualTo(128 + Signals.KILL);
    }

    /** As a list says that was read before a process ended and another one got its number. */
    @Test
    void a_process_that_is_not_found_a_second_time_gets_none() throws Exception {
        Process other = sleeping();
        Process ours = sleeping();
        try {
            Deque<List<Long>> lists = new ArrayDeque<>(List.of(List.of(other.pid(), ours.pid()), List.of(ours.pid())));

            PidFd.signalEach(lists::poll, Signals.KILL);

            assertThat(ours.waitFor()).isEqualTo(128 + Signals.KILL);
            assertThat(other.waitFor(50, TimeUnit.MILLISECONDS)).isFalse();
        } finally {
            other.destroy();
            ours.destroy();
        }
    }
}
