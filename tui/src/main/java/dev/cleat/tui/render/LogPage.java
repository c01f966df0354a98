package dev.cleat.tui.render;

import dev.cleat.tui.message.Action;
import dev.cleat.tui.model.LogPattern;
import dev.cleat.tui.model.LogPlace;
import dev.cleat.tui.model.LogRange;
import dev.cleat.tui.model.LogView;
import dev.cleat.tui.model.LogWindow;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Role;
import dev.cleat.tui.model.Screen;
import java.util.ArrayList;
import java.util.List;

/** The log of a container console, or of several, with what is searched for marked. */
public final class LogPage {

    private LogPage() {}

    static Page of(Model model, Screen.Log screen) {
        List<Line> head = screen.view().full() ? List.of() : List.of(head(model, screen));
        if (screen.problem().isPresent()) {
            return FailureLines.page(screen.problem().get(), model).below(head);
        }
        LogRows rows = LogRows.of(model, screen);
        if (rows.size() == 0) {
            return new Page(head, List.of(Line.of(" " + empty(model, screen), Role.DIM)), 0);
        }
        return new Page(
                head,
                new MarkedRows(model, screen, rows),
                screen.view().follow() ? Page.END : screen.view().scroll());
    }

    private static String empty(Model model, Screen.Log screen) {
        LogView view = screen.view();
        if (!screen.window().isRead()) {
            return Heading.reading(model);
        }
        if (!view.choice().filter().isEmpty()) {
            return "no line matches; Esc shows all again";
        }
        return view.choice().range() == LogRange.ALL
                ? "nothing was written to it"
                : "nothing was written to it in the " + view.choice().range().label() + "; "
                        + Action.RANGE_ALL.key(model.facts().keys()) + " shows everything";
    }

    /** What it is goes first where there is little room. */
    private static Line head(Model model, Screen.Log screen) {
        Line name = Line.of(" " + title(model, screen), Role.TITLE);
        Line state = Line.of(state(screen));
        Line whole = name.joined(Line.of("  console log" + (screen.isMerged() ? "s" : ""), Role.DIM))
                .joined(state);
        return whole.width() <= model.size().columns() ? whole : name.joined(state);
    }

    private static List<Span> state(Screen.Log screen) {
        LogView view = screen.view();
        List<Span> spans = new ArrayList<>();
        if (screen.problem().isEmpty()) {
            boolean follows = view.follow();
            spans.add(Span.of(follows ? "  following" : "  paused", follows ? Role.STATE_RUNNING : Role.STATE_PAUSED));
        }
        spans.addAll(choice(screen));
        if (!view.search().isEmpty()) {
            spans.add(Span.of("  /" + view.search() + "  " + matchCount(screen), Role.TABLE_MARK));
        }
        if (view.isBusy()) {
            spans.add(Span.of("  searching " + view.busy() + "%, Esc stops", Role.TABLE_MARK));
        }
        if (view.column() > 0) {
            spans.add(Span.of("  from column " + (view.column() + 1), Role.DIM));
        }
        spans.add(Span.of(extent(screen), Role.DIM));
        return spans;
    }

    private static String title(Model model, Screen.Log screen) {
        if (!screen.isMerged()) {
            return screen.names().get(0);
        }
        String all = String.join(" ", screen.names());
        return TextWidth.of(all) <= model.size().columns() / 3
                ? all
                : screen.names().size() + " containers";
    }

    private static List<Span> choice(Screen.Log screen) {
        List<Span> spans = new ArrayList<>();
        LogView view = screen.view();
        if (view.choice().range() != LogRange.ALL) {
            String doubt = screen.window().isRead() && !screen.window().timed() ? ", but no line tells its time" : "";
            spans.add(Span.of("  " + view.choice().range().label() + doubt, Role.TABLE_MARK));
        }
        if (!view.choice().filter().isEmpty()) {
            spans.add(Span.of("  &" + view.choice().filter(), Role.TABLE_MARK));
        }
        return spans;
    }

    /** What is not in memory, when that is anything. */
    private static String extent(Screen.Log screen) {
        LogWindow window = screen.window();
        if (!window.isRead() || window.head() && window.tail()) {
            return "";
        }
        String part = window.tail() ? "end" : window.head() ? "beginning" : "middle";
        return "  " + part + " of " + Figures.bytes(window.size());
    }

    private static String matchCount(Screen.Log screen) {
        LogPattern pattern = LogPattern.search(screen.view().search());
        LogPlace match = screen.view().match();
        int all = 0;
        int before = 0;
        for (var line : screen.window().lines()) {
            if (!line.isMark() && pattern.accepts(line.text())) {
                all++;
                before = line.place().equals(match) ? all : before;
            }
        }
        boolean whole = screen.window().head() && screen.window().tail();
        return (before == 0 ? "" : before + " of ") + all + (all == 1 ? " line" : " lines") + (whole ? "" : " here");
    }
}
