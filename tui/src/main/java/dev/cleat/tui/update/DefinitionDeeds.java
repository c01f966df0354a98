package dev.cleat.tui.update;

import dev.cleat.engine.api.ContainerState;
import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.engine.api.DefinitionSummary;
import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.message.Action;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.CommandRun;
import dev.cleat.tui.model.Deed;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.HostRow;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Screen;
import dev.cleat.tui.model.SheetOf;
import dev.cleat.tui.model.Work;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is done to definitions, to one or to all marked ones: started, checked. */
final class DefinitionDeeds {

    private DefinitionDeeds() {}

    /** The definitions the keys are about. */
    static List<DefinitionSummary> meant(Model model) {
        if (model.screen() instanceof Screen.Host host) {
            return host.meant().stream()
                    .filter(HostRow.Definition.class::isInstance)
                    .map(row -> ((HostRow.Definition) row).summary())
                    .toList();
        }
        return Opening.selectedDefinition(model).stream().toList();
    }

    /** Why it cannot be started now, as a clause; empty when it may. */
    static Optional<String> refusal(DefinitionSummary definition) {
        if (!definition.problems().isEmpty()) {
            return Optional.of(definition.name() + " is not valid: "
                    + definition.problems().get(0).message());
        }
        return definition.state().filter(ContainerState::isLive).isPresent()
                ? Optional.of(definition.name() + " runs already")
                : Optional.empty();
    }

    /** Asks once for all of them; what cannot be started is named with its reason. */
    static Update start(Model model, List<DefinitionSummary> meant) {
        List<ContainerSummary> able = new ArrayList<>();
        List<String> leftOut = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (DefinitionSummary definition : meant) {
            Optional<String> refusal = refusal(definition);
            if (refusal.isPresent()) {
                leftOut.add(refusal.get());
            } else if (names.add(definition.name())) {
                able.add(ContainerSummary.stored(definition.name(), definition.file()));
            } else {
                leftOut.add(definition.file() + " is another " + definition.name());
            }
        }
        return Update.of(
                able.isEmpty()
                        ? model.saying("none of " + meant.size() + " can be started: " + leftOut.get(0), true)
                        : model.withDialog(Dialog.Question.of(Deed.START, able, leftOut)));
    }

    static Update validate(Model model) {
        List<DefinitionSummary> meant = meant(model);
        if (meant.isEmpty()) {
            return Update.of(model);
        }
        String subject = meant.size() == 1 ? meant.get(0).name() : meant.size() + " definitions";
        Model begun = WorkKeys.begun(model, Work.Kind.EACH, "Checking " + subject, subject, meant.size());
        return Update.of(begun, new Effect.Check(begun.works().latest(), meant));
    }

    /** What is wrong is shown to who waited for it; to the others where it is kept. */
    static Update checked(Model model, Message.DefinitionsChecked checked) {
        List<CommandRun> checks = checked.checks();
        long wrong = checks.stream().filter(check -> !check.isWell()).count();
        boolean told = checks.stream().anyMatch(check -> !check.output().isEmpty());
        String subject = checks.size() == 1 ? checks.get(0).subject() : checks.size() + " definitions";
        String news = (wrong > 0 && checks.size() > 1 ? wrong + " of " : "")
                + subject
                + (wrong == 0 ? " can be started here" : " cannot be started here")
                + (checked.left() == 0 ? "" : "; " + checked.left() + " more were not checked");
        if (WorkKeys.isShown(model, checked.work()) && (wrong > 0 || told)) {
            List<CommandRun> wrongFirst = checks.stream()
                    .sorted(Comparator.comparing(CommandRun::isWell))
                    .toList();
            Screen.Text sheet = Screen.Text.of(new SheetOf.Output("Check", wrongFirst));
            return NewsUpdate.freshened(Opening.opened(model.withoutDialog().saying(news, wrong > 0), sheet));
        }
        String where =
                wrong == 0 ? "" : ", see " + Action.GO_EVENTS.key(model.facts().keys());
        return NewsUpdate.freshened(Update.of(model.saying(news + where, wrong > 0)));
    }

    /** Marks have served where it was done. */
    static Model unmarked(Model model, List<String> done) {
        return model.withScreens(model.screens().stream()
                .map(screen -> screen instanceof Screen.Host host ? unmarked(host, done) : screen)
                .toList());
    }

    private static Screen unmarked(Screen.Host host, List<String> done) {
        Set<String> left = new HashSet<>(host.marked());
        host.all().stream()
                .filter(row -> row instanceof HostRow.Definition definition
                        && done.contains(definition.summary().name()))
                .map(HostRow::key)
                .forEach(left::remove);
        return left.size() == host.marked().size() ? host : host.withMarked(left);
    }
}
