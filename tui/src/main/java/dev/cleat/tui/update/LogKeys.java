package dev.cleat.tui.update;

import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.effect.LogRequest;
import dev.cleat.tui.message.Action;
import dev.cleat.tui.model.LogChoice;
import dev.cleat.tui.model.LogLine;
import dev.cleat.tui.model.LogPattern;
import dev.cleat.tui.model.LogRange;
import dev.cleat.tui.model.LogView;
import dev.cleat.tui.model.LogWindow;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Prompt.Purpose;
import dev.cleat.tui.model.Screen;
import dev.cleat.tui.model.Work;
import dev.cleat.tui.render.LogRows;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What the keys of a log do, but for moving and searching. */
final class LogKeys {

    /** Cells by which cut lines are scrolled. */
    private static final int STEP = 20;

    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);

    private LogKeys() {}

    static Update act(Model model, Action action) {
        if (!(model.screen() instanceof Screen.Log log)) {
            return Update.of(model);
        }
        LogView view = log.view();
        return switch (action) {
            case SEARCH -> Update.of(PromptKeys.asking(model, Purpose.SEARCH, ""));
            case NEXT_MATCH -> LogSearch.next(model, log, 1);
            case PREVIOUS_MATCH -> LogSearch.next(model, log, -1);
            case LOG_FILTER ->
                Update.of(PromptKeys.asking(
                        model, Purpose.LOG_FILTER, view.choice().filter()));
            case FOLLOW -> follow(model, log);
            case WRAP -> Update.of(anchored(model, log, view.wrapping(!view.wrap())));
            case TIMES -> Update.of(times(model, log));
            case LOG_FULL -> Update.of(model.shown(log.with(view.filling(!view.full()))));
            case LOG_LEFT -> Update.of(scrolled(model, log, -STEP));
            case LOG_RIGHT -> Update.of(scrolled(model, log, STEP));
            case LOG_MARK -> Update.of(mark(model, log));
            case LOG_SAVE -> Update.of(PromptKeys.asking(model, Purpose.SAVE, suggestion(model, log)));
            case LOG_COPY -> LogSearch.copy(model, log);
            default -> range(model, log, range(action));
        };
    }

    /** Shows only what {@code text} chooses, from the end. */
    static Update filtered(Model model, String text) {
        if (!(model.screen() instanceof Screen.Log log)) {
            return Update.of(model);
        }
        Model told = LogPattern.filter(text).isPlain()
                ? model.saying("no valid regular expression: looking for the text as it stands", true)
                : model;
        LogView view = log.view().choosing(log.view().choice().filtered(text));
        return LogLoads.ask(told, log.read(LogWindow.NONE).with(view), new LogRequest.Tail());
    }

    static Update save(Model model, String file) {
        if (file.isBlank() || !(model.screen() instanceof Screen.Log log)) {
            return Update.of(model);
        }
        Model begun = WorkKeys.beside(model, Work.Kind.SAVE, "Saving to " + file.strip(), file.strip(), Work.PERCENT);
        return Update.of(
                begun,
                new Effect.SaveLog(
                        begun.works().latest(),
                        log.names(),
                        log.view().choice(),
                        log.view().times(),
                        file.strip(),
                        model.facts().zone()));
    }

    /** Esc: what is searched for, then what is left out, then the full screen, then the log itself. */
    static Update leave(Model model, Screen.Log log) {
        LogView view = log.view();
        if (!view.choice().isEverything() && (view.isBusy() || view.search().isEmpty())) {
            LogView all = view.choosing(LogChoice.ALL);
            return LogLoads.ask(model, log.read(LogWindow.NONE).with(all), new LogRequest.Tail());
        }
        if (view.isBusy() && log.window().isRead()) {
            return Update.of(model.shown(log.with(view.reading(LogView.IDLE))), new Effect.LeaveLog());
        }
        if (!view.search().isEmpty()) {
            return Update.of(model.shown(log.with(view.searching(""))));
        }
        if (view.full()) {
            return Update.of(model.shown(log.with(view.filling(false))));
        }
        return Update.of(model.closed(), new Effect.LeaveLog());
    }

    private static Update follow(Model model, Screen.Log log) {
        boolean next = !log.view().follow();
        LogView view = log.view().at(LogLoads.firstShown(model), next);
        Screen.Log shown = log.with(view);
        return next && !log.window().tail()
                ? LogLoads.ask(model, shown, new LogRequest.Tail())
                : Update.of(model.shown(shown));
    }

    /** The line at the top stays there, however many rows each takes. */
    private static Model anchored(Model model, Screen.Log log, LogView next) {
        int line = LogLoads.firstLine(model, log);
        Screen.Log changed = log.with(next);
        int row = Math.max(0, LogRows.of(model, changed).rowOf(line));
        return model.shown(changed.with(next.showing(row)));
    }

    private static Model times(Model model, Screen.Log log) {
        LogView view = log.view().timing(!log.view().times());
        Model next = anchored(model, log, view);
        boolean unknown = view.times() && log.window().isRead() && !log.window().timed();
        return unknown ? next.saying("no line here tells when it was written; those to come will", false) : next;
    }

    private static Model scrolled(Model model, Screen.Log log, int by) {
        if (log.view().wrap()) {
            return model.saying(
                    "lines are wrapped: " + Action.WRAP.key(model.facts().keys()) + " cuts them instead", false);
        }
        return model.shown(log.with(log.view().scrolled(log.view().column() + by)));
    }

    private static Model mark(Model model, Screen.Log log) {
        if (!log.window().tail()) {
            return model.saying(
                    "a mark is drawn at the end: "
                            + Action.BOTTOM.key(model.facts().keys()) + " goes there",
                    false);
        }
        return model.shown(log.read(log.window().marked(LogLine.mark(model.now()))));
    }

    private static String suggestion(Model model, Screen.Log log) {
        String name = log.isMerged() ? "merged" : log.names().get(0).replaceAll("[^A-Za-z0-9._-]", "_");
        return name + "-" + model.now().atZone(model.facts().zone()).format(STAMP) + ".log";
    }

    private static Update range(Model model, Screen.Log log, LogRange range) {
        LogView view = log.view().choosing(log.view().choice().ranging(range, model.now()));
        return LogLoads.ask(model, log.read(LogWindow.NONE).with(view), new LogRequest.Tail());
    }

    private static LogRange range(Action action) {
        return switch (action) {
            case RANGE_1M -> LogRange.MINUTE;
            case RANGE_5M -> LogRange.FIVE_MINUTES;
            case RANGE_15M -> LogRange.QUARTER;
            case RANGE_30M -> LogRange.HALF_HOUR;
            case RANGE_1H -> LogRange.HOUR;
            case RANGE_1D -> LogRange.DAY;
            default -> LogRange.ALL;
        };
    }
}
