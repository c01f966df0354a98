package dev.cleat.tui.render;

import dev.cleat.engine.api.DefinitionSummary;
import dev.cleat.tui.message.Action;
import dev.cleat.tui.model.Cursor;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import dev.cleat.tui.model.Screen;
import java.util.ArrayList;
import java.util.List;

/** The definitions that can be started, and those that cannot. */
final class DefinitionsPage {

    private static final List<Grid.Column> COLUMNS = List.of(
            new Grid.Column("NAME", false, 12, 100),
            new Grid.Column("VALID", false, 10, 90),
            new Grid.Column("STATE", false, 9, 80),
            Grid.Column.elastic("DESCRIPTION", 16, 70),
            new Grid.Column("FILE", false, 12, 20));

    private DefinitionsPage() {}

    static Page of(Model model, Screen.Definitions screen) {
        List<DefinitionSummary> definitions = screen.rows(model.inventory());
        if (definitions.isEmpty()) {
            boolean hidden = !model.inventory().definitions().isEmpty();
            String text = hidden
                    ? " the filter hides all definitions; " + HelpPage.key(Action.LEAVE, model) + " clears it"
                    : " no definitions found";
            return new Page(List.of(), List.of(Line.EMPTY, Line.of(text, Role.DIM)), 0);
        }
        Glyphs glyphs = Glyphs.of(model.facts().ascii());
        List<List<Span>> cells = definitions.stream().map(d -> cells(d, glyphs)).toList();
        Grid grid = new Grid(COLUMNS, cells, model.size().columns(), 12, 30, glyphs.ellipsis());
        Cursor cursor = screen.cursor();
        List<Line> lines = new ArrayList<>();
        int height = Math.max(1, model.layout().body() - 1);
        int last = Math.min(cells.size(), cursor.top() + height);
        for (int i = Math.min(cursor.top(), last); i < last; i++) {
            lines.add(grid.row(cells.get(i)).selected(i == cursor.index()));
        }
        return new Page(List.of(grid.header(-1, "")), lines, 0);
    }

    private static List<Span> cells(DefinitionSummary definition, Glyphs glyphs) {
        int problems = definition.problems().size();
        return List.of(
                Span.of(definition.name(), Role.TITLE),
                problems == 0
                        ? Span.of(glyphs.done() + " valid", Role.STATE_RUNNING)
                        : Span.of(
                                glyphs.failed() + " " + problems + (problems == 1 ? " problem" : " problems"),
                                Role.STATE_FAILED),
                definition.state().map(s -> StateText.of(s, false, glyphs)).orElse(Span.of(Figures.UNKNOWN, Role.DIM)),
                Span.plain(SafeText.of(definition.description())),
                Span.of(definition.sample() ? "sample" : definition.file().toString(), Role.DIM));
    }
}
