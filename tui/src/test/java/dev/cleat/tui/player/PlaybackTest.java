package dev.cleat.tui.player;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.RecordingInfo;
import dev.cleat.engine.api.Replay;
import dev.cleat.engine.api.ScreenImage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlaybackTest {

    private static final long SECOND = 1_000_000_000L;

    /** Something at 1 s, 2 s and 100 s; 101 s long; a mark at 2 s and at 100 s. */
    private record Sparse() implements Replay {
        private static final List<Duration> CHANGES =
                List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(100));

        @Override
        public RecordingInfo info() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Duration length() {
            return Duration.ofSeconds(101);
        }

        @Override
        public Optional<Duration> next(Duration time) {
            return CHANGES.stream().filter(change -> change.compareTo(time) > 0).findFirst();
        }

        @Override
        public ScreenImage at(Duration time) {
            throw new UnsupportedOperationException();
        }

        @Override
        public List<Mark> marks() {
            return List.of(new Mark(Duration.ofSeconds(2), "two"), new Mark(Duration.ofSeconds(100), "end"));
        }

        @Override
        public void close() {}
    }

    private static Playback playing(double speed, Optional<Duration> idle) {
        Playback playback = new Playback(new Sparse(), speed, idle, Duration.ZERO);
        playback.resume(0);
        return playback;
    }

    @Test
    void time_passes_as_fast_as_the_speed_says() {
        Playback playback = playing(4, Optional.empty());
        playback.advance(SECOND / 2);
        assertThat(playback.position()).isEqualTo(Duration.ofSeconds(2));
        playback.press("-", SECOND);
        playback.advance(SECOND);
        assertThat(playback.position()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void a_silence_is_cut_to_the_idle_time() {
        Playback playback = playing(1, Optional.of(Duration.ofSeconds(3)));
        playback.advance(2 * SECOND);
        playback.advance(3 * SECOND);
        assertThat(playback.position()).isEqualTo(Duration.ofSeconds(98));
    }

    @Test
    void keys_seek_step_pause_and_jump_to_marks() {
        Playback playback = playing(1, Optional.empty());
        playback.press("Right", 0);
        assertThat(playback.position()).isEqualTo(Duration.ofSeconds(5));
        playback.press("Left", 0);
        playback.press(".", 0);
        assertThat(playback.position()).isEqualTo(Duration.ofSeconds(1));
        assertThat(playback.word()).isEqualTo("pause");
        playback.press("n", 0);
        assertThat(playback.position()).isEqualTo(Duration.ofSeconds(2));
        assertThat(playback.mark()).contains("two");
        playback.press("n", 0);
        assertThat(playback.position()).isEqualTo(Duration.ofSeconds(100));
        playback.press("p", 0);
        assertThat(playback.position()).isEqualTo(Duration.ofSeconds(2));
        playback.press("End", 0);
        assertThat(playback.word()).isEqualTo("end");
        playback.press(" ", 0);
        assertThat(playback.position()).isZero();
        assertThat(playback.press("q", 0)).isFalse();
    }

    @Test
    void it_stops_at_the_end() {
        Playback playback = playing(16, Optional.empty());
        playback.advance(100 * SECOND);
        assertThat(playback.position()).isEqualTo(Duration.ofSeconds(101));
        assertThat(playback.word()).isEqualTo("end");
    }
}
