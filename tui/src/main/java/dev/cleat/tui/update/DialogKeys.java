package dev.cleat.tui.update;

import dev.cleat.tui.effect.Effect;
import dev.cleat.tui.message.Key;
import dev.cleat.tui.model.Dialog;
import dev.cleat.tui.model.Model;
import dev.cleat.tui.model.Work;
import dev.cleat.tui.render.DialogBox;
import java.util.Optional;

/** Answers to dialogs. Whatever is not clearly a yes is a no. */
final class DialogKeys {

    /** Lines of a dialog's text that PgDn scrolls: fewer than any box has. */
    private static final int PAGE = 3;

    private DialogKeys() {}

    static Update key(Model model, Dialog dialog, Key key) {
        Optional<Update> scrolled = scrolled(model, dialog, key);
        return scrolled.isPresent() ? scrolled.get() : answer(model, dialog, key);
    }

    /** A text that is longer than the box; empty: it is not, or the key is for something else. */
    private static Optional<Update> scrolled(Model model, Dialog dialog, Key key) {
        int last = DialogBox.lastScroll(model, dialog);
        int by = switch (key.name()) {
            case "Up" -> -1;
            case "Down" -> 1;
            case "PgUp" -> -PAGE;
            case "PgDn" -> PAGE;
            default -> 0;
        };
        int next = Math.max(0, Math.min(last, model.dialogScroll()) + by);
        return last == 0 || by == 0
                ? Optional.empty()
                : Optional.of(Update.of(model.withDialogScroll(Math.min(last, next))));
    }

    private static Update answer(Model model, Dialog dialog, Key key) {
        if (dialog instanceof Dialog.Question question) {
            return Deeds.key(model, question, key);
        }
        if (dialog instanceof Dialog.Menu menu) {
            return MenuKeys.key(model, menu, key);
        }
        if (dialog instanceof Dialog.EndSessionQuestion end) {
            return endSession(model, end, key);
        }
        if (dialog instanceof Dialog.Copying copying) {
            return CopyKeys.key(model, copying, key);
        }
        if (dialog instanceof Dialog.Columns columns) {
            return TableKeys.columnKey(model, columns, key);
        }
        if (dialog instanceof Dialog.QuitQuestion) {
            return Update.of(isYes(key) ? model.ended(0) : model.withoutDialog());
        }
        if (dialog instanceof Dialog.Settings settings) {
            return SettingKeys.key(model, settings, key);
        }
        if (dialog instanceof Dialog.Underway underway) {
            return WorkKeys.key(model, underway, key);
        }
        if (dialog instanceof Dialog.Form form) {
            return CommandKeys.key(model, form, key);
        }
        if (dialog instanceof Dialog.RunQuestion question) {
            return CommandKeys.key(model, question, key);
        }
        return bad(model, key);
    }

    /**
     * Bad news, which nobody asked for, stays until it was read: what is typed ahead, or meant for the list below, does not
     * take it away.
     */
    private static Update bad(Model model, Key key) {
        return switch (key.name()) {
            case "Enter", "Esc" -> Update.of(model.withoutDialog());
            default -> Update.of(model);
        };
    }

    private static Update endSession(Model model, Dialog.EndSessionQuestion end, Key key) {
        if (!isYes(key)) {
            return Update.of(model.withoutDialog());
        }
        String title = "Ending the session in " + end.container();
        Model begun = WorkKeys.beside(model.withoutDialog(), Work.Kind.WHOLE, title, end.container(), 1);
        return Update.of(begun, new Effect.EndSession(begun.works().latest(), end.session(), end.container()));
    }

    static boolean isYes(Key key) {
        return key.name().equals("y") || key.name().equals("Y");
    }
}
