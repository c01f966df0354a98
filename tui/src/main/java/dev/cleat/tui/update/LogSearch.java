package dev.cleat.tui.update;

import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.effect.LogRequest;
import dev.cleat.tui.message.Action;
import dev.cleat.tui.model.LogLine;
import dev.cleat.tui.model.LogPattern;
import dev.cleat.tui.model.LogPlace;
import dev.cleat.tui.model.LogWindow;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Screen;
import dev.cleat.tui.render.LogRows;
import java.util.List;

/** Searching a log: first what is in memory, then all of it. A match is shown with what is around it. */
final class LogSearch {

    private LogSearch() {}

    /** Marks {@code text} and goes to the nearest match upwards, where a reader of a log comes from. */
    static Update searched(Model model, String text) {
        if (!(model.screen() instanceof Screen.Log log)) {
            return Update.of(model);
        }
        Screen.Log marked = log.with(log.view().searching(text));
        if (text.isEmpty()) {
            return Update.of(model.shown(marked));
        }
        Update found = next(model.shown(marked), marked, -1);
        return LogPattern.search(text).isPlain()
                ? new Update(
                        found.model().saying("no valid regular expression: looking for the text as it stands", true),
                        found.effects())
                : found;
    }

    static Update next(Model model, Screen.Log log, int direction) {
        if (log.view().search().isEmpty()) {
            return Update.of(
                    model.saying("nothing is searched for: " + key(model, Action.SEARCH) + " starts a search", false));
        }
        LogWindow window = log.window();
        List<LogLine> lines = window.lines();
        LogPattern pattern = LogPattern.search(log.view().search());
        int from = origin(model, log);
        for (int i = from + direction; i >= 0 && i < lines.size(); i += direction) {
            if (matches(pattern, lines.get(i))) {
                return Update.of(model.shown(shown(model, log, lines.get(i).place())));
            }
        }
        boolean more = direction < 0 ? !window.head() : !window.tail();
        if (more && !lines.isEmpty() && !log.isMerged()) {
            LogPlace edge = lines.get(direction < 0 ? 0 : lines.size() - 1).place();
            return LogLoads.ask(
                    model,
                    log,
                    new LogRequest.Find(edge, direction > 0, log.view().search()));
        }
        return otherEnd(model, log, pattern, direction);
    }

    private static Update otherEnd(Model model, Screen.Log log, LogPattern pattern, int direction) {
        if (!log.window().isRead()) {
            Action again = direction < 0 ? Action.PREVIOUS_MATCH : Action.NEXT_MATCH;
            return Update.of(model.saying("still reading: " + key(model, again) + " looks for it then", false));
        }
        List<LogLine> lines = log.window().lines();
        if (log.window().head() && log.window().tail() || log.isMerged()) {
            for (int i = direction < 0 ? lines.size() - 1 : 0; i >= 0 && i < lines.size(); i += direction) {
                if (matches(pattern, lines.get(i))) {
                    Model next = model.shown(shown(model, log, lines.get(i).place()));
                    return Update.of(next.saying("went on at the other end", false));
                }
            }
            return Update.of(model.saying("not found: " + log.view().search(), true));
        }
        Action there = direction < 0 ? Action.BOTTOM : Action.TOP;
        String end = direction < 0 ? "end" : "beginning";
        return Update.of(model.saying("not found any further; " + key(model, there) + " goes to the " + end, false));
    }

    private static String key(Model model, Action action) {
        return action.key(model.facts().keys());
    }

    private static boolean matches(LogPattern pattern, LogLine line) {
        return !line.isMark() && pattern.accepts(line.text());
    }

    /** The match in the upper half of the screen: what led to it is to be seen, and what came of it. */
    static Screen.Log shown(Model model, Screen.Log log, LogPlace place) {
        int row = LogRows.of(model, log).rowOf(log.window(), place);
        int above = Math.max(0, model.layout().body() / 3);
        return log.with(log.view().found(Math.max(0, row - above), place));
    }

    /** Index of the line the search goes on from. */
    private static int origin(Model model, Screen.Log log) {
        List<LogLine> lines = log.window().lines();
        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).isMark() && lines.get(i).place().equals(log.view().match())) {
                return i;
            }
        }
        return log.view().follow() ? lines.size() : LogLoads.firstLine(model, log);
    }

    /** The lines on the screen, without what is at their left. */
    static Update copy(Model model, Screen.Log log) {
        int from = LogLoads.firstShown(model);
        int room = model.layout().body() - (log.view().full() ? 0 : 1);
        List<String> texts = LogRows.of(model, log).texts(from, from + room);
        if (texts.isEmpty()) {
            return Update.of(model);
        }
        String news = texts.size() == 1 ? "1 line copied" : texts.size() + " lines copied";
        return Update.of(model.saying(news, false), new Effect.Copy(String.join("\n", texts) + "\n"));
    }
}
