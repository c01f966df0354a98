package dev.cleat.tui.update;

import dev.cleat.tui.message.Action;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Screen;
import dev.cleat.tui.render.LogPage;
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
            case FOLLOW -> model.shown(log.at(firstShown(model), !log.follow()));
            default -> model.shown(log.wrapping(!log.wrap()));
        };
    }

    /** Marks {@code text} and goes to the nearest match upwards, where a reader of a log comes from. */
    static Model searched(Model model, String text) {
        if (!(model.screen() instanceof Screen.Log log)) {
            return model;
        }
        Screen.Log marked = log.searching(text);
        return text.isEmpty() ? model.shown(marked) : found(model.shown(marked), marked, -1);
    }

    private static Model found(Model model, Screen.Log log, int direction) {
        if (log.search().isEmpty()) {
            return model.saying(
                    "nothing is searched for: "
                            + Action.SEARCH.key(model.facts().keys()) + " starts a search",
                    false);
        }
        List<String> rows = LogPage.rows(model, log);
        int from = origin(model, log, rows.size());
        for (int step = 1; step <= rows.size(); step++) {
            int row = Math.floorMod(from + direction * step, rows.size());
            if (LogPage.matches(rows.get(row), log.search())) {
                boolean wrapped = from + direction * step != row;
                Model next = model.shown(log.found(row));
                return wrapped ? next.saying("went on at the other end", false) : next;
            }
        }
        return model.saying("not found: " + log.search(), true);
    }

    /** The row the search goes on from. */
    private static int origin(Model model, Screen.Log log, int rows) {
        if (log.match() >= 0) {
            return log.match();
        }
        return log.follow() ? rows : firstShown(model);
    }

    private static int firstShown(Model model) {
        return Pages.of(model).firstShown(model.layout().body());
    }
}
