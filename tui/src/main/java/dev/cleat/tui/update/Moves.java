package dev.cleat.tui.update;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.tui.message.Action;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Screen;
import dev.cleat.tui.render.Page;
import dev.cleat.tui.render.Pages;
import java.util.ArrayList;
import java.util.List;

/** Moving the cursor of a list, or scrolling a text. */
final class Moves {

    private Moves() {}

    static Model move(Model model, Action action) {
        Screen screen = model.screen();
        if (screen instanceof Screen.Containers) {
            List<ContainerSummary> rows = model.rows();
            int to = target(action, model.table().cursor().index(), rows.size() - 1, listHeight(model));
            return model.withTable(model.table().select(to, rows, listHeight(model)));
        }
        if (screen instanceof Screen.Host host) {
            int from = host.selection().cursor().index();
            int to = target(action, from, host.rows().size() - 1, listHeight(model, host));
            return model.shown(host.select(to, listHeight(model, host)));
        }
        Page page = Pages.of(model);
        int height = model.layout().body();
        int room = Math.max(1, height - page.head().size());
        int to = target(action, page.firstShown(height), page.lastScroll(height), room);
        return model.shown(scrolled(screen, to));
    }

    /** The cursor of a list on row {@code index}. */
    static Model to(Model model, int index) {
        if (model.screen() instanceof Screen.Host host) {
            return model.shown(host.select(index, listHeight(model, host)));
        }
        return model.withTable(model.table().select(index, model.rows(), listHeight(model)));
    }

    /** After rows came or went, or the size changed: every cursor on a row there is, and in sight. */
    static Model settled(Model model) {
        List<Screen> screens = new ArrayList<>();
        for (Screen screen : model.screens()) {
            screens.add(screen instanceof Screen.Host host ? host.settled(listHeight(model, host)) : screen);
        }
        return model.withTable(model.table().settled(model.rows(), listHeight(model)))
                .withScreens(screens);
    }

    /** With the container selected, if the list shows it. */
    static Model selected(Model model, String name) {
        List<ContainerSummary> rows = model.rows();
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).name().equals(name)) {
                return model.withTable(model.table().select(i, rows, listHeight(model)));
            }
        }
        return model;
    }

    /** Rows of a list below its header. */
    static int listHeight(Model model) {
        return Math.max(1, model.layout().body() - 1);
    }

    /** One less below news of what could not be read. */
    private static int listHeight(Model model, Screen.Host host) {
        return Math.max(1, listHeight(model) - (host.problem().isPresent() ? 1 : 0));
    }

    static int target(Action action, int from, int last, int page) {
        int wanted = switch (action) {
            case UP -> from - 1;
            case DOWN -> from + 1;
            case PAGE_UP -> from - page;
            case PAGE_DOWN -> from + page;
            case HALF_UP -> from - Math.max(1, page / 2);
            case HALF_DOWN -> from + Math.max(1, page / 2);
            case TOP -> 0;
            default -> last;
        };
        return Math.max(0, Math.min(wanted, last));
    }

    private static Screen scrolled(Screen screen, int scroll) {
        if (screen instanceof Screen.Detail detail) {
            return detail.at(scroll);
        }
        if (screen instanceof Screen.DefinitionFile file) {
            return new Screen.DefinitionFile(file.definition(), file.lines(), scroll);
        }
        if (screen instanceof Screen.Text text) {
            return text.at(scroll);
        }
        if (screen instanceof Screen.Help help) {
            return new Screen.Help(help.of(), scroll, help.filter());
        }
        return screen;
    }
}
