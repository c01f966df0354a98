package dev.cleat.tui.update;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.DefinitionSummary;
import dev.cleat.engine.api.Problem;
import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.message.Action;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Screen;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The definition of what is selected: shown, or edited. */
final class DefinitionKeys {

    /** What stands above the first problem is shown, too. */
    private static final int LINES_BEFORE = 6;

    private DefinitionKeys() {}

    static Update show(Model model) {
        Optional<DefinitionSummary> definition = definition(model);
        if (definition.isEmpty()) {
            return Update.of(nothing(model));
        }
        Screen.DefinitionFile screen = new Screen.DefinitionFile(definition.get(), Optional.empty(), 0);
        return new Update(model.opened(screen), ConsoleUpdate.reading(screen));
    }

    static Update edit(Model model) {
        Optional<DefinitionSummary> definition = definition(model);
        if (definition.isEmpty()) {
            return Update.of(nothing(model));
        }
        if (definition.get().sample()) {
            String create = Action.CREATE.key(model.facts().keys());
            return Update.of(model.saying(
                    definition.get().name() + " is a sample: " + create + " stores it to be edited", true));
        }
        return Update.of(
                model, new Effect.Edit(definition.get().name(), definition.get().file()));
    }

    /** What is wrong with it is shown in the file; what is right is told. */
    static Update edited(Model model, Message.DefinitionEdited edited) {
        Optional<DefinitionSummary> known = model.inventory().definitions().stream()
                .filter(d -> d.file().equals(edited.file()))
                .findFirst();
        DefinitionSummary linted = new DefinitionSummary(
                edited.name(),
                edited.file(),
                known.map(DefinitionSummary::description).orElse(""),
                false,
                edited.problems(),
                known.flatMap(DefinitionSummary::state),
                known.flatMap(DefinitionSummary::lastStart));
        int first = edited.problems().stream().mapToInt(Problem::line).min().orElse(0);
        Screen.DefinitionFile screen =
                new Screen.DefinitionFile(linted, Optional.empty(), Math.max(0, first - LINES_BEFORE));
        boolean open = model.screen() instanceof Screen.DefinitionFile;
        int wrong = edited.problems().size();
        Model shown = open ? model.shown(screen) : wrong > 0 ? model.opened(screen) : model;
        boolean runs = model.inventory()
                .find(edited.name())
                .filter(c -> c.state().isLive())
                .isPresent();
        String news = wrong > 0
                ? edited.name() + ": " + wrong + " to repair"
                : edited.name() + " is valid" + (runs ? "; what runs changes with its next start" : "");
        List<Effect> effects = new ArrayList<>(ConsoleUpdate.reading(shown.screen()));
        effects.add(new Effect.ListDefinitions());
        return new Update(shown.saying(news, wrong > 0), effects);
    }

    private static Model nothing(Model model) {
        return model.subject()
                .map(name -> model.saying(name + " was not started from a definition of this host", true))
                .orElse(model.saying("nothing is selected", false));
    }

    /** The selected definition, or the one that the selected container was started from. */
    private static Optional<DefinitionSummary> definition(Model model) {
        Optional<DefinitionSummary> selected = Opening.selectedDefinition(model);
        if (selected.isPresent()) {
            return selected;
        }
        Optional<ContainerSummary> container = model.subject().flatMap(model.inventory()::find);
        if (container.isEmpty() || model.inventory().isElsewhere(container.get().name())) {
            return Optional.empty();
        }
        return container
                .get()
                .definition()
                .map(file -> model.inventory().definitions().stream()
                        .filter(d -> d.file().equals(file))
                        .findFirst()
                        .orElse(new DefinitionSummary(
                                container.get().name(),
                                file,
                                "",
                                false,
                                List.of(),
                                Optional.of(container.get().state()),
                                container.get().started())));
    }
}
