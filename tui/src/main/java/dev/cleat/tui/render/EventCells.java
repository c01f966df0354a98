package dev.cleat.tui.render;

import dev.cleat.tui.model.ActionNote;
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
            Grid.Column.name("CONTAINER", 9, 95),
            Grid.Column.elastic("WHAT", 10, 90),
            Grid.Column.elastic("BY", 4, 60),
            Grid.Column.elastic("RESULT", 8, 80));

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT);

    @Override
    public List<Grid.Column> columns(int width) {
        return COLUMNS;
    }

    @Override
    public int shortest() {
        return 14;
    }

    @Override
    public List<Span> of(HostRow row, HostLook look, Model model) {
        HostRow.Event event = (HostRow.Event) row;
        Glyphs glyphs = Glyphs.of(model.facts().ascii());
        boolean failed = event.action().flatMap(ActionNote::failure).isPresent();
        return List.of(
                Span.of(TIME.format(event.time().atZone(model.facts().zone())), Role.DIM),
                Span.of(event.subject(), Role.TITLE),
                event.change()
                        .map(change -> StateText.of(change.state(), false, glyphs))
                        .orElseGet(() -> Span.of(glyphs.now() + " " + event.what(), Role.TABLE_MARK)),
                Span.plain(event.who().isEmpty() ? Figures.UNKNOWN : event.who()),
                Span.of(event.result().replace('\n', ' '), failed ? Role.STATE_FAILED : Role.BODY));
    }
}
