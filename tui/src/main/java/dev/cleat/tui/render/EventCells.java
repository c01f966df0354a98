package dev.cleat.tui.render;

import dev.cleat.engine.api.StateEvent;
import dev.cleat.tui.model.HostLook;
import dev.cleat.tui.model.HostRow;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** A change of state, who asked for it and why it came. */
final class EventCells implements RowCells {

    private static final List<Grid.Column> COLUMNS = List.of(
            new Grid.Column("TIME", false, 8, 100),
            new Grid.Column("CONTAINER", false, 8, 95),
            new Grid.Column("STATE", false, 8, 90),
            new Grid.Column("BY", false, 4, 60),
            Grid.Column.elastic("REASON", 8, 80));

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT);

    @Override
    public List<Grid.Column> columns() {
        return COLUMNS;
    }

    @Override
    public int shortest() {
        return 14;
    }

    @Override
    public List<Span> of(HostRow row, HostLook look, Model model) {
        StateEvent event = ((HostRow.Event) row).event();
        Glyphs glyphs = Glyphs.of(model.facts().ascii());
        return List.of(
                Span.of(TIME.format(event.time().atZone(model.facts().zone())), Role.DIM),
                Span.of(event.container(), Role.TITLE),
                StateText.of(event.state(), false, glyphs),
                Span.plain(SafeText.of(event.by().orElse(Figures.UNKNOWN))),
                Span.plain(SafeText.of(event.reason().orElse(""))));
    }
}
