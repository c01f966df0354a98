package dev.cleat.tui.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cleat.tui.model.HostColumn;
import dev.cleat.tui.model.HostLists;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HostPageTest {

    @ParameterizedTest
    @EnumSource
    void what_is_sorted_by_is_what_the_heading_marks(HostLists list) {
        assertThat(HostPage.cells(list).columns(80))
                .extracting(Grid.Column::title)
                .isEqualTo(list.columns().stream().map(HostColumn::title).toList());
    }
}
