package dev.cleat.tui.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SeriesTest {

    @Test
    void the_last_readings_are_kept_in_their_order_whether_they_change_or_not() {
        Random chance = new Random(3);
        List<Double> all = new ArrayList<>();
        Series series = Series.EMPTY;
        for (int i = 0; i < 1000; i++) {
            // For a while the same, longer than it remembers, then something else each time.
            double next = i / 150 % 2 == 0 ? i / 150 : chance.nextInt(5);
            all.add(next);
            series = series.plus(next);

            List<Double> last = all.subList(Math.max(0, all.size() - Series.CAPACITY), all.size());
            assertThat(readings(series)).isEqualTo(last);
            assertThat(series.latest()).isEqualTo(next);
            assertThat(series.max())
                    .isEqualTo(last.stream().mapToDouble(d -> d).max().orElseThrow());
        }
    }

    @Test
    void one_that_does_not_change_any_more_takes_no_more_room() {
        Series series = Series.EMPTY.plus(1);
        for (int i = 0; i < Series.CAPACITY; i++) {
            series = series.plus(2);
        }
        assertThat(series.plus(2)).isSameAs(series);
        assertThat(series.size()).isEqualTo(Series.CAPACITY);
    }

    private static List<Double> readings(Series series) {
        return IntStream.range(0, series.size()).mapToObj(series::get).toList();
    }
}
