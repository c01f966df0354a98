package dev.cleat.tui.update;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.message.Action;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Column;
import dev.cleat.tui.model.Cursor;
import dev.cleat.tui.model.HostColumn;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Screen;
import dev.cleat.tui.render.Page;
import dev.cleat.tui.render.Pages;
import java.util.ArrayList;
import java.util.List;

/** The mouse: a click selects a row or sorts by a column, the wheel scrolls. It never does anything to a container. */
final class Clicks {

    private static final int WHEEL = 3;

    private Clicks() {}

    static Model clicked(Model model, Message.Clicked click) {
        boolean list = model.screen() instanceof Screen.Containers || model.screen() instanceof Screen.Host;
        int line = click.row() - 1 - model.layout().hosts(); // below the header line and what is told of hosts
        if (!list || isCovered(model) || line < 0 || line >= model.layout().body()) {
            return model;
        }
        Page page = Pages.of(model);
        int heads = page.head().size();
        if (line < heads) {
            return line == heads - 1 ? sorted(model, Pages.headAt(page, click.column())) : model;
        }
        return selected(model, line - heads);
    }

    static Update wheeled(Model model, Message.Wheeled wheel) {
        Model next = model;
        List<Effect> effects = new ArrayList<>();
        for (int i = 0; i < WHEEL && !isCovered(model); i++) {
            Update step = KeyUpdate.act(next, wheel.up() ? Action.UP : Action.DOWN);
            next = step.model();
            effects.addAll(step.effects());
        }
        return new Update(next, effects);
    }

    private static boolean isCovered(Model model) {
        return model.dialog().isPresent()
                || model.prompt().isPresent()
                || model.layout().tooSmall();
    }

    /** Row {@code line} of those that are shown, wherever the list is scrolled to. */
    private static Model selected(Model model, int line) {
        if (model.screen() instanceof Screen.Host host) {
            int index = host.selection().cursor().top() + line;
            return index < host.rows().size() ? Moves.to(model, index) : model;
        }
        List<ContainerSummary> rows = model.rows();
        Cursor cursor = model.table().cursor();
        return cursor.top() + line < rows.size() ? Moves.to(model, cursor.top() + line) : model;
    }

    /** By the column of that title; once more: the other way round. */
    private static Model sorted(Model model, String title) {
        if (title.isEmpty()) {
            return model;
        }
        if (model.screen() instanceof Screen.Host host) {
            List<HostColumn> columns = host.list().columns();
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i).title().startsWith(title)) {
                    boolean again = host.look().sort() == i;
                    return Moves.settled(model.shown(host.looked(
                            host.look().sortedAt(i, again && !host.look().inverted()))));
                }
            }
            return model;
        }
        for (Column column : Column.values()) {
            if (column.title().startsWith(title)) {
                boolean again = model.table().sort() == column;
                return Moves.settled(model.withTable(
                        model.table().sortedBy(column, again && !model.table().inverted())));
            }
        }
        return model;
    }
}
