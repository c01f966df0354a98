package dev.cleat.tui.update;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.tui.message.Action;
import dev.cleat.tui.message.Key;
import dev.cleat.tui.model.HostRow;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Scope;
import dev.cleat.tui.model.Screen;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Marks on the lists of containers and of definitions. */
final class MarkKeys {

    private static final Set<Action> MARKS = EnumSet.of(Action.MARK, Action.MARK_ALL, Action.UNMARK);

    private MarkKeys() {}

    static Model act(Model model, Action action) {
        return switch (action) {
            case MARK -> toggled(model);
            case MARK_ALL -> {
                Set<String> all = new HashSet<>(marked(model));
                all.addAll(shown(model));
                yield marking(model, all);
            }
            default -> marking(model, Set.of());
        };
    }

    /** A key that marks says on a list without marks which lists have them; other keys say nothing. */
    static Model elsewhere(Model model, Key key) {
        boolean marks = Action.of(model.facts().keys(), Scope.CONTAINERS, key)
                .filter(MARKS::contains)
                .isPresent();
        if (!marks || !(model.screen() instanceof Screen.Host)) {
            return model;
        }
        String containers = Action.GO_CONTAINERS.key(model.facts().keys());
        String definitions = Action.GO_DEFINITIONS.key(model.facts().keys());
        return model.saying(
                "only containers (" + containers + ") and definitions (" + definitions + ") can be marked", false);
    }

    /** Turns the mark of the selected row round and goes to the next, so that Space, Space, Space marks three. */
    private static Model toggled(Model model) {
        Optional<String> row = selected(model);
        if (row.isEmpty()) {
            return model;
        }
        Set<String> marked = new HashSet<>(marked(model));
        if (!marked.remove(row.get())) {
            marked.add(row.get());
        }
        return Moves.move(marking(model, marked), Action.DOWN);
    }

    private static Set<String> marked(Model model) {
        return model.screen() instanceof Screen.Host host
                ? host.marked()
                : model.table().marked();
    }

    private static Model marking(Model model, Set<String> rows) {
        return model.screen() instanceof Screen.Host host
                ? model.shown(host.withMarked(rows))
                : model.withTable(model.table().withMarked(rows));
    }

    private static Optional<String> selected(Model model) {
        return model.screen() instanceof Screen.Host host ? host.selected().map(HostRow::key) : model.subject();
    }

    private static List<String> shown(Model model) {
        return model.screen() instanceof Screen.Host host
                ? host.rows().stream().map(HostRow::key).toList()
                : model.rows().stream().map(ContainerSummary::name).toList();
    }
}
