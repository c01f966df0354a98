package dev.cleat.tui.update;

import dev.cleat.engine.api.DefinitionSummary;
import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.model.HostList;
import dev.cleat.tui.model.HostRow;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Screen;
import java.util.List;
import java.util.Optional;

/** Going to another screen. */
final class Opening {

    private Opening() {}

    static Update open(Model model) {
        return model.screen() instanceof Screen.Host host
                ? host.selected().map(row -> HostOpening.open(model, row)).orElse(Update.of(model))
                : detail(model);
    }

    static Update detail(Model model) {
        return model.subject()
                .map(name -> opened(model, Screen.Detail.of(name)))
                .orElse(Update.of(model));
    }

    static Update log(Model model) {
        return model.subject()
                .map(name -> opened(model, Screen.Log.of(List.of(name))))
                .orElse(Update.of(model));
    }

    /** The logs of what is marked, as one. */
    static Update mergedLog(Model model) {
        List<String> names = model.subjects();
        return names.isEmpty() ? Update.of(model) : opened(model, Screen.Log.of(names));
    }

    /** Back to the screen before. */
    static Update left(Model model) {
        return model.screen() instanceof Screen.Log
                ? Update.of(model.closed(), new Effect.LeaveLog())
                : Update.of(model.closed());
    }

    static Update host(Model model, HostList list) {
        Model home = model.withScreens(List.of(model.screens().get(0)));
        return opened(home, Screen.Host.of(list));
    }

    /** The screens that were left last; those that are left now become the last ones. */
    static Update lastView(Model model) {
        if (model.recall().lastView().isEmpty()) {
            return Update.of(model.saying("no other screen was open yet", false));
        }
        Model back = Moves.settled(model.withScreens(model.recall().lastView()));
        return new Update(back, ConsoleUpdate.reading(back.screen()));
    }

    /** Remembers the screens of {@code before} if {@code after} shows others. */
    static Model remembering(Model before, Model after) {
        boolean same = before.screens().size() == after.screens().size()
                && before.screen().getClass() == after.screen().getClass()
                && before.screen().scope() == after.screen().scope()
                && before.subject().equals(after.subject());
        boolean moved = before.screen() instanceof Screen.Containers && after.screen() instanceof Screen.Containers;
        return same || moved ? after : after.withRecall(after.recall().left(before.screens()));
    }

    static Update tab(Model model, int by) {
        if (!(model.screen() instanceof Screen.Detail detail)) {
            return Update.of(model);
        }
        Screen.Detail next = detail.on(detail.tab().neighbour(by));
        return new Update(model.shown(next), ConsoleUpdate.reading(next));
    }

    /** The definition the keys are about. */
    static Optional<DefinitionSummary> selectedDefinition(Model model) {
        if (model.screen() instanceof Screen.DefinitionFile file) {
            return Optional.of(file.definition());
        }
        return model.screen() instanceof Screen.Host host
                ? host.selected()
                        .filter(HostRow.Definition.class::isInstance)
                        .map(row -> ((HostRow.Definition) row).summary())
                : Optional.empty();
    }

    static Update opened(Model model, Screen screen) {
        Model opened = model.opened(screen);
        return screen instanceof Screen.Log log
                ? LogLoads.refresh(opened, log)
                : new Update(opened, ConsoleUpdate.reading(screen));
    }
}
