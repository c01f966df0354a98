package dev.cleat.tui.update;

import dev.cleat.engine.api.ContainerSummary;
import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.message.Key;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Deed;
import dev.cleat.tui.model.Deed.Guard;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Work;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What is done to several containers at once, or cannot be taken back: asked for, done, reported once. */
final class Deeds {

    private static final int NAMED = 3;

    private Deeds() {}

    /** Asks, or begins at once what needs no question; of what is meant only those that are in a state for it. */
    static Update ask(Model model, Deed deed) {
        List<ContainerSummary> meant = meant(model);
        List<ContainerSummary> able = meant.stream().filter(deed::canBeDoneTo).toList();
        if (able.isEmpty()) {
            return Update.of(meant.isEmpty() ? model : refused(model, deed, meant));
        }
        if (deed.guard() == Guard.NONE) {
            return begun(model, deed, able);
        }
        List<String> leftOut =
                meant.stream().flatMap(one -> deed.refusal(one).stream()).toList();
        Model asked = model.withDialog(Dialog.Question.of(deed, able, leftOut));
        List<String> names = able.stream().map(ContainerSummary::name).toList();
        return deed == Deed.DESTROY ? Update.of(asked, new Effect.ReadRemovals(names)) : Update.of(asked);
    }

    /** What goes with those that are asked about. */
    static Model known(Model model, Message.RemovalsRead read) {
        return model.dialog().isPresent() && model.dialog().get() instanceof Dialog.Question question
                ? model.withDialog(question.knowing(read.removals()))
                : model;
    }

    /** Freezes those that run; when none of them does, lets the frozen ones go on. */
    static Update pause(Model model) {
        List<ContainerSummary> meant = meant(model);
        boolean thaws = meant.stream().noneMatch(Deed.FREEZE::canBeDoneTo)
                && meant.stream().anyMatch(Deed.THAW::canBeDoneTo);
        return ask(model, thaws ? Deed.THAW : Deed.FREEZE);
    }

    static Update key(Model model, Dialog.Question question, Key key) {
        if (Set.of("Esc", "Ctrl-C").contains(key.name())) {
            return Update.of(model.withoutDialog());
        }
        return switch (question.guard()) {
            case TYPED -> typed(model, question, key);
            case BUTTON -> button(model, question, key);
            default ->
                DialogKeys.isYes(key)
                        ? begun(model.withoutDialog(), question.deed(), question.containers())
                        : Update.of(model.withoutDialog());
        };
    }

    /** Marks have served when everything was done; what failed stays marked, to be looked at or tried again. */
    static Model reported(Model model, Message.DeedEnded ended) {
        Set<String> left = new HashSet<>(model.table().marked());
        ended.done().forEach(left::remove);
        Model unmarked = DefinitionDeeds.unmarked(model.withTable(model.table().withMarked(left)), ended.done());
        if (ended.refusals().isEmpty() && ended.left().isEmpty()) {
            String same = ended.done().size() > NAMED ? "" : " (" + ended.command() + ")";
            return unmarked.saying(names(ended.done()) + " " + ended.deed().past() + same, false);
        }
        if (ended.refusals().isEmpty()) {
            int total = ended.done().size() + ended.left().size();
            return unmarked.saying(
                    ended.done().size() + " of " + total + " " + ended.deed().past()
                            + ", the others were left as they were",
                    true);
        }
        Dialog.Report report = new Dialog.Report(ended.deed(), ended.done().size(), ended.refusals());
        return unmarked.withNotice(Optional.empty())
                .alerted(
                        report,
                        "cannot " + ended.deed().verb() + " "
                                + names(List.copyOf(ended.refusals().keySet())));
    }

    private static String names(List<String> names) {
        return names.size() > NAMED ? names.size() + " containers" : String.join(", ", names);
    }

    private static Update typed(Model model, Dialog.Question question, Key key) {
        String text = question.typed();
        return switch (key.name()) {
            case "Enter" ->
                question.isAnswered()
                        ? begun(model.withoutDialog(), question.deed(), question.containers())
                        : Update.of(text.isEmpty() ? model.withoutDialog() : model);
            case "Backspace" ->
                Update.of(model.withDialog(question.withTyped(
                        text.isEmpty() ? text : text.substring(0, text.offsetByCodePoints(text.length(), -1)))));
            case "Ctrl-U" -> Update.of(model.withDialog(question.withTyped("")));
            default -> Update.of(key.isTyped() ? model.withDialog(question.withTyped(text + key.name())) : model);
        };
    }

    private static Update button(Model model, Dialog.Question question, Key key) {
        return switch (key.name()) {
            case "Tab", "Shift-Tab", "Left", "Right", "h", "l" ->
                Update.of(model.withDialog(question.withFocus(!question.doFocused())));
            case "Enter" ->
                question.doFocused()
                        ? begun(model.withoutDialog(), question.deed(), question.containers())
                        : Update.of(model.withoutDialog());
            case "q", "n", "N" -> Update.of(model.withoutDialog());
            default -> Update.of(model);
        };
    }

    private static Update begun(Model model, Deed deed, List<ContainerSummary> containers) {
        Optional<ContainerSummary> one = containers.size() == 1 ? Optional.of(containers.get(0)) : Optional.empty();
        if (one.isPresent() && deed == Deed.STOP) {
            boolean service = one.get().runtime().stopsByService();
            Model begun = begun(model, service ? Work.Kind.SERVICE_STOP : Work.Kind.STOP, deed, containers);
            return Update.of(
                    begun, new Effect.Stop(begun.works().latest(), one.get().name()));
        }
        if (one.isPresent() && deed == Deed.RESTART) {
            Model begun = begun(model, Work.Kind.START, deed, containers);
            return Update.of(
                    begun, new Effect.Restart(begun.works().latest(), one.get().name()));
        }
        if (one.isPresent() && deed == Deed.KILL) {
            String name = one.get().name();
            return Update.of(model.saying("killing " + name, false), new Effect.Kill(name));
        }
        Work.Kind kind = one.isPresent() ? Work.Kind.WHOLE : Work.Kind.EACH;
        Model begun = begun(model, kind, deed, containers);
        return Update.of(begun, new Effect.Each(begun.works().latest(), deed, containers));
    }

    private static Model begun(Model model, Work.Kind kind, Deed deed, List<ContainerSummary> containers) {
        String gerund = deed.gerund().substring(0, 1).toUpperCase(Locale.ROOT)
                + deed.gerund().substring(1);
        String subject = subject(containers);
        return WorkKeys.begun(model, kind, gerund + " " + subject, subject, containers.size());
    }

    /** The one, or how many; empty text for none. */
    static String subject(List<ContainerSummary> containers) {
        return switch (containers.size()) {
            case 0 -> "";
            case 1 -> containers.get(0).name();
            default -> containers.size() + " containers";
        };
    }

    private static Model refused(Model model, Deed deed, List<ContainerSummary> meant) {
        if (meant.size() > 1) {
            String first = deed.refusal(meant.get(0)).orElseThrow();
            return model.saying("none of " + meant.size() + " can be " + deed.past() + " now: " + first, true);
        }
        return model.saying(deed.refusal(meant.get(0)).orElseThrow(), true);
    }

    /** The containers that the keys are about, as far as they are known. */
    static List<ContainerSummary> meant(Model model) {
        List<ContainerSummary> meant = new ArrayList<>();
        for (String name : model.subjects()) {
            Optional<ContainerSummary> found = model.inventory().find(name);
            found.ifPresent(meant::add);
        }
        return meant;
    }
}
