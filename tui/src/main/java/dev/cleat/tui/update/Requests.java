package dev.cleat.tui.update;

import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.DefinitionSummary;
import dev.cleat.engine.api.StartRequest;
import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.effect.StartRequests;
import dev.cleat.tui.message.Action;
import dev.cleat.tui.model.Deed;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Scope;
import dev.cleat.tui.model.Screen;
import dev.cleat.tui.model.SheetOf;
import dev.cleat.tui.model.Work;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What is asked of the engine, or first of the operator. */
final class Requests {

    /** Where definitions are looked at, not containers. */
    static final Set<Scope> START_FROM_FILE = EnumSet.of(Scope.DEFINITIONS, Scope.FILE, Scope.PLAN);

    private Requests() {}

    /** The selected stopped container or definition; with nothing running and nothing selected the hello sample. */
    static Update start(Model model) {
        if (model.subjects().size() > 1) {
            return Deeds.ask(model, Deed.START);
        }
        if (START_FROM_FILE.contains(model.screen().scope())) {
            List<DefinitionSummary> meant = DefinitionDeeds.meant(model);
            return meant.size() > 1
                    ? DefinitionDeeds.start(model, meant)
                    : meant.stream().findFirst().map(d -> plan(model, d)).orElse(Update.of(model));
        }
        Optional<ContainerSummary> selected = subject(model);
        if (selected.isPresent()) {
            return startAgain(model, selected.get());
        }
        return model.inventory().anythingRuns()
                ? Update.of(model)
                : model.inventory().hello().map(d -> start(model, d)).orElse(Update.of(model));
    }

    /** What was shown as a plan. */
    static Update startPlanned(Model model) {
        if (model.screen() instanceof Screen.Text text
                && text.of() instanceof SheetOf.Plan plan
                && text.sheet().isPresent()) {
            return starting(model, plan.name(), plan.file());
        }
        return Update.of(model);
    }

    static Update attach(Model model) {
        if (model.screen() instanceof Screen.Host && model.subject().isEmpty()) {
            return Update.of(model.saying("there is no container, or more than one: choose one of them", true));
        }
        return subject(model)
                .map(c -> c.state() == ContainerState.RUNNING
                        ? Update.of(model, new Effect.Attach(c.name()))
                        : Update.of(refused(model, c)))
                .orElse(Update.of(model));
    }

    static Update shell(Model model) {
        Optional<ContainerSummary> subject = subject(model);
        if (subject.isEmpty()) {
            return Update.of(model);
        }
        return subject.get().state() == ContainerState.RUNNING
                ? Update.of(model, new Effect.Shell(subject.get().name()))
                : Update.of(refused(model, subject.get()));
    }

    /** Freezes what runs, thaws what is frozen; both can be taken back, so nothing is asked. */
    static Update pause(Model model) {
        if (model.subjects().size() > 1) {
            return Deeds.pause(model);
        }
        Optional<ContainerSummary> subject = subject(model);
        if (subject.isEmpty()) {
            return Update.of(model);
        }
        boolean thaw = subject.get().state() == ContainerState.FROZEN;
        return (thaw ? Deed.THAW : Deed.FREEZE)
                .refusal(subject.get())
                .map(why -> Update.of(told(model, subject.get(), why)))
                .orElseGet(() -> Update.of(model, new Effect.Pause(subject.get().name(), thaw)));
    }

    private static Update startAgain(Model model, ContainerSummary container) {
        if (container.state().isLive()) {
            return Update.of(model.saying(
                    container.name() + " runs already; "
                            + Action.GO_DEFINITIONS.key(model.facts().keys()) + " shows what else can be started",
                    true));
        }
        return starting(model, container.name(), container.definition());
    }

    private static Update start(Model model, DefinitionSummary definition) {
        return refused(model, definition)
                .map(Update::of)
                .orElseGet(() -> starting(model, definition.name(), Optional.of(definition.file())));
    }

    /** What would be done is shown first. */
    private static Update plan(Model model, DefinitionSummary definition) {
        return refused(model, definition)
                .map(Update::of)
                .orElseGet(() -> Opening.opened(
                        model, Screen.Text.of(new SheetOf.Plan(definition.name(), Optional.of(definition.file())))));
    }

    private static Optional<Model> refused(Model model, DefinitionSummary definition) {
        String where = definition.problems().isEmpty()
                ? ""
                : " (" + Action.OPEN.key(model.facts().keys()) + " shows where)";
        return DefinitionDeeds.refusal(definition).map(why -> model.saying(why + where, true));
    }

    private static Update starting(Model model, String name, Optional<Path> file) {
        StartRequest request = StartRequests.of(name, file);
        Model begun = WorkKeys.begun(model, Work.Kind.START, "Starting " + name, name, 1);
        return Update.of(begun, new Effect.Start(begun.works().latest(), name, request));
    }

    private static Optional<ContainerSummary> subject(Model model) {
        return model.subjects().stream()
                .findFirst()
                .flatMap(name -> model.inventory().find(name));
    }

    private static Model refused(Model model, ContainerSummary container) {
        String state = container.state().name().toLowerCase(Locale.ROOT);
        return told(model, container, container.name() + " is " + state);
    }

    /** With the key that helps, of those that are Cleat's. */
    private static Model told(Model model, ContainerSummary container, String why) {
        String way = "";
        if (container.isOurs() && container.state() == ContainerState.FROZEN) {
            way = "; " + Action.PAUSE.key(model.facts().keys()) + " lets it go on";
        } else if (container.isOurs() && !container.state().isLive()) {
            way = "; " + Action.START.key(model.facts().keys()) + " starts it";
        }
        return model.saying(why + way, true);
    }
}
