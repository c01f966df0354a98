package dev.cleat.tui.update;

import dev.cleat.tui.message.Action;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Screen;
import dev.cleat.tui.render.LogPage;
import dev.cleat.tui.render.Page;
import dev.cleat.tui.render.Pages;
import java.util.List;

/** Following, wrapping and searching a log. */
final class LogKeys {

    private LogKeys() {}

    static Model act(Model model, Action action) {
        if (!(model.screen() instanceof Screen.Log log)) {
            return model;
        }
        return switch (action) {
            case SEARCH -> PromptKeys.search(model);
            case NEXT_MATCH -> found(model, log, 1);
            case PREVIOUS_MATCH -> found(model, log, -1);
            case FOLLOW -> model.shown(scrolled(log, firstShown(model), !log.follow()));
            default -> model.shown(new Screen.Log(
                    log.name(), log.text(), log.scroll(), log.follow(), !log.wrap(), log.search(), log.problem()));
        };
    }

    /** At row {@code scroll}; with {@code follow} at the end, and staying there. */
    static Screen.Log scrolled(Screen.Log log, int scroll, boolean follow) {
        return new Screen.Log(log.name(), log.text(), scroll, follow, log.wrap(), log.search(), log.problem());
    }

    /** Marks {@code text} and goes to the nearest match upwards, where a reader of a log comes from. */
    static Model searched(Model model, String text) {
        if (!(model.screen() instanceof Screen.Log log)) {
            return model;
        }
        Screen.Log marked = new Screen.Log(
                log.name(), log.text(), firstShown(model), log.follow(), log.wrap(), text, log.problem());
        Model next = model.shown(marked);
        return text.isEmpty() ? next : found(next, marked, -1);
    }

    private static Model found(Model model, Screen.Log log, int direction) {
        if (log.search().isEmpty()) {
            return model.saying("nothing is searched for: / starts a search", false);
        }
        List<String> rows = LogPage.rows(model, log);
        int from = log.follow() && direction < 0 ? rows.size() : firstShown(model);
        for (int step = 1; step <= rows.size(); step++) {
            int row = Math.floorMod(from + direction * step, rows.size());
            if (LogPage.matches(rows.get(row), log.search())) {
                boolean wrapped = direction > 0 ? row <= from : row >= from;
                Model next = model.shown(scrolled(log, row, false));
                return wrapped ? next.saying("went on at the other end", false) : next;
            }
        }
        return model.saying("not found: " + log.search(), true);
    }

    private static int firstShown(Model model) {
        Page page = Pages.of(model);
        return page.firstShown(model.layout().body());
    }
}
