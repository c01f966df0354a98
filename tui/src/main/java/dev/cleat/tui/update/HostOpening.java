package dev.cleat.tui.update;

import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.DefinitionSummary;
import dev.cleat.tui.message.Action;
import dev.cleat.tui.model.HostRow;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.NamespaceMembers;
import dev.cleat.tui.model.Screen;
import dev.cleat.tui.model.SheetOf;
import java.util.Optional;

/** Looking into what a row of a list of the whole host stands for. */
final class HostOpening {

    private HostOpening() {}

    static Update open(Model model, HostRow row) {
        if (row instanceof HostRow.Session) {
            return SessionKeys.act(model, Action.OPEN);
        }
        if (row instanceof HostRow.Definition definition) {
            return Opening.opened(model, new Screen.DefinitionFile(definition.summary(), Optional.empty(), 0));
        }
        if (row instanceof HostRow.Namespace namespace) {
            return Opening.opened(model, Screen.Host.of(new NamespaceMembers(namespace.group())));
        }
        if (row instanceof HostRow.Cgroup cgroup && cgroup.container().isEmpty()) {
            return Opening.opened(
                    model, Screen.Text.of(new SheetOf.Cgroup(cgroup.node().path())));
        }
        if (row instanceof HostRow.Event event) {
            return Opening.opened(model, Screen.Text.of(new SheetOf.Event(event)));
        }
        return row.container().isPresent()
                ? Opening.detail(model)
                : Update.of(model.saying("it is in no container", false));
    }

    /** What a start of the selected definition would do otherwise than the one that runs did. */
    static Update difference(Model model) {
        Optional<DefinitionSummary> selected = Opening.selectedDefinition(model);
        if (selected.isEmpty()) {
            return Update.of(model);
        }
        DefinitionSummary definition = selected.get();
        return definition.state().filter(ContainerState::isLive).isPresent()
                ? Opening.opened(model, Screen.Text.of(new SheetOf.Difference(definition.name())))
                : Update.of(model.saying(definition.name() + " does not run: there is nothing to compare", true));
    }
}
