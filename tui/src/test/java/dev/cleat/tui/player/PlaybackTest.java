package dev.cleat.tui.player;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.engine.api.Timeline;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlaybackTest {

    private static final long SECOND = 1_000_000_000L;

    /** Something at 1 s, 2 s and 100 s; 101 s long; a mark at 2 s and at 100 s. */
    private record Sparse() implements Timeline {
        private static final List<Duration> CHANGES =
                List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(100));

        @Override
        public Duration length() {
            return Duration.ofSeconds(101);
        }

        @Override
        public Optional<Duration> next(Duration time) {
            return CHANGES.stream().filter(change -> change.compareTo(time) > 0).findFirst();
        }

        @Override
        public List<Mark> marks() {
            return List.of(new Mark(Duration.ofSeconds(2), "two"), new Mark(Duration.ofSeconds(100), "end"));
        }
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
        playback.press("]", 0);
        assertThat(playback.position()).isEqualTo(Duration.ofSeconds(2));
        assertThat(playback.label()).isEqualTo("two");
        playback.press("]", 0);
        assertThat(playback.position()).isEqualTo(Duration.ofSeconds(100));
        playback.press("[", 0);
        assertThat(playback.position()).isEqualTo(Duration.ofSeconds(2));
        playback.press("End", 0);
        assertThat(playback.word()).isEqualTo("end");
        playback.press(" ", 0);
        assertThat(playback.position()).isZero();
        assertThat(playback.press("q", 0)).isFalse();
    }

    @Test
    void a_time_typed_before_g_is_gone_to_and_without_one_the_end() {
        Playback playback = playing(1, Optional.empty());
        type(playback, "30G");
        assertThat(playback.position()).isEqualTo(Duration.ofSeconds(30));
        type(playback, "1:00.5");
        assertThat(playback.label()).isEqualTo("to 1:00.5, then G");
        type(playback, "G");
        assertThat(playback.position()).isEqualTo(Duration.ofMillis(60_500));
        type(playback, "9:99:99G");
        assertThat(playback.position()).isEqualTo(Duration.ofSeconds(101));
        type(playback, "g5");
        assertThat(playback.press("Esc", 0)).isTrue();
        type(playback, "G");
        assertThat(playback.position()).isEqualTo(Duration.ofSeconds(101));
        assertThat(playback.press("Esc", 0)).isFalse();
    }

    @Test
    void idle_times_are_skipped_from_the_key_on() {
        Playback playback = playing(1, Optional.empty());
        playback.advance(2 * SECOND);
        playback.press("i", 2 * SECOND);
        assertThat(playback.speedText()).isEqualTo("x1 skip");
        playback.advance(3 * SECOND);
        assertThat(playback.position()).isEqualTo(Duration.ofSeconds(100));
        playback.press("i", 3 * SECOND);
        assertThat(playback.speedText()).isEqualTo("x1");
    }

    @Test
    void speed_goes_up_and_down_by_three_pairs_of_keys_and_back_to_one() {
        Playback playback = playing(1, Optional.empty());
        type(playback, "+}>");
        assertThat(playback.speedText()).isEqualTo("x8");
        type(playback, "-{<-{<");
        assertThat(playback.speedText()).isEqualTo("x0.25");
        playback.press("Backspace", 0);
        assertThat(playback.speedText()).isEqualTo("x1");
    }

    @Test
    void enter_goes_to_the_next_change_and_on() {
        Playback playback = playing(1, Optional.empty());
        playback.press("Enter", 0);
        assertThat(playback.position()).isEqualTo(Duration.ofSeconds(1));
        assertThat(playback.word()).isEqualTo("play");
        playback.press("p", 0);
        assertThat(playback.word()).isEqualTo("pause");
    }

    @Test
    void places_that_were_found_are_waited_at_in_a_round() {
        Playback playback = playing(1, Optional.empty());
        type(playback, "50G");
        playback.found(List.of(
                new Timeline.Mark(Duration.ofSeconds(1), "a"), new Timeline.Mark(Duration.ofSeconds(100), "b")));
        assertThat(playback.position()).isEqualTo(Duration.ofSeconds(100));
        assertThat(playback.word()).isEqualTo("pause");
        assertThat(playback.label()).isEqualTo("2 of 2");
        playback.press("n", 0);
        assertThat(playback.position()).isEqualTo(Duration.ofSeconds(1));
        playback.press("N", 0);
        assertThat(playback.position()).isEqualTo(Duration.ofSeconds(100));
    }

    private static void type(Playback playback, String keys) {
        keys.chars().forEach(key -> playback.press(Character.toString(key), 0));
    }

    @Test
    void time_waits_for_a_screen_that_is_not_there_and_who_has_enough_stays_where_it_came_to() {
        Playback playback = playing(1, Optional.empty());
        playback.hold(50 * SECOND);
        playback.advance(51 * SECOND);
        assertThat(playback.position()).isEqualTo(Duration.ofSeconds(1));
        type(playback, "G");
        playback.settle(Duration.ofSeconds(40));
        assertThat(playback.position()).isEqualTo(Duration.ofSeconds(40));
        assertThat(playback.word()).isEqualTo("pause");
    }

    @Test
    void it_stops_at_the_end() {
        Playback playback = playing(16, Optional.empty());
        playback.advance(100 * SECOND);
        assertThat(playback.position()).isEqualTo(Duration.ofSeconds(101));
        assertThat(playback.word()).isEqualTo("end");
    }
}
