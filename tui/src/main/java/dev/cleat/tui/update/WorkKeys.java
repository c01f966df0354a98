package dev.cleat.tui.update;

import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.message.Action;
import dev.cleat.tui.message.Key;
import dev.cleat.tui.message.Message;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Work;
import java.util.Optional;

/** What is under way: shown in a box, left to itself, called back. */
final class WorkKeys {

    private WorkKeys() {}

    /** With one work more, the latest, in its box. */
    static Model begun(Model model, Work.Kind kind, String title, String subject, int total) {
        Model beside = beside(model, kind, title, subject, total);
        return beside.withDialog(new Dialog.Underway(beside.works().latest()));
    }

    /** With one work more that nobody waits for. */
    static Model beside(Model model, Work.Kind kind, String title, String subject, int total) {
        return model.withWorks(model.works().with(kind, title, subject, total, model.now()));
    }

    static Update open(Model model) {
        return model.works()
                .after(0)
                .map(work -> Update.of(model.withDialog(new Dialog.Underway(work.id()))))
                .orElse(Update.of(model.saying("nothing is under way", false)));
    }

    /** Whatever is not about it changes nothing: what is typed ahead is not for the screen below. */
    static Update key(Model model, Dialog.Underway shown, Key key) {
        Optional<Work> found = model.works().find(shown.work());
        if (found.isEmpty()) {
            return Update.of(model.withoutDialog());
        }
        Work work = found.get();
        return switch (key.name()) {
            case "Esc" ->
                Update.of(model.withoutDialog()
                        .saying(
                                work.subject() + " is left to itself; "
                                        + Action.UNDERWAY.key(model.facts().keys()) + " shows it",
                                false));
            case "Tab" ->
                Update.of(model.works()
                        .after(work.id())
                        .map(next -> model.withDialog(new Dialog.Underway(next.id())))
                        .orElse(model));
            case "Ctrl-C" -> callBack(model, work);
            case "K" -> hurry(model, work);
            default -> Update.of(model);
        };
    }

    private static Update callBack(Model model, Work work) {
        return work.kind().canBeCalledBack() && !work.calledBack()
                ? Update.of(
                        model.withWorks(model.works().changed(work.id(), Work::unwanted)),
                        new Effect.CallBack(work.id()))
                : Update.of(model);
    }

    /** The stop that waits ends by itself then. */
    private static Update hurry(Model model, Work work) {
        return work.kind().canBeHurried()
                ? Update.of(model.saying("killing " + work.subject(), false), new Effect.Kill(work.subject()))
                : Update.of(model);
    }

    static Model advanced(Model model, Message.StepBegun begun) {
        return model.withWorks(model.works().changed(begun.work(), work -> work.at(begun.step())));
    }

    static Model advanced(Model model, Message.WorkAdvanced advanced) {
        return model.withWorks(model.works().changed(advanced.work(), work -> work.through(advanced.over())));
    }

    /** Its box closes with it. */
    static Model ended(Model model, Message.WorkEnded ended) {
        Model without = model.withWorks(model.works().without(ended.work()));
        return isShown(model, ended.work()) ? without.withoutDialog() : without;
    }

    static boolean isShown(Model model, long work) {
        return model.dialog().filter(new Dialog.Underway(work)::equals).isPresent();
    }
}
