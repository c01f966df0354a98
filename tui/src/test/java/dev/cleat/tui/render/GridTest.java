package dev.cleat.tui.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GridTest {

    private static final List<Grid.Column> COLUMNS = List.of(
            new Grid.Column("NAME", false, 4, 100),
            Grid.Column.elastic("ABOUT", 8, 50),
            new Grid.Column("FILE", false, 4, 10));
    private static final List<Span> ROW =
            List.of(Span.plain("web"), Span.plain("serves the pages of the shop"), Span.plain("web.yaml"));

    @Test
    void an_elastic_column_is_cut_before_another_one_goes() {
        assertThat(shown(60)).isEqualTo("web   serves the pages of the shop  web.yaml");
        assertThat(shown(30)).isEqualTo("web  serves the pa… web.yaml");
    }

    @Test
    void a_column_that_goes_makes_room_for_the_elastic_one() {
        assertThat(shown(22)).isEqualTo("web  serves the pag…");
        assertThat(shown(10)).isEqualTo("web");
    }

    private static String shown(int width) {
        Grid grid = new Grid(COLUMNS, List.of(ROW), width, 4, 20, "…");
        Line row = grid.row(ROW);
        assertThat(row.width()).isEqualTo(width);
        return row.spans().stream()
                .map(Span::text)
                .collect(Collectors.joining())
                .strip();
    }

    @Test
    void one_long_name_leaves_its_row_s_other_texts_readable() {
        List<Span> row = List.of(Span.plain("09:00"), Span.plain("n".repeat(63)), Span.plain("killed by SIGKILL"));
        List<Grid.Column> columns = List.of(
                new Grid.Column("TIME", false, 5, 100),
                Grid.Column.name("CONTAINER", 9, 95),
                Grid.Column.elastic("RESULT", 8, 80));
        Line line = new Grid(columns, List.of(row), 60, 5, 20, "…").row(row);
        assertThat(line.spans().stream().map(Span::text).collect(Collectors.joining()))
                .containsPattern("09:00 n{20,}… killed by SIGKILL");
    }
}
