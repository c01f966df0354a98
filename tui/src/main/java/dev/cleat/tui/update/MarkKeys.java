package dev.cleat.tui.update;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.tui.message.Action;
import dev.cleat.tui.model.ContainerTable;
import dev.cleat.tui.model.Model;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Marks on the container list. */
final class MarkKeys {

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
