package dev.cleat.tui.update;

import dev.cleat.tui.message.Action;
import dev.cleat.tui.message.Key;
import dev.cleat.tui.model.Column;
import dev.cleat.tui.model.ColumnChoice;
import dev.cleat.tui.model.ContainerTable;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.Filter;
import dev.cleat.tui.model.HostLook;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Screen;

/** How the container list is looked at. */
final class TableKeys {

    private TableKeys() {}

    static Model act(Model model, Action action) {
        if (model.screen() instanceof Screen.Host host) {
            return Moves.settled(model.shown(host.looked(look(host, action))));
        }
        ContainerTable table = model.table();
        return switch (action) {
            case SORT_LEFT -> sorted(model, table.columns().neighbour(table.sort(), -1), false);
            case SORT_RIGHT -> sorted(model, table.columns().neighbour(table.sort(), 1), false);
            case INVERT -> sorted(model, table.sort(), !table.inverted());
            case WIDE -> widened(model);
            case COLUMNS -> model.withDialog(new Dialog.Columns(0));
            case ORDER -> model.withTable(table.withOrdering(true));
            default -> hideStopped(model, !table.hideStopped());
        };
    }

    private static HostLook look(Screen.Host host, Action action) {
        HostLook look = host.look();
        return switch (action) {
            case SORT_LEFT -> look.sortedBy(-1, host.list());
            case SORT_RIGHT -> look.sortedBy(1, host.list());
            case INVERT -> look.inverted(!look.inverted());
            default -> look.flat(!look.flat());
        };
    }

    /** The letter after {@code o}; any other key only ends the waiting. */
    static Update orderLetter(Model model, Key key) {
        Model waited = model.withTable(model.table().withOrdering(false));
        return Update.of(
                switch (key.name()) {
                    case "n" -> sorted(waited, Column.NAME, false);
                    case "c" -> sorted(waited, Column.CPU, false);
                    case "m" -> sorted(waited, Column.MEMORY, false);
                    case "s" -> sorted(waited, Column.STATE, false);
                    case "a" -> sorted(waited, Column.AGE, false);
                    case "h" -> sorted(waited, Column.HOST, false);
                    case "i" -> sorted(waited, Column.IO, false);
                    case "p" -> sorted(waited, Column.PID, false);
                    default -> waited;
                });
    }

    /** Esc at home or in a filtered list: no filter. */
    static Model showAll(Model model) {
        return PromptKeys.filtered(model, Filter.NONE.text());
    }

    private static Model sorted(Model model, Column column, boolean inverted) {
        return Moves.settled(model.withTable(model.table().sortedBy(column, inverted)));
    }

    /** All columns there is room for, or the chosen ones again. */
    static Model widened(Model model) {
        boolean wide = !model.table().columns().wide();
        Model next = model.withTable(
                model.table().withColumns(model.table().columns().widened(wide)));
        return next.saying(wide ? "all columns there is room for" : "the chosen columns", false);
    }

    /** Keys of the dialog about columns; each change is seen at once. */
    static Update columnKey(Model model, Dialog.Columns dialog, Key key) {
        ColumnChoice columns = model.table().columns();
        Column column = columns.all().get(dialog.selected());
        int last = columns.all().size() - 1;
        return Update.of(
                switch (key.name()) {
                    case "Up", "k" -> at(model, Math.max(0, dialog.selected() - 1));
                    case "Down", "j" -> at(model, Math.min(last, dialog.selected() + 1));
                    case "Home", "g" -> at(model, 0);
                    case "End", "G" -> at(model, last);
                    case " ", "x" -> chosen(model, columns.toggled(column), column);
                    case "<", "K", "Left" -> chosen(model, columns.moved(column, -1), column);
                    case ">", "J", "Right" -> chosen(model, columns.moved(column, 1), column);
                    case "r" -> chosen(model, ColumnChoice.USUAL.widened(columns.wide()), column);
                    case "Enter", "Esc", "q", "C", "Ctrl-C" -> model.withoutDialog();
                    default -> model;
                });
    }

    private static Model at(Model model, int selected) {
        return model.withDialog(new Dialog.Columns(selected));
    }

    /** The cursor goes with the column. */
    private static Model chosen(Model model, ColumnChoice next, Column column) {
        return at(model.withTable(model.table().withColumns(next)), next.all().indexOf(column));
    }

    private static Model hideStopped(Model model, boolean hide) {
        Model next = Moves.settled(model.withTable(model.table().withHideStopped(hide)));
        return next.saying(
                hide
                        ? "stopped containers are hidden, "
                                + Action.HIDE_STOPPED.key(model.facts().keys()) + " shows them"
                        : "all containers are shown",
                false);
    }
}
