package dev.cleat.tui.player;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.tui.render.TextWidth;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatusLineTest {

    private static final String PLACE = " pause 0:12.3 / 1:30.0 x1";
    private static final List<String> HINTS =
            List.of("Space play", "? keys", "/ find", "<-> 5 s", "+- speed", "i idle", "[] mark", ". step", "q quit");

    @ParameterizedTest
    @ValueSource(ints = {40, 80, 120, 200})
    void it_fits_and_the_way_out_stands_at_its_end(int columns) {
        String line = StatusLine.of(columns, PLACE, "", HINTS);
        assertThat(TextWidth.of(line)).isLessThan(columns);
        assertThat(line).startsWith(PLACE).endsWith("q quit");
    }

    @Test
    void as_many_keys_are_told_as_there_is_room_for() {
        assertThat(StatusLine.of(40, PLACE, "", HINTS)).doesNotContain("Space").endsWith(" q quit");
        assertThat(StatusLine.of(80, PLACE, "", HINTS)).contains("Space play  ? keys  / find  <-> 5 s  +- speed  q");
        assertThat(StatusLine.of(120, PLACE, "", HINTS)).contains("[] mark  . step  q quit");
    }

    @Test
    void a_label_is_cut_before_the_way_out_is() {
        String line = StatusLine.of(60, PLACE, "\u001b[31mA label that a container gave, which is very long", HINTS);
        assertThat(line).contains("A label that").endsWith("q quit").doesNotContain("\u001b");
        assertThat(TextWidth.of(line)).isLessThanOrEqualTo(60);
    }
}
