package dev.cleat.tui.update;

import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.effect.LogRequest;
import dev.cleat.tui.message.Action;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.LogChoice;
import dev.cleat.tui.model.LogPlace;
import dev.cleat.tui.model.LogView;
import dev.cleat.tui.model.LogWindow;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Screen;
import dev.cleat.tui.render.LogRows;
import dev.cleat.tui.render.Page;
import dev.cleat.tui.render.Pages;

/** Moving through a log of which a part is in memory: what comes next is read before it is needed. */
final class LogLoads {

    private LogLoads() {}

    /** Shows {@code log}, and asks for a part of it. */
    static Update ask(Model model, Screen.Log log, LogRequest request) {
        Screen.Log busy = log.with(log.view().reading(0));
        return Update.of(model.shown(busy), reading(model, busy, request));
    }

    /** What is to be read for a log that was opened, or when it is time for fresh figures. */
    static Update refresh(Model model, Screen.Log log) {
        if (log.view().isBusy()) {
            return Update.of(model);
        }
        if (!log.window().isRead() || log.view().follow() && !log.window().tail()) {
            return ask(model, log, new LogRequest.Tail());
        }
        if (!log.window().tail()) {
            return Update.of(model);
        }
        LogRequest more = new LogRequest.More(log.window(), log.view().follow());
        return Update.of(model, reading(model, log, more));
    }

    static Effect.ReadLog reading(Model model, Screen.Log log, LogRequest request) {
        return new Effect.ReadLog(
                log.names(),
                log.view().choice(),
                request,
                model.now(),
                model.facts().zone());
    }

    static Update move(Model model, Screen.Log log, Action action) {
        LogWindow window = log.window();
        if (action == Action.TOP && !window.head() && !log.isMerged()) {
            return ask(model, log.with(log.view().at(0, false)), new LogRequest.Head());
        }
        if (action == Action.BOTTOM && !window.tail()) {
            return ask(model, log.with(log.view().at(0, true)), new LogRequest.Tail());
        }
        Page page = Pages.of(model);
        int height = model.layout().body();
        int room = Math.max(1, height - page.head().size());
        int last = page.lastScroll(height);
        int to = Moves.target(action, page.firstShown(height), last, room);
        Model next = model.shown(log.with(log.view().at(to, to >= last && window.tail())));
        boolean needed = to < room && !window.head() || to > last - room && !window.tail();
        if (!needed || log.view().isBusy() || log.isMerged() || window.lines().isEmpty()) {
            return Update.of(next);
        }
        Screen.Log moved = (Screen.Log) next.screen();
        LogPlace place = window.lines().get(firstLine(next, moved)).place();
        return ask(next, moved, new LogRequest.Around(place));
    }

    static Screen.Log news(Model model, Screen.Log log, Message message) {
        if (message instanceof Message.LogGrew grew && grew.known() == log.window()) {
            return log.read(grew.window());
        }
        if (message instanceof Message.LogRead read && isAsked(log, read.subject()) && isChosen(log, read.choice())) {
            return read(model, log, read);
        }
        if (message instanceof Message.LogFound found
                && isAsked(log, found.subject())
                && isChosen(log, found.choice())) {
            return LogSearch.shown(model, log.read(found.window()), found.place());
        }
        if (message instanceof Message.LogScanned scanned
                && isAsked(log, scanned.subject())
                && log.view().isBusy()) {
            return log.with(log.view().reading(Math.max(1, scanned.percent())));
        }
        if (message instanceof Message.LogUnfound unfound && isAsked(log, unfound.subject())) {
            return log.with(log.view().reading(LogView.IDLE));
        }
        if (message instanceof Message.ReadFailed failed && isAsked(log, failed.subject())) {
            return log.failed(failed.failure());
        }
        return log;
    }

    /** What was at the top of the screen stays there. */
    private static Screen.Log read(Model model, Screen.Log log, Message.LogRead read) {
        Screen.Log next = log.read(read.window()).with(log.view().reading(LogView.IDLE));
        if (read.at().isEmpty() || log.view().follow()) {
            return next;
        }
        LogPlace top = log.window().lines().isEmpty()
                ? read.at().get()
                : log.window().lines().get(firstLine(model, log)).place();
        int row = LogRows.of(model, next).rowOf(read.window(), top);
        return next.with(next.view().showing(row));
    }

    private static boolean isAsked(Screen.Log log, String subject) {
        return log.subject().equals(subject);
    }

    private static boolean isChosen(Screen.Log log, LogChoice choice) {
        return log.view().choice().equals(choice);
    }

    static int firstShown(Model model) {
        return Pages.of(model).firstShown(model.layout().body());
    }

    /** Index of the line at the top of the screen; 0 without any. */
    static int firstLine(Model model, Screen.Log log) {
        return Math.max(0, LogRows.of(model, log).lineOf(firstShown(model.shown(log))));
    }
}
