package dev.cleat.tui.render;

import dev.cleat.tui.message.Action;
import dev.cleat.tui.message.ActionMenu;
import dev.cleat.tui.message.Binding;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Notice;
import dev.cleat.tui.model.Prompt;
import dev.cleat.tui.model.Role;
import dev.cleat.tui.model.Scope;
import dev.cleat.tui.model.Screen;
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
            Action.CREATE,
            Action.IMPORT,
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

    /** Without a row there is nothing to be looked at in another way. */
    private static final Set<Action> LOOK_AT_ROWS =
            EnumSet.of(Action.FILTER, Action.SORT_RIGHT, Action.HIDE_STOPPED, Action.MENU);

    private static final List<String> ORDERS = List.of("name", "cpu", "memory", "io", "state", "age", "pid");

    private FooterLine() {}

    static Line of(Model model) {
        if (model.prompt().isPresent()) {
            Line typed = prompt(model, model.prompt().get());
            String told =
                    problem(model).isEmpty() ? model.notice().map(Notice::text).orElse("") : problem(model);
            boolean isBad = !problem(model).isEmpty()
                    || model.notice().filter(Notice::bad).isPresent();
            Line beside = Line.of("   " + told, isBad ? Role.NOTICE_BAD : Role.NOTICE);
            boolean fits = !told.isEmpty()
                    && typed.width() + beside.width() <= model.size().columns();
            return fits ? typed.joined(beside) : typed;
        }
        if (model.table().ordering()) {
            return orders(model.size().columns());
        }
        List<Line> news = news(model);
        if (!news.isEmpty()) {
            return news.get(news.size() - 1);
        }
        return model.layout().hints() ? hints(model) : Line.EMPTY;
    }

    /** Each begins with its key; where there is room for it, that stands before the word as well. */
    private static Line orders(int columns) {
        List<Span> spans = new ArrayList<>(List.of(Span.of(" order by ", Role.HINT_TEXT)));
        for (String word : ORDERS) {
            spans.add(Span.of(word.substring(0, 1), Role.HINT_KEY));
            spans.add(Span.of(" " + word + "  ", Role.HINT_TEXT));
        }
        if (Line.of(spans).width() <= columns + 2) {
            return Line.of(spans);
        }
        spans.clear();
        for (String word : ORDERS) {
            String shorter = word.length() > 5 ? word.substring(0, 3) : word;
            spans.add(Span.of(" " + shorter.substring(0, 1), Role.HINT_KEY));
            spans.add(Span.of(shorter.substring(1), Role.HINT_TEXT));
        }
        return Line.of(spans);
    }

    /** What is wrong with the filter that is being typed; empty text when nothing is. */
    private static String problem(Model model) {
        boolean filter = model.prompt()
                .filter(prompt -> prompt.purpose() == Prompt.Purpose.FILTER)
                .isPresent();
        return filter ? model.filterProblem().orElse("") : "";
    }

    /** The same where there is no room for it beside what is typed: whole, above it. */
    static List<Line> problemAbove(Model model) {
        String why = problem(model);
        int room = model.size().columns();
        if (why.isEmpty() || prompt(model, model.prompt().get()).width() + TextWidth.of(why) + 3 <= room) {
            return List.of();
        }
        return Wrapping.words(why, room - 2).stream()
                .limit(Math.max(1, model.size().rows() / 2))
                .map(row -> Line.of(" " + row, Role.NOTICE_BAD))
                .toList();
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
        return rows.stream().map(row -> Line.indented(row, role)).toList();
    }

    /** The prompt's cursor column. */
    static int promptColumn(Model model, Prompt prompt) {
        return prompt(model, prompt).width();
    }

    /** Its end, where it is longer than the line: that is what is being typed. */
    private static Line prompt(Model model, Prompt prompt) {
        String name = switch (prompt.purpose()) {
            case FILTER -> " filter /";
            case SEARCH -> " search /";
            case COMMAND -> " :";
            case LOG_FILTER -> " only lines with &";
            case SAVE -> " save to ";
            case IMPORT -> " import from (an LXC configuration) ";
            case IMPORT_AS -> " import as ";
            case STORE_AS -> " store as ";
        };
        int room = model.size().columns() - TextWidth.of(name) - 1;
        String text = TextWidth.end(
                prompt.text(), room, Glyphs.of(model.facts().ascii()).ellipsis());
        return Line.of(Span.of(name, Role.HINT_KEY), Span.plain(text));
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
        if (model.screen() instanceof Screen.Host host && host.rows().isEmpty()) {
            boolean filtered = action == Action.FILTER && !host.all().isEmpty();
            return filtered || action == Action.HELP_ON || action == Action.BACK;
        }
        if (LOOK_AT_ROWS.contains(action)) {
            return !model.isHome() || !model.inventory().containers().isEmpty();
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
