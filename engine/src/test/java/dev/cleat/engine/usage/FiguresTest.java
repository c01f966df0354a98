package dev.cleat.engine.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void a_file_of_one_number_starts_with_it() {
        assertThat(Figures.first(text("4096\n"))).isEqualTo(4096);
        assertThat(Figures.first(text("max\n"))).isEqualTo(-1);
        assertThat(Figures.first(text("-1\n"))).isEqualTo(-1);
        assertThat(Figures.first(text(""))).isEqualTo(-1);
    }

    @Test
    void a_file_of_two_numbers_has_a_second_one() {
        assertThat(Figures.second(text("max 100000\n"))).isEqualTo(100000);
        assertThat(Figures.second(text("max\n"))).isEqualTo(-1);
    }

    @Test
    void a_key_is_found_only_whole_and_at_the_start_of_a_line() {
        ByteBuffer stat = text("total_inactive_file 1\ninactive_file_x 2\ninactive_file 3\nlast 4");

        assertThat(Figures.keyed(stat, Figures.ascii("inactive_file"))).isEqualTo(3);
        assertThat(Figures.keyed(stat, Figures.ascii("last"))).isEqualTo(4);
        assertThat(Figures.keyed(stat, Figures.ascii("file"))).isEqualTo(-1);
        assertThat(Figures.keyed(text(""), Figures.ascii("x"))).isEqualTo(-1);
    }

    @Test
    void the_figures_of_all_devices_are_added() {
        assertThat(Figures.sum(text("8:0 rbytes=10 wbytes=1\n8:16 rbytes=5 wbytes=2\n"), Figures.ascii("rbytes=")))
                .isEqualTo(15);
        assertThat(Figures.sum(text("8:0 Read 10\n8:0 Write 1\n8:16 Read 5\nTotal 16\n"), Figures.ascii(" Read ")))
                .isEqualTo(15);
        assertThat(Figures.sum(text(""), Figures.ascii("rbytes="))).isZero();
    }

    @Test
    void a_number_beyond_the_signed_range_is_no_figure() {
        assertThat(Figures.first(text("18446744073709551615\n"))).isEqualTo(-1);
    }

    private static ByteBuffer text(String content) {
        return ByteBuffer.wrap(Figures.ascii(content));
    }
}
