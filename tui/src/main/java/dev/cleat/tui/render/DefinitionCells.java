package dev.cleat.tui.render;

import dev.cleat.engine.api.DefinitionSummary;
import dev.cleat.tui.model.HostLook;
import dev.cleat.tui.model.HostRow;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** A definition that can be started, or cannot. */
final class DefinitionCells implements RowCells {

    private static final List<Grid.Column> COLUMNS = List.of(
            new Grid.Column("NAME", false, 12, 100),
            new Grid.Column("VALID", false, 10, 90),
            new Grid.Column("STATE", false, 9, 80),
            new Grid.Column("LAST START", false, 11, 75),
            Grid.Column.elastic("DESCRIPTION", 12, 70),
            Grid.Column.elastic("FILE", 16, 60));

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT);

    @Override
    public List<Grid.Column> columns(int width) {
        return COLUMNS;
    }

    @Override
    public List<Span> of(HostRow row, HostLook look, Model model) {
        DefinitionSummary definition = ((HostRow.Definition) row).summary();
        Glyphs glyphs = Glyphs.of(model.facts().ascii());
        int problems = definition.problems().size();
        return List.of(
                Span.of(definition.name(), Role.TITLE),
                problems == 0
                        ? Span.of(glyphs.done() + " valid", Role.STATE_RUNNING)
                        : Span.of(
                                glyphs.failed() + " " + problems + (problems == 1 ? " problem" : " problems"),
                                Role.STATE_FAILED),
                definition.state().map(s -> StateText.of(s, false, glyphs)).orElse(Span.of(Figures.UNKNOWN, Role.DIM)),
                definition
                        .lastStart()
                        .map(time ->
                                Span.plain(WHEN.format(time.atZone(model.facts().zone()))))
                        .orElse(Span.of(Figures.UNKNOWN, Role.DIM)),
                Span.plain(definition.description()),
                Span.of(definition.sample() ? "sample" : definition.file().toString(), Role.DIM));
    }
}
