package dev.cleat.tui.render;

import dev.cleat.tui.model.HostLook;
import dev.cleat.tui.model.HostRow;
import dev.cleat.tui.model.Model;
import java.util.List;

/** How the rows of one list of the whole host look. */
interface RowCells {

    /** In the order of the list's own columns, on a screen of {@code width} cells. */
    List<Grid.Column> columns(int width);

    /** Cells that the first column keeps. */
    default int shortest() {
        return 10;
    }

    /** One for each column. */
    List<Span> of(HostRow row, HostLook look, Model model);
}
