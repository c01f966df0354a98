package dev.cleat.tui.update;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.tui.message.Action;
import dev.cleat.tui.message.Key;
import dev.cleat.tui.model.ContainerTable;
import dev.cleat.tui.model.HostLists;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Scope;
import dev.cleat.tui.model.Screen;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Marks on the container list. */
final class MarkKeys {

    private static final Set<Action> MARKS = EnumSet.of(Action.MARK, Action.MARK_ALL, Action.UNMARK);

    private MarkKeys() {}

    static Model act(Model model, Action action) {
        ContainerTable table = model.table();
        return switch (action) {
            case MARK -> toggled(model);
            case MARK_ALL -> {
                Set<String> all = new HashSet<>(table.marked());
                model.rows().stream().map(ContainerSummary::name).forEach(all::add);
                yield model.withTable(table.withMarked(all));
            }
            default -> model.withTable(table.withMarked(Set.of()));
        };
    }

    /** A key that marks on the container list says on another list that there are no marks; other keys say nothing. */
    static Model elsewhere(Model model, Key key) {
        boolean marks = Action.of(model.facts().keys(), Scope.CONTAINERS, key)
                .filter(MARKS::contains)
                .isPresent();
        if (!marks || !(model.screen() instanceof Screen.Host host)) {
            return model;
        }
        String containers = Action.GO_CONTAINERS.key(model.facts().keys());
        String instead = host.list() == HostLists.DEFINITIONS
                ? "; here " + Action.START.key(model.facts().keys()) + " starts the selected one"
                : "";
        return model.saying("only containers can be marked (" + containers + ")" + instead, false);
    }

    /** Turns the mark of the selected row round and goes to the next, so that Space, Space, Space marks three. */
    private static Model toggled(Model model) {
        Optional<String> name = model.subject();
        if (name.isEmpty()) {
            return model;
        }
        Set<String> marked = new HashSet<>(model.table().marked());
        if (!marked.remove(name.get())) {
            marked.add(name.get());
        }
        return Moves.move(model.withTable(model.table().withMarked(marked)), Action.DOWN);
    }
}
