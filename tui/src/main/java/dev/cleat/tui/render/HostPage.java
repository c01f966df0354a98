package dev.cleat.tui.render;

import dev.cleat.tui.message.Action;
import dev.cleat.tui.model.Cursor;
import dev.cleat.tui.model.HostList;
import dev.cleat.tui.model.HostLists;
import dev.cleat.tui.model.HostLook;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import dev.cleat.tui.model.Screen;
import java.util.ArrayList;
import java.util.List;

/** A list of the whole host as a table. */
final class HostPage {

    private static final int LONGEST = 30;

    private HostPage() {}

    static Page of(Model model, Screen.Host screen) {
        if (screen.rows().isEmpty()) {
            return screen.problem()
                    .map(failure -> FailureLines.page(failure, model))
                    .orElseGet(() -> Page.of(Centred.of(empty(screen, model), model), 0));
        }
        Glyphs glyphs = Glyphs.of(model.facts().ascii());
        HostLook look = screen.look();
        RowCells cells = cells(screen.list());
        List<List<Span>> rows =
                screen.rows().stream().map(row -> cells.of(row, look, model)).toList();
        int columns = model.size().columns();
        int most = screen.list().isTree() ? columns / 2 : LONGEST;
        Grid grid = new Grid(cells.columns(columns), rows, columns, cells.shortest(), most, glyphs.ellipsis());
        List<Line> head = new ArrayList<>();
        screen.problem().ifPresent(failure -> head.add(Line.of(" " + failure.message(), Role.NOTICE_BAD)));
        head.add(grid.header(look.sort(), look.inverted() ? glyphs.up() : glyphs.down()));
        Cursor cursor = screen.selection().cursor();
        List<Line> lines = new ArrayList<>();
        int room = Math.max(1, model.layout().body() - head.size());
        int last = Math.min(rows.size(), cursor.top() + room);
        for (int i = Math.min(cursor.top(), last); i < last; i++) {
            boolean marked = screen.marked().contains(screen.rows().get(i).key());
            lines.add(grid.row(rows.get(i), marked ? glyphs.mark() : " ").selected(i == cursor.index()));
        }
        return new Page(head, lines, 0);
    }

    private static List<Line> empty(Screen.Host screen, Model model) {
        if (!screen.read()) {
            return List.of(Line.of(Heading.reading(model), Role.DIM));
        }
        if (!screen.all().isEmpty()) {
            return List.of(
                    Line.of("Nothing matches " + screen.look().filter().text(), Role.TITLE),
                    Line.EMPTY,
                    Centred.key("Press ", HelpPage.key(Action.LEAVE, model), " to show everything again"));
        }
        List<Line> words = new ArrayList<>(Centred.sentence(screen.list().whenEmpty(), Role.TITLE, model));
        words.add(Line.EMPTY);
        if (screen.list() == HostLists.SESSIONS) {
            words.add(Centred.key("Press ", HelpPage.key(Action.ATTACH, model), " on a container for a shell"));
        }
        if (screen.list() == HostLists.DEFINITIONS) {
            words.addAll(Centred.sentence("cleat create NAME -f FILE stores one", Role.BODY, model));
            if (!model.facts().readOnly()) {
                words.add(Centred.key("", HelpPage.key(Action.IMPORT, model), " imports one from LXC"));
            }
        }
        return words;
    }

    static RowCells cells(HostList list) {
        return list instanceof HostLists whole ? cells(whole) : new MemberCells();
    }

    private static RowCells cells(HostLists list) {
        return switch (list) {
            case NAMESPACES -> new NamespaceCells();
            case CGROUPS -> new CgroupCells();
            case DEFINITIONS -> new DefinitionCells();
            case SESSIONS -> new SessionCells();
            case EVENTS -> new EventCells();
        };
    }
}
