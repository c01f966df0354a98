package dev.cleat.tui.render;

import dev.cleat.tui.message.Action;
import dev.cleat.tui.message.ActionMenu;
import dev.cleat.tui.message.Binding;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Prompt;
import dev.cleat.tui.model.Role;
import dev.cleat.tui.model.Scope;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The last line: a prompt, else news, else the keys that matter here. */
final class FooterLine {

    /** Known to everybody, or better looked up in the help. */
    private static final Set<Action> QUIET = EnumSet.of(
            Action.UP,
            Action.DOWN,
            Action.PAGE_UP,
            Action.PAGE_DOWN,
            Action.HALF_UP,
            Action.HALF_DOWN,
            Action.TOP,
            Action.BOTTOM,
            Action.RESTART,
            Action.PAUSE,
            Action.GO_NAMESPACES,
            Action.GO_CGROUPS,
            Action.GO_SESSIONS,
            Action.GO_EVENTS,
            Action.DESTROY,
            Action.PALETTE,
            Action.LAST_VIEW,
            Action.SETTINGS,
            Action.REFRESH,
            Action.REDRAW,
            Action.SUSPEND,
            Action.CANCEL,
            Action.LEAVE,
            Action.SHELL,
            Action.YAML,
            Action.EDIT,
            Action.COPY,
            Action.MOUSE,
            Action.COLUMNS,
            Action.WIDE,
            Action.MARK,
            Action.MARK_ALL,
            Action.UNMARK,
            Action.SORT_LEFT,
            Action.INVERT,
            Action.ORDER,
            Action.PREVIOUS_TAB,
            Action.PREVIOUS_MATCH,
            Action.MERGED_LOG,
            Action.PANE,
            Action.PANE_FOCUS,
            Action.LOG_LEFT,
            Action.LOG_RIGHT,
            Action.LOG_MARK,
            Action.LOG_FULL,
            Action.RANGE_ALL,
            Action.RANGE_1M,
            Action.RANGE_5M,
            Action.RANGE_15M,
            Action.RANGE_30M,
            Action.RANGE_1H,
            Action.RANGE_1D);

    /** Where to go from here: there is always room for these. */
    private static final List<Action> LAST = List.of(Action.GO_DEFINITIONS, Action.HELP_ON, Action.BACK);

    private FooterLine() {}

    static Line of(Model model) {
        if (model.prompt().isPresent()) {
            Line typed = prompt(model.prompt().get());
            boolean filter = model.prompt().get().purpose() == Prompt.Purpose.FILTER;
            String why = filter ? model.filterProblem().orElse("") : "";
            return why.isEmpty() ? typed : typed.joined(Line.of("   " + why, Role.NOTICE_BAD));
        }
        if (model.table().ordering()) {
            return Line.of(
                    Span.of(" order by ", Role.HINT_TEXT),
                    Span.of("n", Role.HINT_KEY),
                    Span.of(" name  ", Role.HINT_TEXT),
                    Span.of("c", Role.HINT_KEY),
                    Span.of(" cpu  ", Role.HINT_TEXT),
                    Span.of("m", Role.HINT_KEY),
                    Span.of(" memory  ", Role.HINT_TEXT),
                    Span.of("i", Role.HINT_KEY),
                    Span.of(" io  ", Role.HINT_TEXT),
                    Span.of("s", Role.HINT_KEY),
                    Span.of(" state  ", Role.HINT_TEXT),
                    Span.of("a", Role.HINT_KEY),
                    Span.of(" age  ", Role.HINT_TEXT),
                    Span.of("p", Role.HINT_KEY),
                    Span.of(" pid", Role.HINT_TEXT));
        }
        List<Line> news = news(model);
        if (!news.isEmpty()) {
            return news.get(news.size() - 1);
        }
        return model.layout().hints() ? hints(model) : Line.EMPTY;
    }

    /** What is told right now, whole if half the screen is enough for it: the last line is the footer. Empty for nothing. */
    static List<Line> news(Model model) {
        boolean covered = model.prompt().isPresent() || model.table().ordering();
        if (covered || model.notice().isEmpty()) {
            return List.of();
        }
        Role role = model.notice().get().bad() ? Role.NOTICE_BAD : Role.NOTICE;
        int width = model.size().columns() - 2;
        List<String> rows = new ArrayList<>(Wrapping.words(model.notice().get().text(), width));
        int most = Math.max(1, model.size().rows() / 2);
        if (rows.size() > most) {
            String ellipsis = Glyphs.of(model.facts().ascii()).ellipsis();
            String cut = TextWidth.cut(rows.get(most - 1), width - TextWidth.of(ellipsis)) + ellipsis;
            rows.subList(most - 1, rows.size()).clear();
            rows.add(cut);
        }
        return rows.stream().map(row -> Line.of(" " + row, role)).toList();
    }

    /** The prompt's cursor column. */
    static int promptColumn(Prompt prompt) {
        return prompt(prompt).width();
    }

    private static Line prompt(Prompt prompt) {
        String name = switch (prompt.purpose()) {
            case FILTER -> " filter /";
            case SEARCH -> " search /";
            case COMMAND -> " :";
            case LOG_FILTER -> " only lines with &";
            case SAVE -> " save to ";
        };
        return Line.of(Span.of(name, Role.HINT_KEY), Span.plain(prompt.text()));
    }

    /** As many as there is room for, the dangerous one last; the ways out always have their place. */
    private static Line hints(Model model) {
        Scope scope = model.screen().scope();
        List<Span> first = new ArrayList<>();
        List<Span> last = new ArrayList<>();
        int room = model.size().columns() - 1;
        for (Action action : LAST) {
            if (action.worksIn(scope) && isOffered(action, model)) {
                room -= add(last, action, model, room);
            }
        }
        first.add(Span.of(" ", Role.HINT_TEXT));
        for (Binding action : Binding.all(model.facts())) {
            boolean wanted = action.worksIn(scope) && !QUIET.contains(action) && !LAST.contains(action);
            if (wanted && action != Action.KILL && isOffered(action, model)) {
                room -= add(first, action, model, room);
            }
        }
        if (Action.KILL.worksIn(scope) && isOffered(Action.KILL, model)) {
            add(first, Action.KILL, model, room);
        }
        first.addAll(last);
        return Line.of(first);
    }

    /** Cells taken: none when there is no room. */
    private static int add(List<Span> spans, Binding action, Model model, int room) {
        Span key = Span.of(HelpPage.key(action, model), Role.HINT_KEY);
        Span text = Span.of(" " + hint(action, model) + "  ", Role.HINT_TEXT);
        int width = key.width() + text.width();
        if (width > room + 2) {
            return 0;
        }
        spans.add(key);
        spans.add(text);
        return width;
    }

    private static String hint(Binding action, Model model) {
        return action == Action.BACK && model.isHome() ? "quit" : action.hint();
    }

    private static boolean isOffered(Binding action, Model model) {
        if (action.keys(model.facts().keys()).isEmpty()) {
            return false;
        }
        if (action == Action.UNDERWAY) {
            return !model.works().isEmpty();
        }
        if (action == Action.DETAIL_OF) {
            return model.screen().scope() != Scope.CONTAINERS; // Enter does the same there
        }
        if (action == Action.GO_CONTAINERS) {
            return model.screen().scope() == Scope.DEFINITIONS;
        }
        if (action == Action.GO_DEFINITIONS) {
            return model.isHome();
        }
        if (action == Action.DETAIL_FROM_LOG) {
            return model.subject().isPresent();
        }
        if (action == Action.OPEN || action == Action.LOG_OF) {
            return model.subject().isPresent() || !model.isHome();
        }
        return !action.isChanging() || !model.facts().readOnly() && ActionMenu.makesSense(action, model);
    }
}
